package app

import (
	"context"

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
	today := calendar.DayOf(s.Clock.Now()).String()
	c, _, err := s.meets(ctx, isExcellent)
	if err == nil {
		err = s.Run.Note(ctx, desk, c.ID, run.Noted{Kind: run.NoteVisit, Day: today, Words: "实地查看两个基层站点，座谈了解推进情况。（演示）"})
	}
	if err != nil {
		return err
	}
	c, part, err := s.meets(ctx, isGood)
	if err != nil {
		return err
	}
	return s.Run.Note(ctx, s.clerks[part], c.ID, run.Noted{Kind: run.NoteExchange, Day: today, Words: "到另一个单位观摩，交流工作做法。（演示）"})
}

// raise lets a unit raise a problem.
func (s *story) raise(of fate, title, words string) func(context.Context) error {
	return func(ctx context.Context) error {
		c, part, err := s.meets(ctx, of)
		if err == nil {
			_, err = s.Run.RaiseProblem(ctx, s.clerks[part], c.ID, title, words)
		}
		return err
	}
}

// problem is the first problem of a pilot that is not closed.
func (s *story) problem(ctx context.Context, of fate) (id string, err error) {
	c, _, err := s.meets(ctx, of)
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
func (s *story) solve(of fate) func(context.Context) error {
	return func(ctx context.Context) error {
		desk, err := s.actorBy(ctx, "bushi")
		if err != nil {
			return err
		}
		_, part, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		id, err := s.problem(ctx, of)
		if err == nil {
			err = s.Run.AnswerProblem(ctx, desk, id, "已协调两个省级学会的专家参与，名单另发。（演示）")
		}
		if err == nil {
			err = s.Run.CloseProblem(ctx, s.clerks[part], id, "专家已参加两次培训，问题解决。（演示）")
		}
		return err
	}
}

// newContact: another person answers for a pilot from now on.
func (s *story) newContact(of fate) func(context.Context) error {
	return func(ctx context.Context) error {
		c, part, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		b := planBody(c)
		return s.Run.ChangePersons(ctx, s.clerks[part], c.ID, run.Persons{Leader: b.Leader, Department: b.Department,
			Contact: run.Person{Name: "新联络人（演示）", Post: "副科长", Phone: "13800000103"}})
	}
}

// change lets a unit ask for a change, and two persons agree to it.
func (s *story) change(of fate, x run.ChangeAsk) func(context.Context) error {
	return func(ctx context.Context) error {
		c, part, err := s.meets(ctx, of)
		if err != nil {
			return err
		}
		id, err := s.Run.AskChange(ctx, s.clerks[part], c.ID, x)
		if err != nil {
			return err
		}
		proposal, err := s.Run.DecideChange(ctx, s.handler, run.Deciding{Change: id, Agree: true, Answer: "同意。（演示）"})
		return s.confirm(ctx, proposal, err)
	}
}
