package dossier

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
)

// packed is a ZIP of files by their names.
func packed(t *testing.T, write func(*zip.Writer)) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	write(z)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// put says of a file how large it is, and leaves it at that.
func put(z *zip.Writer, name string, size uint64) {
	if _, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, UncompressedSize64: size}); err != nil {
		panic(err)
	}
}

// A ZIP from outside is not unpacked when it is a bomb, is endless or nests without end: it is told in words, at once.
func TestAZIPThatUnpacksWithoutMeasureIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		zip  []byte
		want string
	}{
		"a bomb":        {packed(t, func(z *zip.Writer) { put(z, fileList, freeBytes+1<<20) }), "压缩炸弹"},
		"of two files":  {packed(t, func(z *zip.Writer) { put(z, "a", freeBytes/2+1<<20); put(z, "b", freeBytes/2+1<<20) }), "压缩炸弹"},
		"beyond count":  {packed(t, func(z *zip.Writer) { put(z, "a", 1<<63); put(z, "b", 1<<63) }), "压缩炸弹"},
		"a long name":   {packed(t, func(z *zip.Writer) { put(z, strings.Repeat("a", maxName+1), 1) }), "文件名太长"},
		"deep folders":  {packed(t, func(z *zip.Writer) { put(z, strings.Repeat("a/", maxDepth+1)+"b", 1) }), "套得太深"},
		"a text within": {packed(t, func(z *zip.Writer) { put(z, fileList, 1<<20) }), ""},
	} {
		_, err := OpenZIP(bytes.NewReader(c.zip), int64(len(c.zip)))
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// The list of files is read no further than the bound; once it is open, whatever is asked for.
func TestTheListOfAZIPIsReadToTheBound(t *testing.T) {
	b := &bounded{ReaderAt: bytes.NewReader([]byte("abc")), left: 2}
	if _, err := b.ReadAt(make([]byte, 3), 0); err == nil {
		t.Error("read beyond the bound")
	}
	b.open = true
	if n, err := b.ReadAt(make([]byte, 3), 0); n != 3 || err != nil {
		t.Errorf("read %d, %v", n, err)
	}
	if err := bearable(make([]*zip.File, maxFiles+1), 1<<30); err == nil || !strings.Contains(err.Error(), "超过500000个") {
		t.Errorf("files without end: %v", err)
	}
	for size, want := range map[int64]uint64{0: freeBytes, 1 << 20: 50<<20 + freeBytes, 1 << 62: maxBytes/maxRatio*maxRatio + freeBytes} {
		if got := mostOf(size); got != want {
			t.Errorf("of %d: %d, want %d", size, got, want)
		}
	}
}

// A file that stands in the list and cannot be read is not said to be missing.
func TestAFileThatCannotBeReadIsNotMissing(t *testing.T) {
	content := packed(t, func(z *zip.Writer) {
		w, err := z.CreateRaw(&zip.FileHeader{Name: "a", Method: 99, UncompressedSize64: 1})
		if err == nil {
			_, err = io.WriteString(w, "?")
		}
		if err == nil {
			w, err = z.Create(fileList)
		}
		if err == nil {
			_, err = io.WriteString(w, strings.Repeat("0", 64)+"  a\n")
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	files, err := OpenZIP(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	report, err := Check(files, nil)
	if err != nil || len(report.Problems) == 0 || report.Problems[0] != "文件“a”打不开" {
		t.Errorf("%v %v", report.Problems, err)
	}
}
