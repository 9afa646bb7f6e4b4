package files

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shidian/internal/fault"
)

func office(t *testing.T, names ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, name := range names {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte("x"))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestTypeIsToldByContent(t *testing.T) {
	cases := []struct {
		name    string
		content []byte
		want    Type // "" means refused
	}{
		{"pdf", []byte("%PDF-1.7\n..."), PDF},
		{"jpeg", []byte("\xff\xd8\xff\xe0...."), JPEG},
		{"png", []byte("\x89PNG\r\n\x1a\n...."), PNG},
		{"docx", office(t, "[Content_Types].xml", "word/document.xml"), DOCX},
		{"xlsx", office(t, "xl/workbook.xml"), XLSX},
		{"docx with macros", office(t, "word/document.xml", "word/vbaProject.bin"), ""},
		{"a plain zip", office(t, "a.txt"), ""},
		{"old .doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ""},
		{"html that calls itself a picture", []byte("<html><script>"), ""},
		{"a zip cut short", office(t, "word/document.xml")[:30], ""},
	}
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			blob, err := s.Put(bytes.NewReader(c.content), AttachmentLimit)
			if c.want == "" {
				if !fault.Is(err, fault.KindInvalid) {
					t.Fatalf("got %v, want a refusal in words", err)
				}
				return
			}
			if err != nil || blob.Type != c.want {
				t.Fatalf("got %v %v, want %v", blob.Type, err, c.want)
			}
			back, err := s.Bytes(blob.Hash)
			if err != nil || !bytes.Equal(back, c.content) {
				t.Fatalf("read back %q %v", back, err)
			}
		})
	}
}

func TestPutRefusesAndLeavesNothing(t *testing.T) {
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(strings.NewReader("%PDF-"+strings.Repeat("a", 100)), 50); !fault.Is(err, fault.KindTooLarge) {
		t.Fatalf("too large: %v", err)
	}
	if _, err := s.Put(strings.NewReader(""), 50); !fault.Is(err, fault.KindInvalid) {
		t.Fatalf("empty: %v", err)
	}
	if _, err := s.Put(strings.NewReader("%PDF-1"), 50, PNG); !fault.Is(err, fault.KindInvalid) {
		t.Fatalf("other type: %v", err)
	}
	left, err := os.ReadDir(filepath.Join(s.Dir(), "incoming"))
	if err != nil || len(left) != 0 {
		t.Fatalf("left behind: %v %v", left, err)
	}
}

func TestCheckFindsAChangedBlob(t *testing.T) {
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	blob, err := s.Put(strings.NewReader("%PDF-1.4 genuine"), AttachmentLimit)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Check(blob.Hash); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.path(blob.Hash), []byte("%PDF-1.4 forged!"), 0o600); err != nil {
		t.Fatal(err)
	}
	if s.Check(blob.Hash) == nil {
		t.Fatal("a changed blob passed")
	}
	var seen []string
	if err := s.Each(func(hash string, _ int64, _ time.Time) error { seen = append(seen, hash); return nil }); err != nil || len(seen) != 1 {
		t.Fatalf("each: %v %v", seen, err)
	}
	for _, bad := range []string{"", "..", "../../etc/passwd", strings.Repeat("a", 64)} {
		if _, err := s.Get(bad); !fault.Is(err, fault.KindNotFound) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestHashesAreFoundInATextThatCannotBeRead(t *testing.T) {
	hash := strings.Repeat("0a", 32)
	if got := Named(`{"files":["` + hash + `","` + hash + `0"],x`); len(got) != 1 || got[0] != hash {
		t.Errorf("named: %v", got)
	}
}
