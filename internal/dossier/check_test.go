package dossier

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// tampered is a copy of a dossier that was changed; relisted has a check file made anew, as somebody would who knows it.
func tampered(files fstest.MapFS, change func(fstest.MapFS)) fstest.MapFS {
	changed := maps.Clone(files)
	change(changed)
	return changed
}

func relisted(files fstest.MapFS) fstest.MapFS {
	var sums []sum
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name != fileList {
			hash := sha256.Sum256(files[name].Data)
			sums = append(sums, sum{hex.EncodeToString(hash[:]), name})
		}
	}
	files[fileList] = &fstest.MapFile{Data: []byte(writeList(sums))}
	return files
}

// first is what Check says first, "" when all holds.
func first(t *testing.T, files fstest.MapFS) string {
	t.Helper()
	report, err := Check(files, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Problems) == 0 {
		return ""
	}
	return report.Problems[0]
}

func flipped(f *fstest.MapFile, at int) *fstest.MapFile {
	data := bytes.Clone(f.Data)
	data[at] ^= 1
	return &fstest.MapFile{Data: data}
}

func swap(a, b string) func(fstest.MapFS) {
	return func(m fstest.MapFS) { m[a], m[b] = m[b], m[a] }
}

// named finds the one file with this ending.
func named(t *testing.T, files fstest.MapFS, ending string) string {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(name, ending) {
			return name
		}
	}
	t.Fatalf("no file %s in %v", ending, slices.Sorted(maps.Keys(files)))
	return ""
}

// Every byte counts, every file counts: the first difference is named.
func TestEveryChangeOfAFileIsNamed(t *testing.T) {
	each(t, func(w *world) {
		w.released()
		files := w.unpacked(w.export())
		for name, f := range files {
			if name == fileList {
				continue
			}
			for _, at := range []int{0, len(f.Data) / 2, len(f.Data) - 1} {
				if got := first(w.T, tampered(files, func(m fstest.MapFS) { m[name] = flipped(f, at) })); got != "文件“"+name+"”的内容与校验清单不符" {
					w.T.Errorf("%s, byte %d: %q", name, at, got)
				}
			}
			if got := first(w.T, tampered(files, func(m fstest.MapFS) { delete(m, name) })); got != "缺少文件“"+name+"”" {
				w.T.Errorf("%s taken out: %q", name, got)
			}
		}
		if got := first(w.T, tampered(files, func(m fstest.MapFS) { m["05公示/加的.txt"] = &fstest.MapFile{} })); got != "多出文件“05公示/加的.txt”，校验清单里没有" {
			w.T.Errorf("a file more: %q", got)
		}
		one, other := named(w.T, files, "第1版.pdf"), named(w.T, files, "第2版.pdf")
		if got := first(w.T, tampered(files, swap(one, other))); !strings.Contains(got, "与校验清单不符") {
			w.T.Errorf("two swapped: %q", got)
		}
		for at := 0; at < len(files[fileList].Data); at += 37 {
			if first(w.T, tampered(files, func(m fstest.MapFS) { m[fileList] = flipped(m[fileList], at) })) == "" {
				w.T.Fatalf("byte %d of the check file", at)
			}
		}
	})
}

