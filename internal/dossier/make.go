package dossier

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"path"
	"strings"
	"time"

	"shidian/internal/clock"
	"shidian/internal/store"
)

// The files at the top of a dossier. The others lie in the folders of its parts.
const (
	fileIndex       = "index.html"
	fileCatalogue   = "归档文件目录"
	dirApplications = "02申报"
	dirReview       = "03评审"
	versionEnding   = "数据.json"
	dirEvidence     = "07办理记录"
	fileEvidence    = dirEvidence + "/办理记录.json"
	fileActs        = dirEvidence + "/办理记录.html"
	// fileList is the check file. It lists every other file and is the last one of the ZIP.
	fileList = "校验清单.txt"
)

// Make is the job that puts a dossier together: it reads the record as of one moment, streams it into a ZIP, and notes
// that by an act of the system. A job may be cut short by nobody but the end of the process: a large cohort takes minutes.
func (r *Room) Make(ctx context.Context, job Compile) error {
	ctx = context.WithoutCancel(ctx)
	var d Dossier
	var rec *Record
	err := r.Door.DB.Read(ctx, func(t *store.Tx) (err error) {
		if d, err = Get(t, job.Dossier); err != nil || d.State == Ready {
			return err
		}
		rec, err = r.gather(t, d.Cohort)
		return err
	})
	if err != nil || d.State == Ready {
		return err
	}
	defer r.progress.end(d.ID)
	z := &archive{at: rec.At, step: func(done, total int) { r.progress.set(d.ID, done, total) }}
	blob, err := r.Files.Make(func(w io.Writer) error { return z.write(w, r, rec) })
	if err != nil {
		return err
	}
	d.File, d.Size, d.Files, d.List, d.Head = blob.Hash, blob.Size, len(z.sums), z.list, rec.Head
	d.TakenAt = rec.At
	return r.record(ctx, d)
}

// archive writes a dossier's ZIP.
type archive struct {
	at   time.Time
	step func(done, total int)
	zip  *zip.Writer
	sums []sum
	list string // SHA-256 of the check file

	done, total int
}

// write writes all of a record: the papers first, since the catalogue counts their pages, the check file last.
func (z *archive) write(w io.Writer, r *Room, rec *Record) error {
	z.zip = zip.NewWriter(w)
	own := ownFiles(r, rec)
	z.total = len(own)
	for p := range rec.Pieces() {
		z.total += len(p.Files)
	}
	for p := range rec.Pieces() {
		for i := range p.Files {
			if err := z.file(&p.Files[i]); err != nil {
				return err
			}
		}
	}
	for i := range own {
		if err := z.file(&own[i]); err != nil {
			return err
		}
	}
	return z.finish()
}

// ownFiles are those that the dossier itself consists of, made when all others are written and their pages counted.
func ownFiles(r *Room, rec *Record) []File {
	return []File{
		{Path: fileEvidence, write: func(w io.Writer) error { return writeJSON(w, rec.evidence()) }},
		{Path: fileActs, write: rec.page(actsPage(rec))},
		{Path: fileCatalogue + ".pdf", write: func(w io.Writer) error { return r.printed(rec.cataloguePaper())(w) }},
		{Path: fileCatalogue + ".xlsx", write: rec.catalogueSheet},
		{Path: fileCatalogue + ".html", write: rec.page(cataloguePage(rec))},
		{Path: fileIndex, write: rec.page(indexPage(rec))},
	}
}

// finish writes the check file and ends the ZIP.
func (z *archive) finish() error {
	list := writeList(z.sums)
	hash := sha256.Sum256([]byte(list))
	z.list = hex.EncodeToString(hash[:])
	entry, err := z.entry(fileList)
	if err == nil {
		_, err = io.WriteString(entry, list)
	}
	if err != nil {
		return err
	}
	return z.zip.Close()
}

// file writes one file and notes its hash, and of a PDF the number of pages.
func (z *archive) file(f *File) error {
	entry, err := z.entry(f.Path)
	if err != nil {
		return err
	}
	sha, size := sha256.New(), &counter{}
	to := []io.Writer{entry, sha, size}
	var pdf bytes.Buffer // one at a time
	if strings.HasSuffix(f.Path, ".pdf") {
		to = append(to, &pdf)
	}
	if err := f.write(io.MultiWriter(to...)); err != nil {
		return err
	}
	f.Size, f.Pages = size.n, pages(pdf.Bytes())
	z.sums = append(z.sums, sum{hex.EncodeToString(sha.Sum(nil)), f.Path})
	z.done++
	z.step(z.done, z.total)
	return nil
}

// entry begins a file of the ZIP. Go marks names that are not ASCII as UTF-8, which Windows heeds. What is packed
// already is not packed again.
func (z *archive) entry(place string) (io.Writer, error) {
	h := &zip.FileHeader{Name: place, Method: zip.Store, Modified: z.at.In(clock.Zone)}
	switch path.Ext(place) {
	case ".html", ".json", ".csv", ".txt":
		h.Method = zip.Deflate
	}
	h.SetMode(0o644)
	return z.zip.CreateHeader(h)
}

type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}
