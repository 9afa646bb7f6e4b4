package paper

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode/utf16"
)

// pdfFile collects numbered objects and writes them with their cross-reference table.
type pdfFile struct {
	objects [][]byte // object n stands at n-1
}

// reserve gives a number to an object that is written later.
func (p *pdfFile) reserve() int {
	p.objects = append(p.objects, nil)
	return len(p.objects)
}

func (p *pdfFile) put(id int, format string, args ...any) {
	p.objects[id-1] = fmt.Appendf(nil, format, args...)
}

func (p *pdfFile) add(format string, args ...any) int {
	id := p.reserve()
	p.put(id, format, args...)
	return id
}

var zlibs = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

func deflate(data []byte) []byte {
	var out bytes.Buffer
	w := zlibs.Get().(*zlib.Writer)
	defer zlibs.Put(w)
	w.Reset(&out)
	w.Write(data)
	w.Close()
	return out.Bytes()
}

// stream adds a compressed stream; dict holds further entries of its dictionary.
func (p *pdfFile) stream(dict string, data []byte) int {
	packed := deflate(data)
	return p.add("<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", dict, len(packed), packed)
}

// plainStream adds a stream that other programs read without unpacking: the metadata.
func (p *pdfFile) plainStream(dict string, data []byte) int {
	return p.add("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// bytes writes the file. Its ID is the hash of its body.
func (p *pdfFile) bytes(root, info int) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	offsets := make([]int, len(p.objects))
	for i, body := range p.objects {
		offsets[i] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	id := sha256.Sum256(out.Bytes())
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(p.objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(p.objects)+1, root, info, id[:16], id[:16], start)
	return out.Bytes()
}

// pdfText is a text string: UTF-16BE in hexadecimal.
func pdfText(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String() + ">"
}

// pdfName is a name, with everything but letters, digits and - escaped.
func pdfName(s string) string {
	var b strings.Builder
	b.WriteByte('/')
	for i := range len(s) {
		c := s[i]
		if c == '-' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "#%02X", c)
		}
	}
	return b.String()
}

func pdfDate(t time.Time) string { return t.UTC().Format("(D:20060102150405Z)") }

// num prints a length with at most three decimals.
func num(v float64) string {
	s := strings.TrimRight(fmt.Sprintf("%.3f", v), "0")
	if s = strings.TrimSuffix(s, "."); s == "-0" {
		return "0"
	}
	return s
}

// BlankPage is a PDF of one empty A4 page: what an upload is joined to as a test.
func BlankPage() []byte {
	p := &pdfFile{}
	catalog, pages, page := p.reserve(), p.reserve(), p.reserve()
	p.put(catalog, "<</Type/Catalog/Pages %d 0 R>>", pages)
	p.put(pages, "<</Type/Pages/Count 1/Kids[%d 0 R]>>", page)
	p.put(page, "<</Type/Page/Parent %d 0 R/MediaBox[0 0 595.276 841.89]/Resources<<>>>>", pages)
	return p.bytes(catalog, p.add("<<>>"))
}
