package incoming

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"shidian/internal/paper"
)

// What can be wrong with an uploaded PDF. The texts are for the person who uploaded it.
var (
	ErrBroken    = errors.New("这个 PDF 文件无法读取，可能已损坏。请重新导出或扫描后再上传")
	ErrEncrypted = errors.New("这个 PDF 文件设有密码或打印限制。请另存为不加密的 PDF 后再上传")
	ErrPages     = errors.New("这个 PDF 文件页数过多。请拆分或压缩后再上传")
	ErrSize      = errors.New("这个 PDF 文件过大。请压缩后再上传")
	ErrBusy      = errors.New("现在同时查看的文件较多。请过几分钟再试一次")
)

// Limits of an uploaded PDF. Zero values take the defaults of DefaultLimits.
type Limits struct {
	Bytes, Pages int
	Time         time.Duration // after which a file counts as unreadable
}

// DefaultLimits are what an attachment may have.
var DefaultLimits = Limits{Bytes: 50 << 20, Pages: 300, Time: 20 * time.Second}

// Part is a file that is bound behind a form, with a divider page that carries its title.
type Part struct {
	Title string
	PDF   []byte
}

// noConfigDir keeps pdfcpu from writing a settings folder into somebody's home.
var noConfigDir = sync.OnceFunc(api.DisableConfigDir)

func pdfcpuSettings() *model.Configuration {
	noConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.Limits.MaxDecodeBytes = 256 << 20
	conf.Limits.MaxImagePixels = mostPixels
	return conf
}

// CheckPDF tells whether an uploaded file is a PDF that can later be bound behind a form, and how many pages it has.
// The test merge is part of it: a file with an owner password validates, but cannot be merged. The error is one of
// ErrBroken, ErrEncrypted, ErrPages, ErrSize, ErrBusy.
func CheckPDF(data []byte, l Limits) (pages int, err error) {
	if l.Bytes == 0 {
		l.Bytes = DefaultLimits.Bytes
	}
	if l.Pages == 0 {
		l.Pages = DefaultLimits.Pages
	}
	if len(data) > l.Bytes {
		return 0, ErrSize
	}
	err = checking.guarded(l.Time, func(context.Context) (err error) {
		pages, err = examine(data, l.Pages)
		return err
	})
	if err != nil {
		return 0, err
	}
	return pages, nil
}

// places bounds how many strangers' files are worked on at once: one of them may take most of a gigabyte.
type places chan struct{}

// What the public lets us read never keeps those who are logged in from uploading.
var checking, scanning = make(places, 2), make(places, 2)

// guarded runs work on a stranger's file: a panic or too long a time is a file that cannot be read. Work that goes on
// nevertheless keeps its place until it ends; it looks at the context wherever it can stop.
func (p places) guarded(limit time.Duration, work func(context.Context) error) error {
	if limit == 0 {
		limit = DefaultLimits.Time
	}
	select {
	case p <- struct{}{}:
	case <-time.After(limit):
		return ErrBusy
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		defer func() {
			if recover() != nil {
				done <- ErrBroken
			}
			<-p
		}()
		done <- work(ctx)
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ErrBroken
	}
}

func examine(data []byte, most int) (int, error) {
	if !bytes.HasPrefix(bytes.TrimLeft(data[:min(len(data), 1024)], "\x00\t\n\f\r \xEF\xBB\xBF"), []byte("%PDF-")) {
		return 0, ErrBroken
	}
	ctx, err := api.ReadAndValidate(bytes.NewReader(data), pdfcpuSettings())
	switch {
	case err != nil && bytes.Contains(data, []byte("/Encrypt")):
		return 0, ErrEncrypted
	case err != nil:
		return 0, ErrBroken
	case ctx.Encrypt != nil:
		return 0, ErrEncrypted
	case ctx.PageCount > most:
		return 0, ErrPages
	case ctx.PageCount == 0:
		return 0, ErrBroken
	}
	if _, err := join(paper.BlankPage(), data); err != nil {
		return 0, ErrBroken
	}
	return ctx.PageCount, nil
}

func join(files ...[]byte) (out []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("merge: %v", r)
		}
	}()
	readers := make([]io.ReadSeeker, len(files))
	for i, f := range files {
		readers[i] = bytes.NewReader(f)
	}
	var b bytes.Buffer
	err = api.MergeRaw(readers, &b, false, pdfcpuSettings())
	return b.Bytes(), err
}

// Merge binds files behind a form (打印合订), each behind a divider page with its title. Unlike PDF its bytes differ
// from one time to the next.
func Merge(form []byte, parts []Part, f *paper.Fonts) ([]byte, error) {
	files := [][]byte{form}
	for _, part := range parts {
		divider, err := paper.PDF(paper.Document{Title: part.Title, Blocks: []paper.Block{
			paper.At{Line: 7}, paper.Para{Style: paper.CoverTitle, Level: 1, Text: part.Title}}}, f)
		if err != nil {
			return nil, err
		}
		if _, err := join(divider, part.PDF); err != nil {
			return nil, fmt.Errorf("%s：%w", part.Title, ErrBroken)
		}
		files = append(files, divider, part.PDF)
	}
	return join(files...)
}
