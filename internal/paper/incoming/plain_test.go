package incoming

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"shidian/internal/paper"
)

const secret = "丁县科协"

// spoken tells whether bytes say the secret, in one of the ways of writing it that a file may use.
func spoken(data []byte) bool {
	wide := []byte{}
	for _, u := range utf16.Encode([]rune(secret)) {
		wide = binary.BigEndian.AppendUint16(wide, u)
	}
	hex := strings.ToUpper(strings.ReplaceAll(strings.Trim(strings.ReplaceAll(string(hexOf(wide)), " ", ""), "\n"), "\x00", ""))
	return bytes.Contains(data, []byte(secret)) || bytes.Contains(data, wide) || bytes.Contains(bytes.ToUpper(data), []byte(hex))
}

func hexOf(data []byte) []byte {
	const digits = "0123456789ABCDEF"
	var out []byte
	for _, b := range data {
		out = append(out, digits[b>>4], digits[b&15])
	}
	return out
}

// laidOpen is a PDF with nothing compressed.
func laidOpen(t *testing.T, data []byte) []byte {
	t.Helper()
	return read(t, tool(t, data, "open.pdf", "qpdf", "--qdf", "--object-streams=disable", "IN", "OUT"))
}

// talkative is a PDF whose properties, keywords, files within and notes say whose it is; the page says 章程.
func talkative(t *testing.T) []byte {
	t.Helper()
	noConfigDir()
	data, err := paper.PDF(paper.Document{Title: secret + "证明", Author: secret, Created: time.Unix(1589708000, 0),
		Blocks: []paper.Block{paper.Para{Style: paper.Body, Text: "章程"}}}, fonts(t))
	if err != nil {
		t.Fatal(err)
	}
	var said, attached bytes.Buffer
	if err := api.AddProperties(bytes.NewReader(data), &said, map[string]string{"Company": secret}, pdfcpuSettings()); err != nil {
		t.Fatal(err)
	}
	note := filepath.Join(t.TempDir(), "note.txt")
	if err := os.WriteFile(note, []byte(secret), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := api.AddAttachments(bytes.NewReader(said.Bytes()), &attached, []string{note}, false, pdfcpuSettings()); err != nil {
		t.Fatal(err)
	}
	return attached.Bytes()
}

func TestAPlainPDFSaysNothingBesideItsPages(t *testing.T) {
	data := talkative(t)
	if !spoken(laidOpen(t, data)) {
		t.Fatal("the file said nothing to begin with")
	}
	plain, err := Plain("application/pdf", data)
	if err != nil {
		t.Fatal(err)
	}
	open := laidOpen(t, plain)
	if spoken(open) || bytes.Contains(open, []byte("note.txt")) || bytes.Contains(open, []byte("/Metadata")) {
		t.Error("a plain PDF still says whose it is")
	}
	text, err := exec.Command("pdftotext", tool(t, plain, "same.pdf", "cp", "IN", "OUT"), "-").Output()
	if err != nil || !strings.Contains(string(text), "章程") {
		t.Errorf("its page is gone: %q, %v", text, err)
	}
	if properties, err := api.Properties(bytes.NewReader(plain), pdfcpuSettings()); err != nil || len(properties) > 0 {
		t.Errorf("properties %v, %v", properties, err)
	}
}

func TestPlainPicturesSayNothing(t *testing.T) {
	picture := image.NewGray(image.Rect(0, 0, 8, 8))
	var jpg, pic bytes.Buffer
	if err := errors.Join(jpeg.Encode(&jpg, picture, nil), png.Encode(&pic, picture)); err != nil {
		t.Fatal(err)
	}
	exif := append([]byte{0xff, 0xe1, 0, byte(2 + len(secret))}, secret...)
	comment := append([]byte{0xff, 0xfe, 0, byte(2 + len(secret))}, secret...)
	withExif := slices.Concat(jpg.Bytes()[:2], exif, comment, jpg.Bytes()[2:], []byte(secret))
	end := len(jpg.Bytes()) - 2
	later := slices.Concat(jpg.Bytes()[:end], comment, exif, jpg.Bytes()[end:]) // between the picture and its end
	body := append([]byte("tEXt"), secret...)
	chunk := binary.BigEndian.AppendUint32(append(binary.BigEndian.AppendUint32(nil, uint32(len(secret))), body...), crc32.ChecksumIEEE(body))
	withText := slices.Concat(pic.Bytes()[:33], chunk, pic.Bytes()[33:])
	for _, one := range []struct {
		kind string
		data []byte
	}{{"image/jpeg", withExif}, {"image/jpeg", later}, {"image/png", withText}} {
		kind, data := one.kind, one.data
		plain, err := Plain(kind, data)
		if err != nil || spoken(plain) || !spoken(data) {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		if shown, _, err := image.Decode(bytes.NewReader(plain)); err != nil || shown.Bounds().Dx() != 8 {
			t.Errorf("%s cannot be shown any more: %v", kind, err)
		}
	}
}

func TestPlainOfficeFilesSayNothing(t *testing.T) {
	data, err := paper.DOCX(paper.Document{Title: secret, Author: secret, Created: time.Unix(1589708000, 0), Blocks: []paper.Block{paper.Para{Style: paper.Body, Text: "章程"}}})
	if err != nil {
		t.Fatal(err)
	}
	data = with(t, data, "word/comments.xml", `<w:comments xmlns:w="x"><w:comment w:author="`+secret+`" w:initials='`+secret+`'/></w:comments>`)
	data = with(t, data, "docProps/thumbnail.jpeg", secret)
	data = with(t, data, "word/_rels/settings.xml.rels", `<Relationships><Relationship Id="rId1" Target="file:///C:/`+secret+`.dotx"/></Relationships>`)
	plain, err := Plain("application/vnd.openxmlformats-officedocument.wordprocessingml.document", data)
	if err != nil {
		t.Fatal(err)
	}
	if said := string(unzipped(t, plain)); strings.Contains(said, secret) || !strings.Contains(said, "章程") || !strings.Contains(string(unzipped(t, data)), secret) {
		t.Error("a plain document still says whose it is, or nothing at all")
	}
}

func with(t *testing.T, data []byte, name, text string) []byte {
	t.Helper()
	var out bytes.Buffer
	w, in := zip.NewWriter(&out), zipOf(t, data)
	for _, f := range in.File {
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(part, text); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func zipOf(t *testing.T, data []byte) *zip.Reader {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func unzipped(t *testing.T, data []byte) (all []byte) {
	t.Helper()
	for _, f := range zipOf(t, data).File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(append(all, f.Name...), text...)
	}
	return all
}

// What cannot be made plain is never handed on as it is.
func TestWhatCannotBePlainIsRefused(t *testing.T) {
	for _, kind := range []string{"application/pdf", "image/jpeg", "image/png", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "text/plain", ""} {
		for _, data := range [][]byte{nil, []byte(secret), []byte("%PDF-1.7\n" + secret), {0xff, 0xd8, 0xff, 0xe1, 0xff}, []byte("\x89PNG\r\n\x1a\n\xff\xff\xff\xff")} {
			if plain, err := Plain(kind, data); err != ErrPlain || plain != nil {
				t.Errorf("%s %q: %q, %v", kind, data, plain, err)
			}
		}
	}
}
