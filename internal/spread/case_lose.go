package spread

import (
	"errors"

	"shidian/internal/act"
	"shidian/internal/run"
)

// Lose takes down what is public of a pilot that lost its status, gave it up, was ended or did not pass (J5): in the act that
// brings it there, so that nothing is held up as an example for a day longer. The unit and the office are told.
func Lose(t *act.Tx, p run.Pilot) error {
	cases, err := Of(t.Tx, p.ID)
	for _, c := range cases {
		if err == nil && c.Public() {
			err = loseCase(t, c, p)
		}
	}
	return err
}

func loseCase(t *act.Tx, c Case, p run.Pilot) error {
	c, _, err := locked(t.Tx, c.ID)
	if err != nil || !c.Public() {
		return err
	}
	v, err := VersionOf(t.Tx, c.ID, c.Shown)
	if err != nil {
		return err
	}
	from := c.State
	c.State, c.Shown, c.Down = TakenDown, 0, "单位"+run.StateTitles[p.State]
	if p.State == run.Ended {
		c.Down = "单位没有通过终期评估"
	}
	title, words := "典型案例已经撤下："+v.Body.Title, "已不再公开。理由："+c.Down+"。"
	err = errors.Join(updateCase(t, c), t.Along(Object(c.ID), from, TakenDown), tellCaseWriters(t.Tx, c, title, words), tellUsers(t.Tx, c, v.Body.Title))
	if err == nil && !c.Office { // else the office is among the writers
		err = tellCaseOffice(t.Tx, c, title, words)
	}
	return err
}
