package app

import (
	"bytes"
	"context"
	"errors"

	"shidian/internal/paper"
	"shidian/internal/review"
	"shidian/internal/store"
)

// ofReview are the papers from the draw to the release; the story goes on from one to the next.
func (s *sampler) ofReview(ctx context.Context) error {
	told, err := s.story(ctx)
	if err != nil {
		return err
	}
	for _, next := range []struct {
		until []step
		write func(context.Context, *story) error
	}{{nil, s.drawn}, {told.scoring(), s.scored}, {told.listing(), s.packet}, {append(told.deciding(), told.noticing()...), s.notices},
		{told.objecting(), s.releases}, {told.releasing(), s.plan}, {nil, s.halfYear}, {nil, s.evaluated}, {nil, s.library}, {nil, s.recommendedUpward}, {nil, s.brandLedger}} {
		if err := s.through(ctx, next.until); err != nil {
			return err
		}
		if err := next.write(ctx, told); err != nil {
			return err
		}
	}
	return nil
}

// drawn are the published file and the record of the counties' draw.
func (s *sampler) drawn(ctx context.Context, of *story) error {
	p, err := of.panel(ctx, countyPanel)
	if err != nil {
		return err
	}
	var d review.Draw
	var record paper.Document
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		if d, err = review.LastDraw(t, p.ID); err != nil {
			return err
		}
		record, err = review.DrawRecord(t, d)
		return err
	})
	if err := s.write("draw.json", []byte(d.File), err); err != nil {
		return err
	}
	pdf, err := paper.PDF(record, s.Fonts)
	return s.write("draw-record.pdf", pdf, err)
}

// scored is the counties' panel after it has closed, with a score that a late relation made void.
func (s *sampler) scored(ctx context.Context, of *story) error {
	r, err := of.round(ctx, countyPanel)
	if err != nil {
		return err
	}
	var book bytes.Buffer
	var list paper.Document
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		ranked, err := review.RankedOf(t, r.Panel.ID)
		if err != nil {
			return err
		}
		if err := review.WriteScores(&book, r, ranked, t.Now()); err != nil {
			return err
		}
		list, err = review.ScoresPaper(t, r, t.Now())
		return err
	})
	if err := s.write("scores.xlsx", book.Bytes(), err); err != nil {
		return err
	}
	pdf, err := paper.PDF(list, s.Fonts)
	return s.write("scores.pdf", pdf, err)
}

// packet is what the meeting is given.
func (s *sampler) packet(ctx context.Context, of *story) error {
	d, err := of.list(ctx)
	if err != nil {
		return err
	}
	return s.both("meeting-packet", func(docx bool) ([]byte, error) { return s.Decide.PacketFile(ctx, of.handler, d.ID, docx) })
}

// notices is the draft of the public notice.
func (s *sampler) notices(ctx context.Context, of *story) error {
	n, err := of.notice(ctx)
	if err != nil {
		return err
	}
	return s.both("public-notice", func(docx bool) ([]byte, error) { return s.Publish.NoticeFile(ctx, of.handler, n.ID, docx) })
}

// releases is the draft of the release, once the notices have run out.
func (s *sampler) releases(ctx context.Context, of *story) error {
	return s.both("release", func(docx bool) ([]byte, error) { return s.Publish.ReleaseFile(ctx, of.handler, of.cohort.ID, docx) })
}

// both writes a paper as PDF and for Word and WPS.
func (s *sampler) both(name string, file func(docx bool) ([]byte, error)) error {
	pdf, err := file(false)
	err = s.write(name+".pdf", pdf, err)
	docx, other := file(true)
	return errors.Join(err, s.write(name+".docx", docx, other))
}
