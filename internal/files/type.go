// Package files keeps attachments and papers as blobs by the hash of their content, in a local folder.
// A blob is written before the act that refers to it; what no act ever referred to is swept.
package files

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
)

// Type is what a file is by its content; its name counts for nothing.
type Type string

// The types that are taken.
const (
	PDF  Type = "application/pdf"
	JPEG Type = "image/jpeg"
	PNG  Type = "image/png"
	DOCX Type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	XLSX Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// Extensions are how files of a type end.
var Extensions = map[Type]string{PDF: ".pdf", JPEG: ".jpg", PNG: ".png", DOCX: ".docx", XLSX: ".xlsx"}

// Words are how a person calls them.
const Words = "PDF、JPEG、PNG、DOCX、XLSX"

// errType is returned for content that is none of the types; Put turns it into words for the person.
var errType = errors.New("content of no known type")

// TypeOf tells the type of a stored file from its content.
func TypeOf(f *os.File) (Type, error) {
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	return detect(f, info.Size())
}

// detect tells the type from the content. size bytes can be read from r.
func detect(r io.ReaderAt, size int64) (Type, error) {
	head := make([]byte, 16)
	n, err := r.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return PDF, nil
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return JPEG, nil
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return PNG, nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return detectOffice(r, size)
	}
	return "", errType
}

// entryLimit bounds the entries of a .docx or .xlsx that are looked at.
const entryLimit = 10000

// detectOffice looks into the archive: a document with macros is not taken, whatever its name.
func detectOffice(r io.ReaderAt, size int64) (Type, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil || len(archive.File) > entryLimit {
		return "", errType
	}
	var found Type
	for _, f := range archive.File {
		switch {
		case strings.HasSuffix(strings.ToLower(f.Name), "vbaproject.bin"):
			return "", errType
		case f.Name == "word/document.xml":
			found = DOCX
		case f.Name == "xl/workbook.xml":
			found = XLSX
		}
	}
	if found == "" {
		return "", errType
	}
	return found, nil
}
