package spread

import (
	"context"
	"strconv"
	"strings"

	"shidian/internal/clock"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// Loader reads a picture by its hash, when the paper is written.
type Loader func(hash string) ([]byte, error)

// The styles of a case on paper beside those of all papers.
var (
	caseUnit    = paper.Style{Face: paper.Kai, Align: paper.Center}
	caseFacts   = paper.Style{Face: paper.Kai, Size: 12, Line: 20, Align: paper.Center}
	caseSummary = paper.Style{Face: paper.Kai, Indent: 2}
)

// bookletWide is how wide a picture stands in a booklet, mm: the small one is sharp at that, and a hundred cases stay a file
// that can be sent.
const bookletWide = 84

// CasePaper is a public case as a paper of its own, with its pictures.
func CasePaper(a Article, load Loader) paper.Document {
	return paper.Document{Title: a.Version.Body.Title, Author: a.UnitName, Created: a.ShownAt, Numbers: paper.Numbers{On: true},
		Blocks: caseBlocks(a, 1, func(p Picture) paper.Picture { return onPaper(p, p.Large, 0, load) })}
}

func onPaper(p Picture, hash string, wide float64, load Loader) paper.Picture {
	return paper.Picture{JPEG: func() ([]byte, error) { return load(hash) }, Width: p.Width, Height: p.Height, Wide: wide, Alt: p.Words(), Caption: p.Caption}
}

// Words are what a picture shows, for who cannot see it.
func (p Picture) Words() string {
	if p.Caption == "" {
		return "案例图片"
	}
	return p.Caption
}

// caseBlocks are a case's title of a rank, who it is of, its texts under headings of the next rank, and its pictures after what
// was reached.
func caseBlocks(a Article, level int, picture func(Picture) paper.Picture) []paper.Block {
	b := a.Version.Body
	blocks := []paper.Block{paper.Para{Style: paper.Title, Level: level, Text: b.Title}, paper.Para{Style: caseUnit, Text: a.UnitName, Keep: true},
		paper.Para{Style: caseFacts, Text: a.facts()}, paper.Blank{Lines: 1}}
	n := 0
	for _, part := range b.Parts() {
		text := Paragraphs(part.Text)
		switch {
		case len(text) == 0:
		case part.Key == PartSummary:
			blocks = append(blocks, paper.Para{Style: caseSummary, Runs: []paper.Run{{Text: part.Name + "　", Face: paper.Hei}, {Text: strings.Join(text, ""), Face: paper.Kai}}})
		default:
			blocks = append(blocks, paper.Para{Style: paper.Head1, Level: level + 1, Text: ordinals[n] + "、" + part.Name})
			n++
			for _, line := range text {
				blocks = append(blocks, paper.Para{Style: paper.Body, Text: line})
			}
		}
		if part.Key == "effects" {
			for _, p := range b.Pictures {
				blocks = append(blocks, picture(p))
			}
		}
	}
	return blocks
}

var ordinals = []string{"一", "二", "三", "四"}

// facts are the line under a case's unit: contents, cohort, grade, and since when it is public.
func (a Article) facts() string {
	words := []string{}
	for _, one := range []string{a.Contents(), strconv.Itoa(a.Of.Year) + "年度", a.Grade, a.ShownAt.In(clock.Zone).Format("2006年1月2日") + "发布"} {
		if one != "" {
			words = append(words, one)
		}
	}
	return strings.Join(words, "　")
}

// Paragraphs are the paragraphs of what was typed.
func Paragraphs(text string) (all []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// CaseFile is a public case as a file, a PDF or with docx a document for Word and WPS, and its name; NotFound when it is none.
func (r *Room) CaseFile(ctx context.Context, id string, docx bool) (file []byte, name string, err error) {
	leave, err := r.papers.enter(ctx)
	if err != nil {
		return nil, "", err
	}
	defer leave()
	var a Article
	err = r.Door.DB.Read(ctx, func(t *store.Tx) (err error) {
		a, err = ArticleOf(t, id)
		return err
	})
	if err != nil {
		return nil, "", err
	}
	file, err = r.fileOf(CasePaper(a, r.Files.Bytes), docx)
	return file, a.Version.Body.Title, err
}

func (r *Room) fileOf(doc paper.Document, docx bool) ([]byte, error) {
	if docx {
		return paper.DOCX(doc)
	}
	return paper.PDF(doc, r.Fonts)
}
