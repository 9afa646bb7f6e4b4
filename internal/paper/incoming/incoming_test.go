package incoming

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"shidian/internal/paper"
)

var faces = sync.OnceValues(func() (*paper.Fonts, error) { return paper.LoadFonts("") })

func fonts(t testing.TB) *paper.Fonts {
	t.Helper()
	f, err := faces()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func mark(page int) paper.Mark {
	return paper.Mark{Number: "SD-2020-0137", Version: "第2版", Check: "7F3K-Q9AX", QR: fmt.Sprintf("SD1:SD-2020-0137:v2:7F3KQ9AX:p%d", page)}
}

// marked is a paper of two pages with codes.
func marked(t testing.TB) []byte {
	t.Helper()
	data, err := paper.PDF(paper.Document{Title: "申报书", Created: time.Unix(1589708000, 0), Mark: mark, Blocks: []paper.Block{
		paper.Para{Style: paper.Body, Text: strings.Repeat("申报书所填内容应实事求是。", 80)}}}, fonts(t))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// tool runs a program on a file of its own and returns the path it wrote to.
func tool(t testing.TB, input []byte, out string, command ...string) string {
	t.Helper()
	dir := t.TempDir()
	in, target := filepath.Join(dir, "in.pdf"), filepath.Join(dir, out)
	if err := os.WriteFile(in, input, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, word := range command {
		command[i] = strings.NewReplacer("IN", in, "OUT", target).Replace(word)
	}
	if msg, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s(poppler-utils and qpdf are needed)", command, err, msg)
	}
	return target
}

// scanned makes a PDF of pictures, as a copying machine does.
func scanned(t testing.TB, data []byte, kind string) []byte {
	t.Helper()
	stem := tool(t, data, "scan", "pdftoppm", "-r", "150", "-gray", "-"+kind, "IN", "OUT")
	pictures, err := filepath.Glob(stem + "-*")
	if err != nil || len(pictures) == 0 {
		t.Fatal("no pictures", err)
	}
	noConfigDir()
	out := filepath.Join(t.TempDir(), "scan.pdf")
	if err := api.ImportImagesFile(pictures, out, nil, pdfcpuSettings()); err != nil {
		t.Fatal(err)
	}
	return read(t, out)
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestCheckPDF(t *testing.T) {
	good := marked(t)
	user := read(t, tool(t, good, "user.pdf", "qpdf", "--encrypt", "open", "own", "256", "--", "IN", "OUT"))
	owner := read(t, tool(t, good, "owner.pdf", "qpdf", "--encrypt", "", "own", "256", "--", "IN", "OUT"))
	for _, c := range []struct {
		name  string
		data  []byte
		limit Limits
		pages int
		want  error
	}{
		{"ours", good, Limits{}, 2, nil},
		{"a scan", scanned(t, good, "jpeg"), Limits{}, 2, nil},
		{"nothing", nil, Limits{}, 0, ErrBroken},
		{"garbage", bytes.Repeat([]byte("乱"), 4000), Limits{}, 0, ErrBroken},
		{"a head and no more", []byte("%PDF-1.7\n"), Limits{}, 0, ErrBroken},
		{"cut off", good[:len(good)/3], Limits{}, 0, ErrBroken},
		{"a web page", []byte("<html>%PDF-1.7</html>"), Limits{}, 0, ErrBroken},
		{"a password to open", user, Limits{}, 0, ErrEncrypted},
		{"a password to change", owner, Limits{}, 0, ErrEncrypted},
		{"too many pages", good, Limits{Pages: 1}, 0, ErrPages},
		{"too big", good, Limits{Bytes: 1000}, 0, ErrSize},
	} {
		pages, err := CheckPDF(c.data, c.limit)
		if pages != c.pages || !errors.Is(err, c.want) {
			t.Errorf("%s: %d pages, %v; want %d, %v", c.name, pages, err, c.pages, c.want)
		}
	}
}

func TestPanicsAndEndlessWorkAreUnreadable(t *testing.T) {
	one := make(places, 1)
	if err := one.guarded(time.Minute, func(context.Context) error { panic("inside") }); !errors.Is(err, ErrBroken) {
		t.Error(err)
	}
	stop := make(chan struct{})
	endless := func(context.Context) error { <-stop; return nil }
	if err := one.guarded(time.Millisecond, endless); !errors.Is(err, ErrBroken) {
		t.Error(err)
	}
	if err := one.guarded(time.Millisecond, endless); !errors.Is(err, ErrBusy) {
		t.Errorf("beside work that goes on: %v", err)
	}
	close(stop)
	if err := one.guarded(time.Minute, func(ctx context.Context) error { return ctx.Err() }); err != nil {
		t.Errorf("after it has ended: %v", err)
	}
}

func TestReadCodes(t *testing.T) {
	good := marked(t)
	both := []string{mark(1).QR, mark(2).QR}
	turned := read(t, tool(t, scanned(t, good, "png"), "turned.pdf", "qpdf", "--rotate=+90", "IN", "OUT"))
	reprinted := read(t, tool(t, good, "reprint.pdf", "pdftocairo", "-pdf", "IN", "OUT"))
	for _, c := range []struct {
		name string
		data []byte
		want []string
	}{
		{"our file says it itself", good, both[:1]},
		{"a JPEG scan", scanned(t, good, "jpeg"), both},
		{"a PNG scan, turned", turned, both},
		{"printed to PDF once more", reprinted, both},
		{"a PDF without codes", paper.BlankPage(), nil},
	} {
		got, err := ReadCodes(c.data)
		slices.Sort(got)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, %v; want %q", c.name, got, err, c.want)
		}
	}
	if _, err := ReadCodes(good[:len(good)/3]); !errors.Is(err, ErrBroken) {
		t.Errorf("cut off: %v", err)
	}
}

// A JPEG of a few hundred bytes that says it is 30,000 by 30,000 would take a gigabyte; the PDF around it says 8 by 8.
func TestPictureLargerThanItsPDFSaysIsNotDecoded(t *testing.T) {
	var small bytes.Buffer
	if err := jpeg.Encode(&small, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	size := bytes.Index(small.Bytes(), []byte{0xff, 0xc0}) + 5
	binary.BigEndian.PutUint16(small.Bytes()[size:], 30_000)
	binary.BigEndian.PutUint16(small.Bytes()[size+2:], 30_000)
	pdf := pictured(small.Bytes())
	if _, err := CheckPDF(pdf, Limits{}); err != nil {
		t.Fatal("the test's own PDF: ", err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	codes, err := ReadCodes(pdf)
	runtime.ReadMemStats(&after)
	if taken := (after.TotalAlloc - before.TotalAlloc) >> 20; taken > 100 || len(codes) > 0 || err != nil {
		t.Errorf("%d MB for %q, %v", taken, codes, err)
	}
}

// pictured is a PDF of one page with one picture.
func pictured(picture []byte) []byte {
	const draw = "q 100 0 0 100 0 0 cm /Im Do Q"
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</Im 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(draw), draw),
		fmt.Sprintf("<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n%s\nendstream",
			len(picture), picture)}
	out, table := "%PDF-1.4\n", fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for i, object := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", len(out))
		out += fmt.Sprintf("%d 0 obj%s\nendobj\n", i+1, object)
	}
	return fmt.Appendf(nil, "%s%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", out, table, len(objects)+1, len(out))
}

func TestMergeBindsPartsBehindDividers(t *testing.T) {
	form := marked(t)
	bound, err := Merge(form, []Part{{"附件1 试点工作基础证明", scanned(t, form, "jpeg")}, {"附件2 章程", paper.BlankPage()}}, fonts(t))
	if err != nil {
		t.Fatal(err)
	}
	if pages, err := CheckPDF(bound, Limits{}); pages != 2+1+2+1+1 || err != nil {
		t.Errorf("%d pages, %v; want 7", pages, err)
	}
	tool(t, bound, "-", "qpdf", "--check", "IN")
	text := string(read(t, tool(t, bound, "text", "pdftotext", "IN", "OUT")))
	for _, want := range []string{"附件1 试点工作基础证明", "附件2 章程", "申报书所填内容"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in the bound file", want)
		}
	}
	if codes, err := ReadCodes(bound); err != nil || len(codes) == 0 || codes[0] != mark(1).QR {
		t.Errorf("codes %q, %v", codes, err)
	}
	if _, err := Merge(form, []Part{{"附件3", form[:500]}}, fonts(t)); !errors.Is(err, ErrBroken) || !strings.Contains(err.Error(), "附件3") {
		t.Errorf("a broken part: %v", err)
	}
}

func FuzzCheckPDF(f *testing.F) {
	f.Add(paper.BlankPage())
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		pages, err := CheckPDF(data, Limits{})
		if (pages > 0) != (err == nil) {
			t.Errorf("%d pages with %v", pages, err)
		}
	})
}
