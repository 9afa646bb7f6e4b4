package app

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"time"

	"github.com/goccy/go-yaml"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/store"
)

//go:embed demo_form.yaml
var demoForm []byte

// Samples writes one of each paper into dir, made as people make them: a demo in which a notice is drafted, a county
// fills in and submits, and the jobs render; one in which cities recommend and the office checks; and one that goes on
// from the draw to the release. It gives the files' names.
func Samples(ctx context.Context, dir string, log *slog.Logger) (written []string, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	for _, of := range []struct {
		scene string
		write func(*sampler, context.Context) error
	}{{SceneCall, (*sampler).ofCall}, {SceneCheck, (*sampler).ofCheck}, {SceneReview, (*sampler).ofReview}} {
		some, err := samplesOf(ctx, dir, of.scene, log, of.write)
		if written = append(written, some...); err != nil {
			return written, err
		}
	}
	return written, nil
}

func samplesOf(ctx context.Context, dir, scene string, log *slog.Logger, write func(*sampler, context.Context) error) (written []string, err error) {
	work, err := os.MkdirTemp("", "shidian-samples-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	c := Config{Dir: work, Scene: scene, Brand: "山东省科协深化改革试点工作系统"}
	if err := c.Complete(); err != nil {
		return nil, err
	}
	h, err := OpenDemo(ctx, c, log)
	if err != nil {
		return nil, err
	}
	if err := h.Start(ctx); err != nil {
		return nil, errors.Join(err, h.DB.Close())
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	s := &sampler{House: h, dir: dir}
	err = write(s, ctx)
	return s.written, err
}

// ofCall are the papers of the notice and of an application.
func (s *sampler) ofCall(ctx context.Context) error { return errors.Join(s.notice(ctx), s.form(ctx)) }

type sampler struct {
	*House
	dir     string
	written []string
}

func (s *sampler) write(name string, data []byte, err error) error {
	if err != nil {
		return err
	}
	s.written = append(s.written, name)
	return os.WriteFile(filepath.Join(s.dir, name), data, 0o644)
}

// cohort is the scene's main call, the newest.
func (h *House) cohort(ctx context.Context) (c call.Cohort, err error) {
	err = h.DB.Read(ctx, func(t *store.Tx) error {
		all, err := call.List(t, call.Published, call.Closed)
		if err == nil && len(all) == 0 {
			err = errors.New("the demo has no published call")
		}
		if err == nil {
			c = all[0]
		}
		return err
	})
	return c, err
}

func (s *sampler) notice(ctx context.Context) error {
	handler, err := s.actorBy(ctx, "jingban")
	if err != nil {
		return err
	}
	c, err := s.cohort(ctx)
	if err != nil {
		return err
	}
	for name, as := range map[string]call.Format{"notice-draft.pdf": call.PDF, "notice-draft.docx": call.DOCX} {
		data, err := s.Call.DraftFile(ctx, handler, c.ID, as)
		if err := s.write(name, data, err); err != nil {
			return err
		}
	}
	for name, as := range map[string]call.Format{"form-blank.pdf": call.PDF, "form-blank.docx": call.DOCX} {
		data, err := s.Call.FormFile(ctx, c.ID, as)
		if err := s.write(name, data, err); err != nil {
			return err
		}
	}
	return nil
}

// form lets the demo's county fill in, print a draft, submit, and hold the frozen paper and the receipt.
func (s *sampler) form(ctx context.Context) error {
	clerk, err := s.actorBy(ctx, "jiaxian")
	if err != nil {
		return err
	}
	c, err := s.cohort(ctx)
	if err != nil {
		return err
	}
	id, err := s.FillDemoForm(ctx, clerk, c)
	if err != nil {
		return err
	}
	draft, err := s.draft(ctx, c, id)
	if err := s.write("form-draft.pdf", draft, err); err != nil {
		return err
	}
	n, err := s.Apply.Submit(ctx, clerk, id, apply.Ticks{Head: true, HeadName: "演示负责人", Secrecy: true, SecrecyName: "演示审查人"})
	if err != nil {
		return err
	}
	receipt, err := s.Apply.Receipt(ctx, id, n)
	if err != nil {
		return err
	}
	paperReceipt, err := paper.PDF(apply.ReceiptPaper(c.Programme, receipt), s.Fonts)
	if err := s.write("receipt.pdf", paperReceipt, err); err != nil {
		return err
	}
	form, err := s.rendered(ctx, id, receipt.Version)
	return s.write("form.pdf", form, err)
}

// draft is what the clerk prints before submitting.
func (s *sampler) draft(ctx context.Context, c call.Cohort, id string) ([]byte, error) {
	var d apply.Draft
	err := s.DB.Read(ctx, func(t *store.Tx) (err error) { d, err = apply.DraftOf(t, id); return err })
	if err != nil {
		return nil, err
	}
	return paper.PDF(apply.DraftPaper(c.Programme, d), s.Fonts)
}

// FillDemoForm starts an application for the actor's unit and types in the demonstration text.
func (h *House) FillDemoForm(ctx context.Context, clerk access.Actor, c call.Cohort) (string, error) {
	return h.fillDemo(ctx, clerk, c, nil)
}

// fillDemo is FillDemoForm with some texts of one's own. The names of the units stand there already.
func (h *House) fillDemo(ctx context.Context, clerk access.Actor, c call.Cohort, own map[string]string) (string, error) {
	var texts map[string]string
	if err := yaml.Unmarshal(demoForm, &texts); err != nil {
		return "", err
	}
	maps.Copy(texts, own)
	id, err := h.Apply.Start(ctx, clerk, c.ID)
	if err != nil {
		return "", err
	}
	var draft apply.Draft
	err = h.DB.Read(ctx, func(t *store.Tx) error { draft, err = apply.DraftOf(t, id); return err })
	if err != nil {
		return "", err
	}
	var changes []apply.Change
	for _, key := range sortedKeys(texts) {
		if f, known := c.Programme.Field(key); known && f.Type == programme.UnitName {
			texts[key] = cmp.Or(draft.Values[key].Text, apply.Slash)
		}
		changes = append(changes, apply.Change{Key: key, Text: texts[key], Base: draft.Values[key].Hash})
	}
	saved, err := h.Apply.Save(ctx, clerk, id, changes)
	if err == nil && len(saved.Conflicts) > 0 {
		err = errors.New("somebody else types into the demonstration form")
	}
	return id, err
}

// rendered waits until the job has rendered a version's paper, and reads it.
func (h *House) rendered(ctx context.Context, id string, n int) ([]byte, error) {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		var v apply.Version
		err := h.DB.Read(ctx, func(t *store.Tx) (err error) { v, err = apply.VersionOf(t, id, n); return err })
		if err != nil {
			return nil, err
		}
		if v.Paper != "" {
			return h.Files.Bytes(v.Paper)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
