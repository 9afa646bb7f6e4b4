package spread

import (
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/worldtest"
)

func TestRule_J4_OnlyAToldGradeOpensTheBrandProgramme(t *testing.T) {
	p := worldtest.Pilot(t)
	if !Earned(p, "优秀") || Earned(p, "良好") || Earned(p, "") {
		t.Error("优秀 alone opens it")
	}
	if err := MayChoose(p, run.Ended, "优秀", true, false); err != nil {
		t.Error(err)
	}
	refusedJ4(t, "good", MayChoose(p, run.Ended, "良好", true, false), "等级符合条件")
	refusedJ4(t, "not ended", MayChoose(p, run.Final, "优秀", true, false), "通过终期评估")
	refusedJ4(t, "not told", MayChoose(p, run.Ended, "优秀", false, false), "待阅发信件")
	refusedJ4(t, "in already", MayChoose(p, run.Ended, "优秀", true, true), "已经纳入")
	without := *p
	without.Stages.Spread.Brand = ""
	refusedJ4(t, "no brand", MayChoose(&without, run.Ended, "优秀", true, false), "没有设品牌培育")
	without = *p
	without.Stages.Spread.On = false
	refusedJ4(t, "off", MayChoose(&without, run.Ended, "优秀", true, false), "没有设品牌培育")
	without = *p
	without.Stages.Spread.Money = false
	refusedJ4(t, "no money", MayDraw(&without, false), "不给予经费")
	refusedJ4(t, "awaiting", MayDraw(p, true), "提请审签")
	if err := MayDraw(p, false); err != nil {
		t.Error(err)
	}
}

func TestRule_J4_WhoReadsTheMoney(t *testing.T) {
	c := run.Case{Pilot: run.Pilot{ID: "p", Unit: "u"}, Application: apply.Application{City: "c"}}
	drawn, paid := agreed(), agreed().with(1, tenThou).using(SpendingReported, 1, tenThou)
	drawn.State = FundingDrawn
	paid.Payments[0].Voucher, paid.Payments[0].Proof, paid.Spendings[0].Files = "记-1", "hash", []string{"hash"}
	b := Branded{Case: c, Fundings: []Funding{drawn, paid}}
	who := func(role access.Role, unit string) access.Actor {
		return access.Actor{Account: "a", Unit: unit, Roles: []access.Role{role}}
	}
	for _, role := range []access.Role{access.Finance, access.Handler, access.Approver, access.Supervisor} {
		if seen := SeenBrand(who(role, "x"), b); !MayOverseeBrand(who(role, "x")).Allowed || !MayReadBrand(who(role, "x"), c).Allowed || len(seen.Fundings) != 2 || seen.Fundings[1].Payments[0].Voucher == "" {
			t.Errorf("%s oversees the money", role)
		}
	}
	unit, city := SeenBrand(who(access.Clerk, "u"), b), SeenBrand(who(access.Recommender, "c"), b)
	if len(unit.Fundings) != 1 || unit.Fundings[0].Payments[0].Voucher != "记-1" || unit.Fundings[0].Spendings[0].Files == nil {
		t.Errorf("the unit reads its own, once it is agreed to: %+v", unit.Fundings)
	}
	if f := city.Fundings[0]; len(city.Fundings) != 1 || f.Payments[0].Voucher+f.Payments[0].Proof != "" || f.Spendings[0].Files != nil || f.Paid() != tenThou {
		t.Errorf("the city reads no vouchers: %+v", city.Fundings)
	}
	if b.Fundings[1].Payments[0].Voucher == "" || b.Fundings[1].Spendings[0].Files == nil {
		t.Error("what one reads was taken from all")
	}
	for _, a := range []access.Actor{who(access.Clerk, "other"), who(access.Recommender, "other"), who(access.Department, "d"), who(access.Expert, "e"), who(access.Auditor, "a"), {}} {
		if v := MayReadBrand(a, c); v.Allowed || !v.Hidden || MayOverseeBrand(a).Allowed {
			t.Errorf("%+v reads the money", a)
		}
	}
	if mayFund(who(access.Finance, "x"), c).Allowed || mayFund(who(access.Clerk, "u"), c).Allowed || !mayFund(who(access.Handler, "x"), c).Allowed || !mayFund(who(access.Clerk, "other"), c).Hidden {
		t.Error("the office handles the money")
	}
	if maySpend(who(access.Handler, "x"), c).Allowed || !maySpend(who(access.Head, "u"), c).Allowed || !maySpend(who(access.Head, "other"), c).Hidden {
		t.Error("the unit states what it used")
	}
}

func TestRule_J4_WhatIsToBeDoneNext(t *testing.T) {
	p := worldtest.Pilot(t)
	b := Branded{Case: run.Case{}}
	b.Cohort.Programme = p
	words := func(f ...Funding) (text string) {
		b.Fundings = f
		for _, n := range NextOf(b, sept) {
			text += n.Words + "/" + string(n.Holder) + " "
		}
		return strings.TrimSpace(text)
	}
	drawn, struck := agreed(), agreed()
	drawn.State, struck.State = FundingDrawn, FundingStruck
	late := agreed()
	late.Instalments = []Instalment{{1, 10 * tenThou, sept.Add(SoonDays + 1), ""}}
	for want, f := range map[string][]Funding{
		"待拟定经费/office":     nil,
		"经费待研究/office":     {drawn},
		"":                 {struck},
		"第1笔待拨付/office":    {agreed()},
		"经费使用情况待报送/unit":   {agreed().with(1, 7*tenThou)},
		"经费使用情况待确认/office": {agreed().with(1, 7*tenThou).using(SpendingReported, 1, 7*tenThou)},
		"经费使用情况退回补正/unit":  {agreed().with(1, 7*tenThou).using(SpendingReturned, 1, 7*tenThou)},
		"第1笔待拨付/office 经费使用情况待报送/unit": {agreed().with(1, tenThou)},
	} {
		if got := words(f...); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := words(late); got != "" {
		t.Errorf("too early: %q", got)
	}
	b.Fundings = []Funding{agreed(), late}
	if due := DueBy([]Branded{b}, sept.Add(SoonDays)); len(due) != 1 || due[0].Instalment.N != 1 || due[0].Funding.ID != "f" {
		t.Errorf("due: %+v", due)
	}
	without := *p
	without.Stages.Spread.Money = false
	b.Cohort.Programme = &without
	if got := words(); got != "" {
		t.Errorf("no money: %q", got)
	}
	if BrandBody(p, programme.MatterMoney) == "" {
		t.Error("nobody decides on money")
	}
}
