package app

import (
	"bytes"
	"context"
	"errors"

	"shidian/internal/accept"
	"shidian/internal/apply"
	"shidian/internal/board"
	"shidian/internal/call"
	"shidian/internal/paper"
	"shidian/internal/recommend"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// ofCheck are the papers of the recommendation, the formal check and the supervisor, from the scene "check".
func (s *sampler) ofCheck(ctx context.Context) error {
	c, err := s.cohort(ctx)
	if err != nil {
		return err
	}
	return errors.Join(s.recommended(ctx, c), s.accepted(ctx, c), s.exceptions(ctx, c))
}

// recommended is the list of the city that recommended two and a third beyond its places.
func (s *sampler) recommended(ctx context.Context, c call.Cohort) error {
	city, err := s.actorBy(ctx, "yishi")
	if err != nil {
		return err
	}
	var stand recommend.Stand
	err = s.DB.Read(ctx, func(t *store.Tx) (err error) {
		stand, err = recommend.SeeStanding(t, city, c.ID, city.Unit)
		return err
	})
	if err != nil {
		return err
	}
	list := recommend.ListPaper(stand, s.Clock.Now())
	pdf, err := paper.PDF(list, s.Fonts)
	if err := s.write("recommendation-list.pdf", pdf, err); err != nil {
		return err
	}
	docx, err := paper.DOCX(recommend.LetterPaper(stand, s.Clock.Now()))
	if err := s.write("recommendation-list.docx", docx, err); err != nil {
		return err
	}
	var book bytes.Buffer
	sheet, rows := recommend.ListSheet(stand, s.Clock.Now())
	err = sheet.Write(&book, rows)
	return s.write("recommendation-list.xlsx", book.Bytes(), err)
}

// accepted is the sheet of the application that the office accepted.
func (s *sampler) accepted(ctx context.Context, c call.Cohort) error {
	var record accept.Record
	err := s.DB.Read(ctx, func(t *store.Tx) error {
		accepted, err := apply.Every(t, apply.Filter{Cohort: c.ID, State: apply.StateAccepted})
		if err == nil && len(accepted) == 0 {
			err = errors.New("the scene has no accepted application")
		}
		if err != nil {
			return err
		}
		record, err = accept.RecordOf(t, accepted[0])
		return err
	})
	if err != nil {
		return err
	}
	pdf, err := paper.PDF(accept.RecordPaper(record), s.Fonts)
	return s.write("acceptance.pdf", pdf, err)
}

// exceptions is the supervisor's page.
func (s *sampler) exceptions(ctx context.Context, c call.Cohort) error {
	var watched board.Watched
	err := s.DB.Read(ctx, func(t *store.Tx) error {
		accounts, err := accountsByLogin(t)
		if err != nil {
			return err
		}
		supervisor, err := unit.ActorOf(t, accounts["jiandu"].ID)
		if err != nil {
			return err
		}
		watched, err = board.WatchedOf(t, supervisor, c.ID)
		return err
	})
	if err != nil {
		return err
	}
	pdf, err := paper.PDF(board.ExceptionsPaper(watched, s.Clock.Now()), s.Fonts)
	return s.write("exceptions.pdf", pdf, err)
}
