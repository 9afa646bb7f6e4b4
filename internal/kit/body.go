package kit

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"sync"

	"shidian/internal/clock"
	"shidian/internal/fault"
)

// DefaultLimit is how many bytes a body may have where Options.Limits says nothing: the longest form as JSON, several times over.
const DefaultLimit = 2 << 20

// Limit gives one route a body of another size.
type Limit struct {
	Pattern string // as for http.ServeMux: "POST /apply/{id}/files"
	Max     int64  // bytes
	Stream  bool   // not read into memory before the handler: for uploads, taken with ReadUpload
}

func (k *Kit) indexLimits(limits []Limit) {
	k.limits, k.sizes = http.NewServeMux(), map[string]Limit{}
	for _, l := range limits {
		k.limits.Handle(l.Pattern, http.NotFoundHandler())
		k.sizes[l.Pattern] = l
	}
}

func (k *Kit) limitOf(r *http.Request) Limit {
	_, pattern := k.limits.Handler(r)
	if l, ok := k.sizes[pattern]; ok {
		return l
	}
	return Limit{Max: DefaultLimit}
}

// readBody takes the whole body into memory and stamps the instant, before anything can queue. A streamed body is
// stamped at its end, by ReadUpload. It gives back the request to go on with, also beside an error.
func (k *Kit) readBody(w http.ResponseWriter, r *http.Request, v *visit) (*http.Request, error) {
	if r.Body == nil || r.Body == http.NoBody || r.ContentLength == 0 {
		return k.stamp(r), nil
	}
	limit := k.limitOf(r)
	if r.ContentLength > limit.Max {
		return r, tooLarge(limit.Max)
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit.Max)
	if limit.Stream {
		r.Body = &endStamp{ReadCloser: r.Body, v: v, clock: k.opt.Clock}
		return r, nil
	}
	v.body = bodies.Get().(*bytes.Buffer)
	if err := readAll(v.body, r.Body, r.ContentLength); err != nil {
		return r, bodyError(err, limit.Max)
	}
	r.Body = io.NopCloser(bytes.NewReader(v.body.Bytes()))
	return k.stamp(r), nil
}

// bodies are the buffers of requests that have been answered: a form typed for an hour needs no new one for each save.
var bodies = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// pooledMost is the largest buffer that is kept, in bytes.
const pooledMost = 256 << 10

// giveBack lets another request have the body's buffer. Nothing of this one may refer to it any more.
func (v *visit) giveBack() {
	if v.body != nil && v.body.Cap() <= pooledMost {
		v.body.Reset()
		bodies.Put(v.body)
	}
	v.body = nil
}

// readAll reads into a buffer of the length that was announced. Only up to 64 KiB are believed beforehand, so that
// announcing much and sending nothing costs no memory.
func readAll(into *bytes.Buffer, body io.Reader, length int64) error {
	into.Grow(int(min(max(length, 0), 64<<10)) + bytes.MinRead)
	_, err := into.ReadFrom(body)
	return err
}

func bodyError(err error, limit int64) error {
	var tooLong *http.MaxBytesError
	if errors.As(err, &tooLong) {
		return tooLarge(limit)
	}
	return BadRequest("内容没有传完，可能是网络中断了。请返回上一页再提交一次。", err)
}

func tooLarge(limit int64) error {
	return fault.TooLarge("内容太大，这里一次最多提交 " + size(limit) + "。请压缩或分开后再提交。")
}

// Body is the request's whole body, for a handler that reads JSON: until it has answered. nil for a streamed one.
func Body(r *http.Request) []byte {
	if v := visitOf(r.Context()); v != nil && v.body != nil {
		return v.body.Bytes()
	}
	return nil
}

// endStamp notes when the last byte of a streamed body had been read.
type endStamp struct {
	io.ReadCloser
	v     *visit
	clock *clock.Clock
}

func (e *endStamp) Read(p []byte) (int, error) {
	n, err := e.ReadCloser.Read(p)
	if err == io.EOF && e.v.streamed.IsZero() {
		e.v.streamed = e.clock.Now()
	}
	return n, err
}

func isBodyError(err error) bool {
	var tooLong *http.MaxBytesError
	return errors.As(err, &tooLong) || errors.Is(err, io.ErrUnexpectedEOF)
}
