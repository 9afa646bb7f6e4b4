package app

import (
	"context"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/run"
	"shidian/internal/store"
)

// notes: the department visits a unit, and one tells another how it works.
func (s *story) notes(ctx context.Context) error {
	desk, err := s.actorBy(ctx, "bushi")
	if err != nil {
		return err
	}
	for _, x := range []struct {
		of   string
		who  access.Actor
		note run.Noted
	}{
		{"甲县科协", desk, run.Noted{Kind: run.NoteVisit, Words: "实地查看两个基层站点，座谈了解推进情况。（演示）"}},
		{"乙县科协", s.clerks["乙县科协"], run.Noted{Kind: run.NoteExchange, Words: "到甲县观摩，交流工作做法。（演示）"}},
	} {
		c, err := s.pilotOf(ctx, x.of)
		if err != nil {
			return err
		}
		x.note.Day = calendar.DayOf(s.Clock.Now()).String()
		if err := s.Run.Note(ctx, x.who, c.ID, x.note); err != nil {
			return err
		}
	}
	return nil
}

// raise lets a unit raise a problem.
func (s *story) raise(of, title, words string) func(context.Context) error {
	return func(ctx context.Context) error {
		c, err := s.pilotOf(ctx, of)
		if err == nil {
			_, err = s.Run.RaiseProblem(ctx, s.clerks[of], c.ID, title, words)
		}
		return err
	}
}

// problem is the first problem of a pilot that is not closed.
func (s *story) problem(ctx context.Context, of string) (id string, err error) {
	c, err := s.pilotOf(ctx, of)
	if err != nil {
		return "", err
	}
	err = s.DB.Read(ctx, func(t *store.Tx) error {
		lines, err := s.Run.LinesOf(t, c)
		for _, l := range lines {
			if l.State != run.ProblemClosed {
				id = l.ID
			}
		}
		return err
	})
	return id, err
}

// solve: the department answers, the unit closes with what came of it.
func (s *story) solve(of string) func(context.Context) error {
	return func(ctx context.Context) error {
		desk, err := s.actorBy(ctx, "bushi")
		if err != nil {
			return err
		}
		id, err := s.problem(ctx, of)
		if err == nil {
			err = s.Run.AnswerProblem(ctx, desk, id, "已协调两个省级学会的专家参与，名单另发。（演示）")
		}
		if err == nil {
			err = s.Run.CloseProblem(ctx, s.clerks[of], id, "专家已参加两次培训，问题解决。（演示）")
		}
		return err
	}
}

// newContact: another person answers for a pilot from now on.
func (s *story) newContact(of string) func(context.Context) error {
	return func(ctx context.Context) error {
		c, err := s.pilotOf(ctx, of)
		if err != nil {
			return err
		}
		b := planBody(c)
		return s.Run.ChangePersons(ctx, s.clerks[of], c.ID, run.Persons{Leader: b.Leader, Department: b.Department,
			Contact: run.Person{Name: "新联络人（演示）", Post: "副科长", Phone: "13800000103"}})
	}
}

// change lets a unit ask for a change, and two persons agree to it.
func (s *story) change(of string, x run.ChangeAsk) func(context.Context) error {
	return func(ctx context.Context) error {
		c, err := s.pilotOf(ctx, of)
		if err != nil {
			return err
		}
		id, err := s.Run.AskChange(ctx, s.clerks[of], c.ID, x)
		if err != nil {
			return err
		}
		proposal, err := s.Run.DecideChange(ctx, s.handler, run.Deciding{Change: id, Agree: true, Answer: "同意。（演示）"})
		return s.confirm(ctx, proposal, err)
	}
}
