package incoming

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"path"
	"regexp"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// ErrPlain is a file whose properties cannot be taken out. The text is for the person who wanted to read it.
var ErrPlain = errors.New("这个文件的属性（作者、标题等）无法隐去，盲评时不能打开。请联系主办单位")

// Plain takes out of a file what it says beside its content: author, title, the program and the place that it was made
// with, the names in comments and tracked changes, files within the file. kind is its media type. What stands on the pages
// themselves stays. A file of another kind, or one that cannot be read, gives ErrPlain: it is never handed on as it is.
func Plain(kind string, data []byte) (plain []byte, err error) {
	switch {
	case kind == "application/pdf":
		err = scanning.guarded(0, func(context.Context) error {
			plain, err = plainPDF(data)
			return err
		})
	case kind == "image/jpeg":
		plain, err = plainJPEG(data)
	case kind == "image/png":
		plain, err = plainPNG(data)
	case strings.HasPrefix(kind, "application/vnd.openxmlformats-officedocument."):
		plain, err = plainOffice(data)
	default:
		err = ErrPlain
	}
	if err != nil {
		return nil, ErrPlain
	}
	return plain, nil
}

// telling are the keys of a PDF's dictionaries that say something beside the pages.
var telling = []string{"Metadata", "PieceInfo", "LastModified", "EmbeddedFiles", "AF", "Thumb"}

func plainPDF(data []byte) ([]byte, error) {
	ctx, err := api.ReadValidateAndOptimize(bytes.NewReader(data), pdfcpuSettings())
	if err != nil {
		return nil, err
	}
	ctx.Info, ctx.ID = nil, nil
	ctx.Title, ctx.Author, ctx.Subject, ctx.Keywords, ctx.Creator, ctx.Producer = "", "", "", "", "", ""
	delete(ctx.Names, "EmbeddedFiles") // read into memory already, and written again from there
	for _, entry := range ctx.Table {
		if entry == nil {
			continue
		}
		bare(entry.Object)
	}
	var out bytes.Buffer
	err = api.WriteContext(ctx, &out)
	return out.Bytes(), err
}

// bare takes the telling keys out of an object and all that it holds directly.
func bare(object types.Object) {
	switch o := object.(type) {
	case types.Dict:
		bareDict(o)
	case types.StreamDict:
		bareDict(o.Dict)
	case *types.StreamDict:
		bareDict(o.Dict)
	case types.Array:
		for _, one := range o {
			bare(one)
		}
	}
}

func bareDict(d types.Dict) {
	for _, key := range telling {
		d.Delete(key)
	}
	if _, annotation := d.Find("Subtype"); annotation {
		if _, markup := d.Find("Rect"); markup {
			d.Delete("T") // the name of whoever made the note
		}
	}
	for _, one := range d {
		bare(one)
	}
}

// plainJPEG keeps of a picture's segments those that are needed to show it: no Exif, XMP, IPTC, comment.
func plainJPEG(data []byte) ([]byte, error) {
	if !bytes.HasPrefix(data, []byte{0xff, 0xd8}) {
		return nil, ErrPlain
	}
	out := []byte{0xff, 0xd8}
	data = append(data[:len(data):len(data)], 0, 0) // the mark of the end has no length
	for at := 2; at+4 <= len(data); {
		if data[at] != 0xff {
			return nil, ErrPlain
		}
		mark, size := data[at+1], 2+int(binary.BigEndian.Uint16(data[at+2:]))
		switch {
		case mark == 0xff: // a fill byte
			at++
			continue
		case mark == 0xd9: // the end; what follows it is no picture
			return append(out, 0xff, 0xd9), nil
		case at+size > len(data):
			return nil, ErrPlain
		case mark == 0xda: // a part of the picture itself; between the parts other segments may stand
			size += coded(data[at+size:])
			out = append(out, data[at:at+size]...)
		case mark != 0xfe && (mark < 0xe1 || mark > 0xef || mark == 0xee):
			out = append(out, data[at:at+size]...)
		}
		at += size
	}
	return nil, ErrPlain
}

// coded is how long the coded picture is, up to the next mark that is no restart.
func coded(data []byte) int {
	for i := 0; i+1 < len(data); i++ {
		if next := data[i+1]; data[i] == 0xff && next != 0 && (next < 0xd0 || next > 0xd7) {
			return i
		}
	}
	return len(data)
}

// plainPNG keeps of a picture's chunks those that are needed to show it: no text, time, Exif.
func plainPNG(data []byte) ([]byte, error) {
	const head = 8
	if len(data) < head {
		return nil, ErrPlain
	}
	out := append([]byte{}, data[:head]...)
	for at := head; at+12 <= len(data); {
		size, name := 12+int(binary.BigEndian.Uint32(data[at:])), string(data[at+4:at+8])
		if size < 12 || at+size > len(data) {
			return nil, ErrPlain
		}
		switch name {
		case "IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs", "IDAT", "IEND":
			out = append(out, data[at:at+size]...)
		}
		if name == "IEND" {
			return out, nil
		}
		at += size
	}
	return nil, ErrPlain
}

// properties are the parts of an office file that say something beside its content, empty.
var properties = map[string]string{
	"docProps/core.xml":   `<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>`,
	"docProps/app.xml":    `<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>`,
	"docProps/custom.xml": `<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>`,
}

// written are the names of whoever wrote a comment or changed a text, in attributes and in elements; template is the place
// of the file that a document was begun from.
var (
	written  = regexp.MustCompile(`(?:author|initials|userId|displayName|lastModifiedBy|userName)\s*=\s*(?:"[^"]*"|'[^']*')|<author>[^<]*</author>`)
	template = regexp.MustCompile(`(Target\s*=\s*)(?:"file:[^"]*"|'file:[^']*')`)
)

// plainPart is a part of an office file without what it tells; a small picture of the first page becomes empty.
func plainPart(name string, text []byte) ([]byte, error) {
	empty, is := properties[name]
	switch kind := strings.ToLower(path.Ext(name)); {
	case is:
		return []byte(empty), nil
	case strings.HasPrefix(name, "docProps/thumbnail"):
		return nil, nil
	case kind == ".jpg" || kind == ".jpeg":
		return plainJPEG(text)
	case kind == ".png":
		return plainPNG(text)
	case kind == ".xml":
		return written.ReplaceAllFunc(text, func(found []byte) []byte {
			if i := bytes.IndexByte(found, '='); i >= 0 {
				return append(found[:i:i], `=""`...)
			}
			return []byte("<author></author>")
		}), nil
	case kind == ".rels":
		return template.ReplaceAll(text, []byte(`$1"file:///"`)), nil
	}
	return text, nil
}

func plainOffice(data []byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	left := int64(256 << 20) // a file that grows beyond it is no document
	for _, f := range in.File {
		if f.FileInfo().IsDir() {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(io.LimitReader(r, left))
		r.Close()
		if left -= int64(len(text)); err != nil || left <= 0 {
			return nil, ErrPlain
		}
		if text, err = plainPart(f.Name, text); err != nil {
			return nil, err
		}
		part, err := w.Create(f.Name)
		if err != nil {
			return nil, err
		}
		if _, err := part.Write(text); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return out.Bytes(), err
}
