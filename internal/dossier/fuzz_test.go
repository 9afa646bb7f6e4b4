package dossier

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

// A check file comes from outside: whatever it holds, it is read as what was written or refused in words.
func FuzzReadList(f *testing.F) {
	hash := strings.Repeat("0a", 32)
	for _, seed := range []string{"", hash + "  a\n", hash + "  a/b.pdf\r\n" + hash + "  index.html\n", hash + "  ../a\n", hash + "  校验清单.txt", hash + " a", hash + "  a\n" + hash + "  a\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sums, wrong := readList(strings.NewReader(text))
		if (wrong == "") == (len(sums) == 0) {
			t.Fatalf("%d lines, %q", len(sums), wrong)
		}
		for _, s := range sums {
			if !fs.ValidPath(s.path) || s.path == fileList || len(s.hash) != 64 {
				t.Fatalf("took %+v", s)
			}
		}
		if again, wrong := readList(strings.NewReader(writeList(sums))); sums != nil && (wrong != "" || len(again) != len(sums)) {
			t.Fatalf("what was read is not read again: %q", wrong)
		}
	})
}

// whole is a folder whose check file holds, with a record of acts and a version's data as somebody may have written them.
func whole(evidence, version, draw string) fstest.MapFS {
	files := fstest.MapFS{fileEvidence: {Data: []byte(evidence)}, dirApplications + "/a/第1版" + versionEnding: {Data: []byte(version)}, dirReview + "/a/draw1.json": {Data: []byte(draw)}}
	var sums []sum
	for name, f := range files {
		hash := sha256.Sum256(f.Data)
		sums = append(sums, sum{hex.EncodeToString(hash[:]), name})
	}
	files[fileList] = &fstest.MapFile{Data: []byte(writeList(sums))}
	return files
}

// The record of acts, the data and the draws come from outside too: nothing breaks, and what is no dossier is never found sound.
func FuzzCheck(f *testing.F) {
	f.Add(`{"format":"shidian-dossier/1","size":1,"root":"00","entries":[{"n":0,"entry":"{}","proof":["00"]}],"heads":[{"size":9,"root":"","proof":null}]}`, `{"body":"{}"}`, `{}`)
	f.Add(`{"format":"shidian-dossier/1","size":9223372036854775807,"root":"`+strings.Repeat("00", 32)+`","entries":[{"n":-1,"entry":"","proof":[]}]}`, `[]`, `null`)
	f.Add(strings.Repeat("[", 5000), strings.Repeat(`{"a":`, 5000), "")
	f.Fuzz(func(t *testing.T, evidence, version, draw string) {
		report, err := Check(whole(evidence, version, draw), nil)
		if err != nil || len(report.Problems) == 0 {
			t.Fatalf("sound: %+v %v", report, err)
		}
		for _, p := range report.Problems {
			if !utf8.ValidString(p) && utf8.ValidString(evidence+version+draw) {
				t.Fatalf("said %q", p)
			}
		}
	})
}

// A ZIP comes from outside: what opens has plain names, each once.
func FuzzOpenZIP(f *testing.F) {
	for _, names := range [][]string{{"index.html"}, {"a/b.txt", "a/b.txt"}, {"../a"}, {"/a"}, {`a\b`}, {"a/"}, {""}} {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for _, name := range names {
			if _, err := z.Create(name); err != nil {
				f.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			f.Fatal(err)
		}
		f.Add(out.Bytes())
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		files, err := OpenZIP(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			return
		}
		for _, entry := range files.(*zip.Reader).File {
			if strings.Contains(entry.Name, "..") && !fs.ValidPath(strings.TrimSuffix(entry.Name, "/")) {
				t.Fatalf("opened with %q", entry.Name)
			}
		}
		if _, err := Check(files, nil); err != nil && !strings.Contains(err.Error(), "读不了") {
			t.Fatal(err)
		}
	})
}

// Whatever a unit calls its file, the name is one that Windows takes, and no two files take one place.
func FuzzFileName(f *testing.F) {
	for _, seed := range []string{"", "附件", "CON", "a/../b", `a\b:c*d?e"f<g>h|i`, "尾部. .", strings.Repeat("长", 300), "\x00\u202e\ufeff", "..", "a\nb"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		name := fileName(words, ".pdf")
		if !fs.ValidPath(name) || path.Base(name) != name || strings.ContainsAny(name, `\/:*?"<>|`) || utf8.RuneCountInString(name) > longest+8 || strings.HasPrefix(name, ".") || !utf8.ValidString(name) {
			t.Fatalf("%q became %q", words, name)
		}
		taken := places{}
		if a, b := taken.take("d", words, ".pdf"), taken.take("d", strings.ToUpper(words), ".pdf"); strings.EqualFold(a, b) {
			t.Fatalf("%q twice: %q", words, a)
		}
	})
}
