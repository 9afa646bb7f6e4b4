package wording

import (
	"regexp"
	"strings"
)

// miswritten are words of official papers that are easily written wrong, with what is meant. They are the language's,
// not one programme's.
var miswritten = []struct {
	wrong, right string
	sure         Sure
}{
	{"不与受理", "不予受理", Wrong}, {"不于受理", "不予受理", Wrong}, {"与以公示", "予以公示", Wrong}, {"于以公示", "予以公示", Wrong},
	{"予已公示", "予以公示", Wrong}, {"无异意", "无异议", Wrong}, {"无异义", "无异议", Wrong}, {"有异意", "有异议", Wrong}, {"提出异义", "提出异议", Wrong},
	{"公式期", "公示期", Ask}, {"预期将不", "逾期将不", Wrong}, {"愈期", "逾期", Wrong}, {"截止目前", "截至目前", Wrong}, {"截止今日", "截至今日", Wrong},
	{"侯选", "候选", Wrong}, {"后选人", "候选人", Ask}, {"签定", "签订", Ask}, {"布署", "部署", Wrong}, {"部暑", "部署", Wrong}, {"按排", "安排", Wrong},
	{"帐号", "账号", Ask}, {"帐户", "账户", Ask}, {"登陆系统", "登录系统", Wrong}, {"登陆网", "登录网", Wrong}, {"登陆平台", "登录平台", Wrong},
	{"其它", "其他", Ask}, {"做为", "作为", Ask}, {"既使", "即使", Wrong}, {"通迅", "通讯", Wrong}, {"竟争", "竞争", Wrong}, {"必需要", "必须要", Ask},
	{"材科", "材料", Ask}, {"公张", "公章", Ask}, {"申报埋", "申报书", Ask}, {"请予审议为荷", "请予审议", Ask}, {"凭借着", "凭借", Ask},
	{"科技技术协会", "科学技术协会", Wrong}, {"科学技木", "科学技术", Wrong}, {"科学技术学会联合会", "科学技术协会", Ask},
	{"特此请示报告", "特此请示", Wrong}, {"的请示报告", "的请示", Wrong}, {"妥否，请指示", "妥否，请批示", Ask}, {"的的", "的", Ask},
}

// asOf is 截止 where 截至 is meant: before a date that is the end of a count.
var asOf = regexp.MustCompile(`截止(?:到)?(?:\d{4} *年)?\d{1,2} *月\d{1,2} *日`)

// asking are words with which a report asks for something, which a report must not (党政机关公文处理工作条例 第十五条).
var asking = regexp.MustCompile(`请批示|请批复|请审批|请予批准|请审定`)

var reported = regexp.MustCompile(`(?m)^.{0,200}关于.{1,200}的报告[  　]*$`)

// phrases finds the common miswritings, and set phrases that were given a tail.
func (c *checker) phrases() {
	for _, m := range miswritten {
		c.everywhere(m.wrong, func(from, to int) { c.add(from, to, m.sure, "固定写法是“"+m.right+"”", m.right) })
	}
	c.each(asOf, func(from, to int, at func(int) string) {
		if !strings.HasPrefix(c.text[to:], "前") && !strings.HasPrefix(c.text[to:], "止") {
			c.add(from, to, Ask, "到某日为止的统计用“截至”", strings.Replace(strings.Replace(at(0), "截止到", "截至", 1), "截止", "截至", 1))
		}
	})
	if reported.MatchString(c.text) {
		c.each(asking, func(from, to int, _ func(int) string) {
			c.add(from, to, Ask, "报告不得夹带请示事项；需要批复的另写请示", "")
		})
	}
	for _, phrase := range c.given.Phrases {
		if strings.HasSuffix(phrase, "会") {
			c.everywhere(phrase+"议", func(from, to int) { c.add(from, to, Ask, "固定写法是“"+phrase+"”", phrase) })
		}
	}
}

// everywhere calls for each place of a text.
func (c *checker) everywhere(s string, found func(from, to int)) {
	for at := 0; ; {
		i := strings.Index(c.text[at:], s)
		if i < 0 {
			return
		}
		found(at+i, at+i+len(s))
		at += i + len(s)
	}
}
