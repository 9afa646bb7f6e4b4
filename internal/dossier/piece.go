package dossier

import (
	"bytes"
	"io"
	"path"
	"time"

	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/paper"
	"shidian/internal/paper/incoming"
)

// File is one file of the dossier.
type File struct {
	Path  string // in the dossier, parts joined by "/"
	Name  string // on the cover: 推荐意见页, 附件1
	Size  int64
	Pages int // of a PDF; 0: no PDF, or not to be counted

	write func(io.Writer) error
}

// Piece is one archived item (件): a paper with what belongs to it. The fields are the catalogue's columns.
type Piece struct {
	N       int    // 序号, from 1 through the whole dossier
	By      string // 责任者
	Number  string // 文号
	Title   string // 题名
	Date    time.Time
	Note    string // 备注
	Missing string // what should be here and is not, with the reason
	Files   []File
}

// Pages are those of its PDFs together; 0 where none can be counted.
func (p Piece) Pages() (pages int) {
	for _, f := range p.Files {
		pages += f.Pages
	}
	return pages
}

// Day is the date as DA/T 22 writes it: 20200706.
func (p Piece) Day() string {
	if p.Date.IsZero() {
		return ""
	}
	return p.Date.In(clock.Zone).Format("20060102")
}

// Part is a folder of the dossier with its pieces.
type Part struct {
	Dir    string // 02申报
	Title  string // 申报与受理
	Pieces []*Piece
}

// pageLimits bound the count of a stored PDF's pages.
var pageLimits = incoming.Limits{Bytes: 64 << 20, Pages: 5000, Time: 20 * time.Second}

// pages counts those of a PDF; 0 for what cannot be counted.
func pages(content []byte) int {
	if !bytes.HasPrefix(content, []byte("%PDF-")) {
		return 0
	}
	n, err := incoming.CheckPDF(content, pageLimits)
	if err != nil {
		return 0
	}
	return n
}

// blob is a stored file, taken over byte for byte.
func (r *Room) blob(hash string) func(io.Writer) error {
	return func(w io.Writer) error {
		f, err := r.Files.Get(hash)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(w, f)
		return err
	}
}

// ending is how a stored file's name ends, by its content.
func (r *Room) ending(hash string) (string, error) {
	f, err := r.Files.Get(hash)
	if err != nil {
		return "", err
	}
	defer f.Close()
	kind, err := files.TypeOf(f)
	return files.Extensions[kind], err
}

// printed is a paper made for the dossier: a list or a sheet of which nothing was stored.
func (r *Room) printed(doc paper.Document) func(io.Writer) error {
	return func(w io.Writer) error {
		pdf, err := paper.PDF(doc, r.Fonts)
		if err == nil {
			_, err = w.Write(pdf)
		}
		return err
	}
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// builder gathers the pieces of one part.
type builder struct {
	r     *Room
	taken places
	part  Part
	err   error
}

// piece begins a new one.
func (b *builder) piece(p Piece) *Piece {
	b.part.Pieces = append(b.part.Pieces, &p)
	return &p
}

// file puts a file into a piece, in a folder under the part's own.
func (b *builder) file(p *Piece, dir, name, ext string, write func(io.Writer) error) {
	p.Files = append(p.Files, File{Path: b.taken.take(path.Join(b.part.Dir, dir), name, ext), Name: name, write: write})
}

// stored puts a stored file into a piece. One that is lost is said to be, in the catalogue too: the rest is no less worth
// keeping.
func (b *builder) stored(p *Piece, dir, name, hash string) {
	if hash == "" || b.err != nil {
		return
	}
	ext, err := b.r.ending(hash)
	switch {
	case fault.Is(err, fault.KindNotFound):
		p.lacks(name + "：文件已不在存储中")
	case err != nil:
		b.err = err
	default:
		b.file(p, dir, name, ext, b.r.blob(hash))
	}
}

func (p *Piece) lacks(what string) {
	if p.Missing != "" {
		what = p.Missing + "；" + what
	}
	p.Missing = what
}
