package apply

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/files"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// RenderVersion is the job that renders a frozen version's paper.
type RenderVersion struct {
	Application string `json:"application"`
	Version     int    `json:"version"`
}

// Kind implements jobs.Job.
func (RenderVersion) Kind() string { return "apply.render" }

// renderPatience is how long a paper lets those go first who are saving and submitting.
const renderPatience = 2 * time.Second

// renderLimit bounds a rendered form, in bytes.
const renderLimit = 64 << 20

// errRendered says that the version has its paper already.
var errRendered = errors.New("the version has its paper")

// Render makes the paper of a version once, keeps it by hash, records that by an act of the system, and tells those
// who act next that it has come in. Run again it does nothing: a version is never rendered twice.
func (r *Room) Render(ctx context.Context, job RenderVersion) error {
	var v Version
	var a Application
	var doc paper.Document
	var p *programme.Programme
	err := r.Door.DB.Read(ctx, func(t *store.Tx) (err error) {
		if v, err = VersionOf(t, job.Application, job.Version); err != nil {
			return err
		}
		if a, err = Get(t, job.Application); err != nil {
			return err
		}
		c, err := call.Get(t, a.Cohort)
		if err != nil {
			return err
		}
		p = c.Programme
		doc = FormPaper(p, v, r.Public)
		return nil
	})
	if err != nil || v.Paper != "" {
		return err
	}
	r.Door.DB.Calm(ctx, renderPatience)
	pdf, err := paper.PDF(doc, r.Fonts)
	if err != nil {
		return err
	}
	blob, err := r.Files.Put(bytes.NewReader(pdf), renderLimit, files.PDF)
	if err != nil {
		return err
	}
	err = r.recordPaper(ctx, p, a, Paper{Application: a.ID, Version: v.N, Hash: blob.Hash, Size: blob.Size})
	if errors.Is(err, errRendered) {
		return nil
	}
	return err
}

func (r *Room) recordPaper(ctx context.Context, of *programme.Programme, a Application, p Paper) error {
	hash, err := hex.DecodeString(p.Hash)
	if err != nil {
		return err
	}
	_, err = r.Door.Do(ctx, access.SystemActor, rowPaper, Object(a.ID), func(t *act.Tx) error {
		added, err := insertPaper(t.Tx, p)
		if err != nil {
			return err
		}
		if !added {
			return errRendered
		}
		t.Touch("application_paper", fmt.Sprintf("%s/%d", p.Application, p.Version))
		t.Froze(hash)
		return tellSubmitted(t.Tx, of, a, p.Version)
	})
	return err
}

// tellSubmitted tells the unit that its paper is ready, and those who act next that an application has come in.
func tellSubmitted(t *store.Tx, p *programme.Programme, a Application, version int) error {
	form := p.Called().Form
	text := "定稿已生成。请打印、签字盖章，在截止时间前寄送，并保存回执。"
	if p.Paper == nil {
		text = "定稿已生成，请保存回执。不用报送纸质件。"
	}
	if err := tellUnit(t, a, fmt.Sprintf("%s已提交（%s，第%d版）", form, a.Number, version), text); err != nil {
		return err
	}
	return tellNext(t, a, "收到"+p.Called().Act+"："+a.UnitName, fmt.Sprintf("%s提交了%s（%s，第%d版），%s。", a.UnitName, form, a.Number, version, a.Title()))
}

// PaperOf gives the rendered paper of a version; NotFound while the job is on its way.
func PaperOf(t *store.Tx, id string, n int) (Paper, error) { return orNotFound(selectPaper(t, id, n)) }
