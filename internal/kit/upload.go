package kit

import (
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"

	"shidian/internal/clock"
	"shidian/internal/fault"
)

// maxTextPart is the most that one typed value beside an upload may have.
const maxTextPart = 256 << 10

// perValue is what a value takes beside its text.
const perValue = 256

// mostFiles is how many files one form may bring: more than any page asks for. Each is looked at, however small it is.
const mostFiles = 100

// ReadUpload reads a streamed multipart form to its end: file is called for each file as it arrives, with the field's
// name and the file's own name; typed values are gathered into the Form. The request given back carries the instant
// at which the last byte had been read. Use it with a Limit whose Stream is true.
//
// may is asked first: whoever may not bring anything sends no file, whatever its size, into the house.
func ReadUpload(r *http.Request, may func() error, file func(field, name string, content io.Reader) error) (*http.Request, *Form, error) {
	if refused := may(); refused != nil {
		form, err := refusedForm(r, refused)
		return r, form, err
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return r, nil, BadRequest("没有收到文件。请重新选择文件后再提交。", err)
	}
	values, err := takeParts(parts, file)
	if err != nil {
		return r, nil, uploadError(r, err)
	}
	if _, err := io.Copy(io.Discard, r.Body); err != nil {
		return r, nil, uploadError(r, err)
	}
	form, err := newForm(values)
	if err == nil {
		err = form.takePage(r.Context())
	}
	return received(r), form, err
}

func takeParts(parts *multipart.Reader, file func(field, name string, content io.Reader) error) (url.Values, error) {
	values, typed, brought := url.Values{}, 0, 0
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return values, nil
		}
		if err != nil {
			return values, err
		}
		if part.FileName() != "" {
			brought++
		}
		if brought > mostFiles {
			return values, fault.TooLarge(fmt.Sprintf("文件太多，这里一次最多%d个。请分几次上传。", mostFiles))
		}
		size, err := takePart(part, values, file)
		if err != nil {
			return values, err
		}
		if typed += size; typed > DefaultLimit {
			return values, tooLarge(DefaultLimit)
		}
	}
}

// refusedForm reads no more of a refused form than a form without files has, so that what was typed can be given back.
func refusedForm(r *http.Request, refused error) (*Form, error) {
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(r.Body, DefaultLimit), r.Body}
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, refused
	}
	values, _ := takeParts(parts, func(string, string, io.Reader) error { return nil }) // what there is of it
	form, err := newForm(values)
	if err != nil {
		return nil, refused
	}
	if err := form.takePage(r.Context()); err != nil {
		return form, err
	}
	return form, refused
}

// takePart gives the bytes that a typed value keeps in memory, 0 for a file.
func takePart(part *multipart.Part, values url.Values, file func(field, name string, content io.Reader) error) (int, error) {
	name := part.FormName()
	if part.FileName() != "" {
		return 0, file(name, part.FileName(), part)
	}
	text, err := io.ReadAll(io.LimitReader(part, maxTextPart))
	values.Add(name, string(text))
	return len(name) + len(text) + perValue, err
}

// uploadError tells a body over its limit or a torn connection from a fault of the file function.
func uploadError(r *http.Request, err error) error {
	if v := visitOf(r.Context()); v != nil && isBodyError(err) {
		return bodyError(err, v.kit.limitOf(r).Max)
	}
	return err
}

func received(r *http.Request) *http.Request {
	v := visitOf(r.Context())
	if v == nil || v.streamed.IsZero() {
		return r
	}
	return r.WithContext(clock.WithReceived(r.Context(), v.streamed))
}
