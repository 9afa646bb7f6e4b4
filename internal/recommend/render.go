package recommend

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/files"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// RenderEndorsed is the job that renders the form of a version with the recommender's opinion in its box.
type RenderEndorsed struct {
	Application string `json:"application"`
	Version     int    `json:"version"`
}

// Kind implements jobs.Job.
func (RenderEndorsed) Kind() string { return "recommend.render" }

// renderLimit bounds a rendered form, in bytes.
const renderLimit = 64 << 20

// errRendered says that the version has its paper already.
var errRendered = errors.New("the version has its endorsed paper")

// Render makes the endorsed paper of a version once, keeps it by hash and records that by an act of the system. Where the
// box is left for the pen there is nothing to make: the version's own paper is the one.
func (r *Room) Render(ctx context.Context, job RenderEndorsed) error {
	var doc paper.Document
	var wanted bool
	err := r.Door.DB.Read(ctx, func(t *store.Tx) (err error) {
		doc, wanted, err = r.wanted(t, job)
		return err
	})
	if err != nil || !wanted {
		return err
	}
	pdf, err := paper.PDF(doc, r.Fonts)
	if err != nil {
		return err
	}
	blob, err := r.Files.Put(bytes.NewReader(pdf), renderLimit, files.PDF)
	if err != nil {
		return err
	}
	err = r.recordPaper(ctx, apply.Paper{Application: job.Application, Version: job.Version, Hash: blob.Hash, Size: blob.Size})
	if errors.Is(err, errRendered) {
		return nil
	}
	return err
}

// wanted is the paper to be made; false when there is one, or none is asked for.
func (r *Room) wanted(t *store.Tx, job RenderEndorsed) (doc paper.Document, wanted bool, err error) {
	_, rendered, err := selectPaper(t, job.Application, job.Version)
	if err != nil || rendered {
		return doc, false, err
	}
	e, endorsed, err := selectEndorsement(t, job.Application)
	if err != nil || !endorsed || e.Opinion.Pen || e.Version != job.Version {
		return doc, false, err
	}
	v, err := apply.VersionOf(t, job.Application, job.Version)
	if err != nil {
		return doc, false, err
	}
	c, err := call.Get(t, v.Cohort)
	if err != nil {
		return doc, false, err
	}
	return EndorsedPaper(c.Programme, v, e, r.Public), true, nil
}

func (r *Room) recordPaper(ctx context.Context, p apply.Paper) error {
	hash, err := hex.DecodeString(p.Hash)
	if err != nil {
		return err
	}
	_, err = r.Door.Do(ctx, access.SystemActor, rowPaper, apply.Object(p.Application), func(t *act.Tx) error {
		added, err := insertPaper(t.Tx, p)
		if err != nil {
			return err
		}
		if !added {
			return errRendered
		}
		t.Touch("endorsed_paper", fmt.Sprintf("%s/%d", p.Application, p.Version))
		t.Froze(hash)
		return nil
	})
	return err
}

// EndorsedPaper is a version's form with the opinion in the recommender's box. Number, version and check code are those
// of the version: they belong to the applicant's part.
func EndorsedPaper(p *programme.Programme, v apply.Version, e Endorsement, public string) paper.Document {
	if field, asked := OpinionField(p, v.Kind); asked {
		v.Values = maps.Clone(v.Values)
		v.Values[field.Key] = e.Opinion.Text
	}
	return apply.FormPaper(p, v, public)
}
