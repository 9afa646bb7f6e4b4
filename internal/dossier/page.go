package dossier

import (
	"context"
	_ "embed"
	"io"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"shidian/internal/clock"
)

// page writes one of the dossier's own pages. They need no script and no net: they open from the folder.
func (rec *Record) page(c templ.Component) func(io.Writer) error {
	return func(w io.Writer) error { return c.Render(context.Background(), w) }
}

// link is the address of a file as seen from a page; up leads out of the page's own folder.
func link(up, place string) templ.SafeURL {
	parts := strings.Split(place, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return templ.SafeURL(up + strings.Join(parts, "/"))
}

// size is a file's size in words.
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64) + " MB"
	case n >= 1<<10:
		return strconv.FormatInt(n>>10, 10) + " KB"
	}
	return strconv.FormatInt(n, 10) + " 字节"
}

// facts are a file's kind and size beside its link.
func (f File) facts() string {
	ending := strings.ToUpper(strings.TrimPrefix(f.Path[strings.LastIndex(f.Path, "."):], "."))
	if f.Pages > 0 {
		return ending + "，" + strconv.Itoa(f.Pages) + "页，" + size(f.Size)
	}
	return ending + "，" + size(f.Size)
}

// standing says what the cohort had come to when the record was taken.
func (rec *Record) standing() string {
	if len(rec.Releases) > 0 {
		one := rec.Releases[len(rec.Releases)-1]
		return "已发布（" + one.Number + "，" + date(one.At) + "）"
	}
	return "尚未发布，以下是当日的情况，不是全部档案"
}

func (rec *Record) taken() string { return rec.At.In(clock.Zone).Format("2006年1月2日 15:04:05") }

func n(i int) string { return strconv.Itoa(i) }

func (rec *Record) size() string { return strconv.FormatInt(rec.Head.Size, 10) }

func (l Line) number() string { return strconv.FormatInt(l.N, 10) }

//go:embed style.css
var style string
