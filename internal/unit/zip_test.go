package unit

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
)

// withSheet gives a workbook with another text in place of its first sheet.
func withSheet(t testing.TB, workbook []byte, sheet string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, file := range in.File {
		part, err := w.Create(file.Name)
		if err != nil {
			t.Fatal(err)
		}
		content := []byte(sheet)
		if file.Name != "xl/worksheets/sheet1.xml" {
			content = readPart(t, file)
		}
		if _, err := part.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func readPart(t testing.TB, file *zip.File) []byte {
	t.Helper()
	r, err := file.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func sheetOf(t testing.TB, workbook []byte) string {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range in.File {
		if file.Name == "xl/worksheets/sheet1.xml" {
			return string(readPart(t, file))
		}
	}
	t.Fatal("no sheet")
	return ""
}
