package apply

import (
	"strings"

	"shidian/internal/programme"
)

// FieldDiff is a field that differs between two versions, in words.
type FieldDiff struct {
	Key, Name string
	Old, New  string
	Pieces    []Piece // the new text, with what was put in and what was taken out
}

// Piece is a stretch of text that stayed, was put in, or was taken out.
type Piece struct {
	Op   PieceOp
	Text string
}

// PieceOp says what happened to a piece.
type PieceOp byte

// What happened.
const (
	Kept     PieceOp = ' '
	PutIn    PieceOp = '+'
	TakenOut PieceOp = '-'
)

// DiffOf lists the applicant's fields that differ between two versions, in the order of the paper, and the list of
// attachments last.
func DiffOf(p *programme.Programme, kind string, before, after Version) []FieldDiff {
	var all []FieldDiff
	for _, f := range FieldsFor(p, kind) {
		old, now := Shown(p, f, before.Values[f.Key]), Shown(p, f, after.Values[f.Key])
		if old != now {
			all = append(all, FieldDiff{Key: f.Key, Name: FieldName(f), Old: old, New: now, Pieces: Pieces(old, now)})
		}
	}
	if old, now := fileLines(before.Attachments), fileLines(after.Attachments); old != now {
		all = append(all, FieldDiff{Key: AttachmentsKey, Name: "附件", Old: old, New: now, Pieces: Pieces(old, now)})
	}
	return all
}

// fileLines names the files, one a line; a file changed under its name is told apart by its hash.
func fileLines(files []Attachment) string {
	lines := make([]string, len(files))
	for i, f := range files {
		lines[i] = f.Name + "（" + f.Hash[:min(8, len(f.Hash))] + "）"
	}
	return strings.Join(lines, "\n")
}

// Pieces tells two texts apart: clause by clause, since Chinese is read in clauses, and within a pair of changed
// clauses by what they have in common at both ends.
func Pieces(old, now string) []Piece {
	a, b := clauses(old), clauses(now)
	var pieces []Piece
	for _, run := range align(a, b) {
		pieces = append(pieces, refine(run)...)
	}
	return merged(pieces)
}

// clauses cuts a text behind its marks and line ends.
func clauses(text string) []string {
	var all []string
	start := 0
	for i, r := range text {
		if strings.ContainsRune("。，；：！？、\n", r) {
			end := i + len(string(r))
			all = append(all, text[start:end])
			start = end
		}
	}
	if start < len(text) {
		all = append(all, text[start:])
	}
	return all
}

// changeRun is a stretch of alignment: what stayed, or what was taken out and put in in its place.
type changeRun struct {
	kept     string
	old, now string
}

// diffLimit bounds the table of the alignment: past it the middle is shown as taken out and put in whole.
const diffLimit = 4_000_000

// align finds the longest common run of clauses (by the usual table, common ends cut off first).
func align(a, b []string) []changeRun {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	runs := []changeRun{{kept: strings.Join(a[:head], "")}}
	runs = append(runs, middle(a[head:len(a)-tail], b[head:len(b)-tail])...)
	return append(runs, changeRun{kept: strings.Join(a[len(a)-tail:], "")})
}

func middle(a, b []string) []changeRun {
	if len(a)*len(b) > diffLimit || len(a) == 0 || len(b) == 0 {
		return []changeRun{{old: strings.Join(a, ""), now: strings.Join(b, "")}}
	}
	longest := table(a, b)
	var runs []changeRun
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			runs = append(runs, changeRun{kept: a[i]})
			i, j = i+1, j+1
		case j == len(b) || (i < len(a) && longest[i+1][j] >= longest[i][j+1]):
			runs = append(runs, changeRun{old: a[i]})
			i++
		default:
			runs = append(runs, changeRun{now: b[j]})
			j++
		}
	}
	return gathered(runs)
}

// table holds for each pair of rests the length of their longest common run.
func table(a, b []string) [][]int32 {
	longest := make([][]int32, len(a)+1)
	for i := range longest {
		longest[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	return longest
}

// gathered joins neighbouring changes, so that what replaced what stands together.
func gathered(runs []changeRun) []changeRun {
	var all []changeRun
	for _, r := range runs {
		if n := len(all); n > 0 && r.kept == "" && all[n-1].kept == "" {
			all[n-1].old += r.old
			all[n-1].now += r.now
			continue
		}
		all = append(all, r)
	}
	return all
}

// refine shows of a replaced stretch only the part between its common ends.
func refine(r changeRun) []Piece {
	if r.kept != "" {
		return []Piece{{Kept, r.kept}}
	}
	old, now := []rune(r.old), []rune(r.now)
	head := 0
	for head < len(old) && head < len(now) && old[head] == now[head] {
		head++
	}
	tail := 0
	for tail < len(old)-head && tail < len(now)-head && old[len(old)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	return []Piece{{Kept, string(old[:head])}, {TakenOut, string(old[head : len(old)-tail])},
		{PutIn, string(now[head : len(now)-tail])}, {Kept, string(old[len(old)-tail:])}}
}

// merged drops empty pieces and joins neighbours of one sort.
func merged(pieces []Piece) []Piece {
	var all []Piece
	for _, p := range pieces {
		switch n := len(all); {
		case p.Text == "":
		case n > 0 && all[n-1].Op == p.Op:
			all[n-1].Text += p.Text
		default:
			all = append(all, p)
		}
	}
	return all
}
