package recommend

import (
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// tell puts a word into the inboxes of accounts, with the way to the application's page in this room.
func tell(t *store.Tx, accounts []unit.Account, a apply.Application, title, text string) error {
	for _, account := range accounts {
		err := notify.Send(t, notify.Message{Account: account.ID, Kind: "recommend", Title: title, Text: text, Link: "/recommend/" + a.ID})
		if err != nil {
			return err
		}
	}
	return nil
}

func tellOffice(t *store.Tx, a apply.Application, title, text string) error {
	office, err := unit.AccountsWith(t, access.Handler)
	if err != nil {
		return err
	}
	return tell(t, office, a, title, text)
}

func tellUnit(t *store.Tx, a apply.Application, title, text string) error {
	speakers, err := unit.Speakers(t, a.Unit)
	if err != nil {
		return err
	}
	return tell(t, speakers, a, title, text)
}

// wordsOf are what the programme calls its organiser, for short, and its form.
func wordsOf(t *store.Tx, a apply.Application) (organiser, form string, err error) {
	p, err := programmeOf(t, a)
	if err != nil {
		return "", "", err
	}
	return p.Organiser.Short, p.Called().Form, nil
}

// tellEndorsed tells the unit and those who act next.
func tellEndorsed(t *store.Tx, a apply.Application) error {
	organiser, form, err := wordsOf(t, a)
	if err != nil {
		return err
	}
	if err := tellUnit(t, a, form+"已获推荐", endorsedWords(a, organiser, form)); err != nil {
		return err
	}
	return tellNext(t, a, form)
}

func endorsedWords(a apply.Application, organiser, form string) string {
	return a.CityName + "已经审核推荐贵单位的" + form + "（" + a.Number + "），转" + organiser + "办理。带推荐意见的" + form + "可以在系统中打印。"
}

// tellNext tells the office what came to it.
func tellNext(t *store.Tx, a apply.Application, form string) error {
	return tellOffice(t, a, "收到推荐："+a.UnitName, a.CityName+"推荐了"+a.UnitName+"的"+form+"（"+a.Number+"）。")
}

// tellOver tells the unit that its application waits, and the office what there is to decide.
func tellOver(t *store.Tx, a apply.Application) error {
	organiser, form, err := wordsOf(t, a)
	if err != nil {
		return err
	}
	if err := tellUnit(t, a, "推荐超出名额，待研究", a.CityName+"推荐了贵单位的"+form+"（"+a.Number+"），超出名额，已说明理由，由"+organiser+"研究决定。现在不用办理。"); err != nil {
		return err
	}
	return tellOffice(t, a, "推荐超出名额："+a.UnitName, a.CityName+"推荐"+a.UnitName+"（"+a.Number+"），超出名额并说明了理由，请研究。")
}

// tellAnswer tells the recommender at once what the province decided; the unit learns it by a letter that waits in the
// outbox, like every result.
func tellAnswer(t *act.Tx, a apply.Application, answer Answer) error {
	organiser, form, err := wordsOf(t.Tx, a)
	if err != nil {
		return err
	}
	recommenders, err := unit.AccountsOf(t.Tx, a.City, access.Recommender)
	if err != nil {
		return err
	}
	l := notify.Letter{Cohort: a.Cohort, Unit: a.Unit, Link: apply.Link(a.ID), Cause: "超出名额的答复"}
	if !answer.Agreed {
		l.Title, l.Text = "因名额未推荐", "推荐单位的名额已经用完，"+organiser+"研究后没有同意超出名额推荐（"+a.Number+"）。理由："+answer.Reason
		if err := notify.Hold(t, l); err != nil {
			return err
		}
		return tell(t.Tx, recommenders, a, "不同意超出名额推荐："+a.UnitName, organiser+"研究后，没有同意超出名额推荐"+a.UnitName+"（"+a.Number+"）。理由："+answer.Reason)
	}
	l.Title, l.Text = form+"已获推荐", endorsedWords(a, organiser, form)
	if err := notify.Hold(t, l); err != nil {
		return err
	}
	if err := tellNext(t.Tx, a, form); err != nil {
		return err
	}
	return tell(t.Tx, recommenders, a, "同意超出名额推荐："+a.UnitName, organiser+"同意超出名额推荐"+a.UnitName+"（"+a.Number+"）。理由："+answer.Reason)
}
