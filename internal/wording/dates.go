package wording

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// written is a date in the way of official papers, with or without the year, and with the weekday where it stands there.
var written = regexp.MustCompile(`(?:(\d{4}) *年 *)?(\d{1,2}) *月 *(\d{1,2}) *日(?: *[（(]? *(?:星期|周|礼拜)([一二三四五六日天]) *[）)]?)?`)

var yearAlone = regexp.MustCompile(`\d{4} *年`)

// weekdays are the words after 星期, by time.Weekday.
var weekdays = [...]string{"日", "一", "二", "三", "四", "五", "六"}

// date is a date as it stands in the text.
type date struct {
	from, to         int
	year, month, day int // year 0: not said
	weekday          string
}

func (c *checker) written() (all []date) {
	c.each(written, func(from, to int, at func(int) string) {
		if digit(c.before(from)) {
			return
		}
		all = append(all, date{from, to, number(at(1)), number(at(2)), number(at(3)), at(4)})
	})
	return all
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// dates finds days that no calendar has and weekdays that are another's.
func (c *checker) dates() {
	years := yearAlone.FindAllStringIndex(c.text, -1)
	last, next := 0, 0
	for _, d := range c.written() {
		for next < len(years) && years[next][0] <= d.from {
			last, next = number(c.text[years[next][0]:years[next][0]+4]), next+1
		}
		switch {
		case d.month < 1 || d.month > 12 || d.day < 1 || d.day > daysIn(2000, d.month):
			c.add(d.from, d.to, Wrong, fmt.Sprintf("没有%d月%d日这一天", d.month, d.day), "")
		case d.year != 0 && d.day > daysIn(d.year, d.month):
			c.add(d.from, d.to, Wrong, fmt.Sprintf("%d年没有%d月%d日", d.year, d.month, d.day), "")
		case d.weekday != "":
			c.weekday(d, last)
		}
	}
}

// weekday holds a date's weekday against the calendar. A date without a year may lie in the year that the text spoke of
// last, in the year in which it goes out, or in the next one.
func (c *checker) weekday(d date, last int) {
	said := strings.Replace(d.weekday, "天", "日", 1)
	sure, years := Wrong, []int{d.year}
	if d.year == 0 {
		this := c.given.Day.Year()
		years = []int{this}
		if int(c.given.Day.Month())-d.month >= 6 {
			years = append(years, this+1)
		}
		if last != 0 && last != this {
			sure, years = Ask, append([]int{last}, years...)
		}
	}
	for _, year := range years {
		if d.day <= daysIn(year, d.month) && weekdayOf(year, d) == said {
			return
		}
	}
	if d.day > daysIn(years[0], d.month) {
		c.add(d.from, d.to, Ask, fmt.Sprintf("%d年没有%d月%d日", years[0], d.month, d.day), "")
		return
	}
	right := weekdayOf(years[0], d)
	c.add(d.from, d.to, sure, fmt.Sprintf("%d年%d月%d日是星期%s", years[0], d.month, d.day, right), "星期"+right)
}

func weekdayOf(year int, d date) string {
	return weekdays[time.Date(year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Weekday()]
}

// daysIn is the number of days of a month; 31 for a month that is none.
func daysIn(year, month int) int {
	if month < 1 || month > 12 {
		return 31
	}
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

var (
	between   = regexp.MustCompile(`^ *(?:\d{1,2}[:：时]\d{0,2}分?)? *起? *(?:至|到|[-－–—~～]{1,2}) *$`)
	shortEnd  = regexp.MustCompile(`(\d{1,2})月(\d{1,2})日?(?:至|到|[-－–—~～]{1,2})(\d{1,2})日`)
	yearRange = regexp.MustCompile(`(\d{4})年?(?:至|到|[-－–—~～]{1,2})(\d{4})年`)
)

// ranges finds spans that end before they begin.
func (c *checker) ranges() {
	all := c.written()
	for i := 1; i < len(all); i++ {
		a, b := all[i-1], all[i]
		if gap := c.text[a.to:b.from]; len(gap) > 60 || !between.MatchString(gap) {
			continue
		}
		if b.year == 0 {
			b.year = a.year
		}
		switch {
		case a.year != 0 && b.order() < a.order():
			c.add(a.from, b.to, Wrong, "起止颠倒：止日早于起日", "")
		case a.year == 0 && b.year == 0 && a.month == b.month && b.day < a.day:
			c.add(a.from, b.to, Wrong, "起止颠倒：止日早于起日", "")
		case a.year == 0 && b.year == 0 && b.month < a.month:
			c.add(a.from, b.to, Ask, "止日早于起日；跨年的请写明年份", "")
		}
	}
	c.each(shortEnd, func(from, to int, at func(int) string) {
		if !digit(c.before(from)) && number(at(3)) < number(at(2)) {
			c.add(from, to, Ask, "止日早于起日；跨月的请写明月份", "")
		}
	})
	c.each(yearRange, func(from, to int, at func(int) string) {
		if !digit(c.before(from)) && number(at(2)) < number(at(1)) {
			c.add(from, to, Wrong, "起止颠倒：止年早于起年", at(2)+"年至"+at(1)+"年")
		}
	})
}

func (d date) order() int { return d.year*10000 + d.month*100 + d.day }

var (
	paddedDay = regexp.MustCompile(`0\d月\d{1,2}日|\d{1,2}月0\d日`)
	pointed   = regexp.MustCompile(`((?:19|20)\d{2})([-./])(\d{1,2})([-./])(\d{1,2})`)
	twoYears  = regexp.MustCompile(`\d{2}年\d{1,2}月\d{1,2}日`)
	spoken    = regexp.MustCompile(`\d{1,2}月(\d{1,2})号`)
	mixed     = regexp.MustCompile(`\d{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?|[一二][〇零O○0一二三四五六七八九]{3}年\d{1,2}月`)
	hanYear   = regexp.MustCompile(`[一二][〇零O○0一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日`)
	clockTime = regexp.MustCompile(`(\d{1,2})[:：](\d{2})`)
)

// dateForms finds dates that are written in a way official papers do not use (GB/T 9704, GB/T 15835).
func (c *checker) dateForms() {
	c.each(paddedDay, func(from, to int, at func(int) string) {
		if !digit(c.before(from)) {
			c.add(from, to, Wrong, "月、日前不补“0”", unpadded(at(0)))
		}
	})
	c.each(pointed, func(from, to int, at func(int) string) {
		month, day := number(at(3)), number(at(5))
		if at(2) == at(4) && !digit(c.before(from)) && !digit(c.after(to)) && month >= 1 && month <= 12 && day >= 1 && day <= 31 {
			c.add(from, to, Ask, "公文正文中的日期用“年月日”", fmt.Sprintf("%s年%d月%d日", at(1), month, day))
		}
	})
	c.each(twoYears, func(from, to int, at func(int) string) {
		if !digit(c.before(from)) {
			c.add(from, to, Ask, "年份写全四位", "")
		}
	})
	c.each(spoken, func(from, to int, at func(int) string) {
		if !digit(c.before(from)) {
			c.add(from, to, Ask, "公文中写“日”", strings.TrimSuffix(at(0), "号")+"日")
		}
	})
	c.each(mixed, func(from, to int, _ func(int) string) {
		c.add(from, to, Wrong, "同一日期里汉字和阿拉伯数字混用", "")
	})
	c.each(hanYear, func(from, to int, _ func(int) string) {
		c.add(from, to, Ask, "成文日期用阿拉伯数字", "")
	})
	c.clock()
}

func unpadded(s string) string {
	if strings.HasPrefix(s, "0") {
		s = s[1:]
	}
	return strings.Replace(s, "月0", "月", 1)
}

// clock finds hours that no day has.
func (c *checker) clock() {
	c.each(clockTime, func(from, to int, at func(int) string) {
		hour, minute := number(at(1)), number(at(2))
		if b := c.before(from); digit(b) || !strings.ContainsRune("日）)午晨晚至—-～~ ", b) || digit(c.after(to)) {
			return
		}
		switch {
		case strings.ContainsRune(at(0), '：') && hour <= 24 && minute < 60:
			c.add(from, to, Ask, "时刻中间用半角冒号", strings.Replace(at(0), "：", ":", 1))
		case !strings.ContainsRune(at(0), '：') && (hour > 24 || minute > 59 || hour == 24 && minute > 0):
			c.add(from, to, Ask, "没有这个时刻", "")
		}
	})
}
