package pages

import (
	"shidian/internal/kit"
	"shidian/internal/recommend"
)

func direction(up bool) string {
	if up {
		return "up"
	}
	return "down"
}

func arrowSign(up bool) string {
	if up {
		return "↑"
	}
	return "↓"
}

func arrowWords(up bool) string {
	if up {
		return "上移"
	}
	return "下移"
}

// focused tells whether a button has the focus after its own press: whoever ranks by keyboard goes on where he was. At
// an end of the list the other arrow has it.
func (v deskView) focused(l recommend.Line, up bool) bool {
	if l.ID != v.Moved {
		return false
	}
	return up == v.Going && v.movable(l, up) || up != v.Going && !v.movable(l, v.Going)
}

func (v deskView) crumbs() []kit.Crumb {
	if v.Acts {
		return nil
	}
	return []kit.Crumb{{Label: "审核推荐", URL: "/recommend?cohort=" + v.Cohort.ID}}
}

// oneCrumbs lead back to the desk that the reader came from.
func (v oneView) crumbs() []kit.Crumb {
	if !v.Acts && !office(v.Actor) {
		return []kit.Crumb{{Label: "申报进程", URL: "/applications/" + v.ID}}
	}
	back := "/recommend?cohort=" + v.Cohort.ID
	if !v.Acts {
		back += "&unit=" + v.City
	}
	return []kit.Crumb{{Label: "审核推荐", URL: back}}
}

func judgeTitle(v oneView) string {
	if v.Again() {
		return "确认修改后的申报材料"
	}
	return "审核推荐"
}

func judgeVerb(v oneView) string {
	switch {
	case v.Again():
		return "确认"
	case v.Full():
		return "推荐，报" + v.Cohort.Programme.Organiser.Short + "研究"
	}
	return "推荐"
}

// postTo is where the opinion goes.
func (v oneView) postTo() string {
	if v.Endorsement != nil {
		return address(v.ID) + "/confirm"
	}
	return address(v.ID) + "/endorse"
}

func answerWords(a recommend.Answer) string {
	if a.Agreed {
		return "同意"
	}
	return "不同意"
}

func (v oneView) stock() []string { return stockOf(v.Cohort.Programme) }
