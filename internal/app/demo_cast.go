package app

import (
	"cmp"
	"fmt"
	"time"

	"shidian/internal/access"
	"shidian/internal/calendar"
	"shidian/internal/unit"
)

// cast says in which year the story is told and who plays its parts. The parts are named by those who play them in 2020;
// the second cohort lives through the same weeks a year later, with other invented units.
type cast struct {
	year   int
	shift  int               // days after 2020's; whole weeks, so that a Monday stays one
	named  map[string]string // short names by part; a part that is not among them plays itself
	logins map[string]string
	units  []unit.NewUnit // to be added when the story begins
	people []demoPerson
}

var castOf2020 = cast{year: 2020, units: checkUnits, people: checkPeople}

// castOf2021 begins on 11 May 2021: 364 days, 52 weeks, later.
var castOf2021 = cast{year: 2021, shift: 364,
	named: map[string]string{"甲市科协": "丁市科协", "乙市科协": "戊市科协", "丙市科协": "己市科协",
		"甲县科协": "壬县科协", "乙县科协": "癸县科协", "丙县科协": "子县科协", "丁县科协": "丑县科协", "戊县科协": "寅县科协", "己县科协": "卯县科协", "庚县科协": "辰县科协", "辛县科协": "巳县科协",
		"省甲学会": "省己学会", "省乙学会": "省庚学会", "省丙学会": "省辛学会", "省丁学会": "省壬学会", "省戊学会": "省癸学会", "甲企业科协": "丙企业科协", "乙企业科协": "丁企业科协"},
	logins: map[string]string{"jiashi": "dingshi", "yishi": "wushi", "bingshi": "jishi"},
	units: []unit.NewUnit{
		{Kind: unit.City, Name: "丁市科学技术协会", Short: "丁市科协"}, {Kind: unit.City, Name: "戊市科学技术协会", Short: "戊市科协"}, {Kind: unit.City, Name: "己市科学技术协会", Short: "己市科协"},
		{Kind: unit.County, Name: "壬县科学技术协会", Short: "壬县科协", Parent: "丁市科协"}, {Kind: unit.County, Name: "癸县科学技术协会", Short: "癸县科协", Parent: "丁市科协"},
		{Kind: unit.County, Name: "子县科学技术协会", Short: "子县科协", Parent: "丁市科协"}, {Kind: unit.County, Name: "丑县科学技术协会", Short: "丑县科协", Parent: "戊市科协"},
		{Kind: unit.County, Name: "寅县科学技术协会", Short: "寅县科协", Parent: "戊市科协"}, {Kind: unit.County, Name: "卯县科学技术协会", Short: "卯县科协", Parent: "戊市科协"},
		{Kind: unit.County, Name: "辰县科学技术协会", Short: "辰县科协", Parent: "己市科协"}, {Kind: unit.County, Name: "巳县科学技术协会", Short: "巳县科协", Parent: "己市科协"},
		{Kind: unit.Society, Name: "山东省己学会", Short: "省己学会"}, {Kind: unit.Society, Name: "山东省庚学会", Short: "省庚学会"}, {Kind: unit.Society, Name: "山东省辛学会", Short: "省辛学会"},
		{Kind: unit.Society, Name: "山东省壬学会", Short: "省壬学会"}, {Kind: unit.Society, Name: "山东省癸学会", Short: "省癸学会"},
		{Kind: unit.Enterprise, Name: "丙企业科学技术协会", Short: "丙企业科协"}, {Kind: unit.Enterprise, Name: "丁企业科学技术协会", Short: "丁企业科协"},
	},
	people: []demoPerson{
		{login: "dingshi", unit: "丁市科协", name: "丁市推荐审核人", roles: []access.Role{access.Recommender}},
		{login: "wushi", unit: "戊市科协", name: "戊市推荐审核人", roles: []access.Role{access.Recommender}},
		{login: "jishi", unit: "己市科协", name: "己市推荐审核人", roles: []access.Role{access.Recommender}},
	}}

// name is the short name of who plays a part.
func (c cast) name(part string) string { return cmp.Or(c.named[part], part) }

// login is the log-in name of who plays a part.
func (c cast) login(part string) string { return cmp.Or(c.logins[part], part) }

// account is the log-in name of the one who fills in for the n-th applicant.
func (c cast) account(a applicant, n int) string {
	if c.shift > 0 {
		return fmt.Sprintf("yanshi%02d", (c.year-castOf2020.year)*len(applicants)+n)
	}
	return cmp.Or(a.login, fmt.Sprintf("yanshi%02d", n))
}

// day is a day of 2020's story in this one.
func (c cast) day(month time.Month, day int) calendar.Day {
	return calendar.Date(2020, month, day).Add(c.shift)
}

// moment is an instant of 2020's story in this one.
func (c cast) moment(at time.Time) time.Time { return at.AddDate(0, 0, c.shift) }