// Who makes the check file anew still has the entries against him.
func TestAChangeUnderANewCheckFileIsNamed(t *testing.T) {
	each(t, func(w *world) {
		w.released()
		files := w.unpacked(w.export())
		if got := first(w.T, relisted(maps.Clone(files))); got != "" {
			w.T.Fatalf("a check file made anew of the same files: %s", got)
		}
		application := named(w.T, files, "附件01_佐证_材料.png")
		folder, other := filepath.Dir(application), filepath.Dir(named(w.T, files, "0002_第2县科学技术协会/第1版.pdf"))
		cases := map[string]struct {
			change func(fstest.MapFS)
			want   string
		}{
			"a version's paper":         {edit(folder + "/第2版.pdf"), "固定的申报材料存档件不在案卷里"},
			"papers of two units":       {swap(folder+"/第1版.pdf", other+"/第1版.pdf"), "固定的申报材料存档件不在案卷里"},
			"an attachment":             {edit(application), "第2版的附件“佐证:材料?.png”不在案卷里"},
			"a version's data":          {replace(folder+"/第2版数据.json", "同意申报。", "不同意"), "读不了，或者与其中的哈希不符"},
			"a version's data, removed": {func(m fstest.MapFS) { delete(m, folder+"/第2版数据.json") }, "提交的申报内容不在案卷里"},
			"an excerpt":                {edit(named(w.T, files, "决定摘录.pdf")), "固定的决定摘录不在案卷里"},
			"a public notice":           {edit(named(w.T, files, "公示.pdf")), "固定的公示不在案卷里"},
			"a released list":           {edit(named(w.T, files, "20号.pdf")), "固定的公布名单的文件不在案卷里"},
			"an entry's account":        {replace(fileEvidence, `\"act\":\"apply.submit\"`, `\"act\":\"apply.return\"`), "与根哈希不符：这一条或者证明被改动"},
			"the root":                  {changeEvidence(func(e *evidence) { e.Root = strings.Repeat("0", 64) }), "与根哈希不符"},
			"the size":                  {changeEvidence(func(e *evidence) { e.Size++ }), "与根哈希不符"},
			"an entry left out":         {changeEvidence(leaveOut(`"act":"publish.start"`)), "之前缺少一条"},
			"entries swapped":           {changeEvidence(func(e *evidence) { e.Entries[0], e.Entries[1] = e.Entries[1], e.Entries[0] }), "没有按次序"},
			"an entry twice":            {changeEvidence(func(e *evidence) { e.Entries = append(e.Entries, e.Entries[len(e.Entries)-1]) }), "列了两次"},
			"a receipt's head":          {changeEvidence(func(e *evidence) { e.Heads[0].Root = strings.Repeat("0", 64) }), "回执所印的"},
			"no record at all":          {edit(fileEvidence), "读不了，或者不是本程序的格式"},
		}
		for name, c := range cases {
			if got := first(w.T, relisted(tampered(files, c.change))); !strings.Contains(got, c.want) {
				w.T.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
	})
}

func edit(name string) func(fstest.MapFS) {
	return func(m fstest.MapFS) { m[name] = flipped(m[name], 0) }
}

func replace(name, from, to string) func(fstest.MapFS) {
	return func(m fstest.MapFS) {
		m[name] = &fstest.MapFile{Data: bytes.Replace(m[name].Data, []byte(from), []byte(to), 1)}
	}
}

func changeEvidence(change func(*evidence)) func(fstest.MapFS) {
	return func(m fstest.MapFS) {
		var e evidence
		if err := json.Unmarshal(m[fileEvidence].Data, &e); err != nil {
			panic(err)
		}
		change(&e)
		var out bytes.Buffer
		if err := writeJSON(&out, e); err != nil {
			panic(err)
		}
		m[fileEvidence] = &fstest.MapFile{Data: out.Bytes()}
	}
}

func leaveOut(with string) func(*evidence) {
	return func(e *evidence) {
		e.Entries = slices.DeleteFunc(e.Entries, func(p proven) bool {
			return strings.Contains(p.Entry, with) && strings.Contains(p.Entry, `"to":`)
		})
	}
}

// The unpacked folder and the ZIP are proven alike; a link in the folder is none of a dossier's files.
func TestAFolderAndAZIPAreProvenAlike(t *testing.T) {
	each(t, func(w *world) {
		d := w.export()
		dir := w.T.TempDir()
		for name, f := range w.unpacked(d) {
			w.Must(os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o700))
			w.Must(os.WriteFile(filepath.Join(dir, name), f.Data, 0o600))
		}
		stored, err := w.Blobs.Get(d.File)
		w.Must(err)
		stored.Close()
		for _, name := range []string{dir, stored.Name()} {
			w.proven(name, "")
		}
		w.Must(os.Symlink("/etc/hostname", filepath.Join(dir, "连接.txt")))
		w.proven(dir, "“连接.txt”不是普通文件")
		w.Must(os.Remove(filepath.Join(dir, "连接.txt")))
		w.Must(os.Remove(filepath.Join(dir, fileIndex)))
		w.Must(os.Symlink("/etc/hostname", filepath.Join(dir, fileIndex)))
		w.proven(dir, "“index.html”不是普通文件")
		w.proven(w.T.TempDir(), "缺少“校验清单.txt”")
		for _, name := range []string{filepath.Join(dir, fileList), filepath.Join(dir, "没有")} {
			if _, _, err := OpenPath(name); err == nil {
				w.T.Errorf("%s was opened", name)
			}
		}
	})
}

func (w *world) proven(name, want string) {
	w.T.Helper()
	files, closer, err := OpenPath(name)
	w.Must(err)
	defer closer.Close()
	report, err := Check(files, nil)
	w.Must(err)
	if got := strings.Join(report.Problems, "\n"); (want == "") != (got == "") || !strings.Contains(got, want) {
		w.T.Errorf("%s: %q, want %q", name, got, want)
	}
}
