package apply

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"shidian/internal/access"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// A field of type 文件 holds no text of its own: its value is the list of its files, a row each with name, size in
// bytes, pages and hash. So a version freezes it, a difference shows it and the paper prints it like every other field.

// fileTypes are the kinds of file by the programme's words.
var fileTypes = map[string]files.Type{"pdf": files.PDF, "jpg": files.JPEG, "png": files.PNG, "docx": files.DOCX, "xlsx": files.XLSX}

// AttachTo keeps a file of one field of the form, of the kinds, size and number that the programme allows. A field of
// one file takes the new one in place of the old.
func (r *Room) AttachTo(ctx context.Context, actor access.Actor, id, field, name string, content io.Reader) (Attachment, error) {
	var f programme.Field
	err := r.Door.DB.Read(ctx, func(t *store.Tx) (err error) {
		if _, err = SeeDraft(t, actor, id); err != nil {
			return err
		}
		f, err = fileField(t, id, field)
		return err
	})
	if err != nil {
		return Attachment{}, err
	}
	a, err := r.takeFor(actor, f, content)
	if err != nil {
		return a, err
	}
	err = r.Door.DB.Write(ctx, func(t *store.Tx) error {
		application, existing, err := openFiles(t, actor, id, field)
		if err != nil {
			return err
		}
		if len(existing) >= f.File.Most && f.File.Most > 1 {
			return fault.InvalidField(field, fmt.Sprintf("“%s”最多%d个文件，请先移除一个，或者合并后再上传。", FieldName(f), f.File.Most))
		}
		if len(existing) >= f.File.Most {
			if err := endAttachment(t, existing[0], application.Version); err != nil {
				return err
			}
			existing = nil
		}
		a.Name = fieldFileName(f, len(existing), files.Type(a.Type))
		return addAttachment(t, application, existing, a)
	})
	return a, err
}

// fileField finds the field of an application's form that takes files.
func fileField(t *store.Tx, id, key string) (programme.Field, error) {
	a, err := Get(t, id)
	if err != nil {
		return programme.Field{}, err
	}
	c, err := call.Get(t, a.Cohort)
	if err != nil {
		return programme.Field{}, err
	}
	for _, f := range FieldsFor(c.Programme, a.Kind) {
		if f.Key == key && f.Type == programme.Attached && f.File != nil {
			return f, nil
		}
	}
	return programme.Field{}, fault.NotFound()
}

// takeFor stores a content that a field allows; what is wrong with it is said of the field.
func (r *Room) takeFor(actor access.Actor, f programme.Field, content io.Reader) (Attachment, error) {
	var kinds []files.Type
	for _, word := range f.File.Types {
		kinds = append(kinds, fileTypes[word])
	}
	a, err := r.take(actor, "", content, int64(f.File.MiB)<<20, kinds...)
	if wrong, ok := fault.As(err); ok && wrong.Kind == fault.KindInvalid && len(wrong.Fields) > 0 {
		return a, fault.InvalidField(f.Key, wrong.Fields[0].Message)
	}
	a.Field = f.Key
	return a, err
}

// fieldFileName names a field's file by the field: what a person's own file is called often says who he is.
func fieldFileName(f programme.Field, before int, kind files.Type) string {
	name := FieldName(f)
	if f.File.Most > 1 {
		name += strconv.Itoa(before + 1)
	}
	return name + files.Extensions[kind]
}

// filesText is the value of a field of files.
func filesText(list []Attachment, field string) string {
	var rows TableValue
	for _, a := range list {
		if a.Field == field {
			rows = append(rows, []string{a.Name, strconv.FormatInt(a.Size, 10), strconv.Itoa(a.Pages), a.Hash})
		}
	}
	return EncodeTable(rows)
}

// ofField are the files of one field; of "" the attachments behind the form.
func ofField(list []Attachment, field string) []Attachment {
	return slices.DeleteFunc(slices.Clone(list), func(a Attachment) bool { return a.Field != field })
}

// shownFiles writes them for paper and page: 证明材料.pdf（12页，1.2 MB）.
func shownFiles(v TableValue) string {
	lines := make([]string, len(v))
	for i, row := range v {
		if len(row) != 4 {
			continue
		}
		size, _ := strconv.ParseInt(row[1], 10, 64)
		lines[i] = row[0] + "（" + strings.TrimPrefix(pagesOf(row[2])+"，"+shownSize(size), "，") + "）"
	}
	return strings.Join(lines, "\n")
}

func pagesOf(n string) string {
	if n == "0" {
		return ""
	}
	return n + "页"
}

func shownSize(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", max(1, (n+1023)/1024))
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

// wrongFiles holds the number of a field's files against the programme; kind and size were judged at the upload.
func wrongFiles(f programme.Field, text string) string {
	rows, err := DecodeTable(text)
	if err != nil || f.File == nil {
		return errValue.Error() + "。"
	}
	if len(rows) > f.File.Most {
		return fmt.Sprintf("“%s”最多%d个文件，现有%d个。", FieldName(f), f.File.Most, len(rows))
	}
	return ""
}
