package unit

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"shidian/internal/access"
	"shidian/internal/fault"
)

// The limits of names and passwords, in characters.
const (
	maxName     = 60
	maxShort    = 30
	maxPerson   = 40
	maxReason   = 200
	minPassword = 10
	maxPassword = 128
)

var (
	loginForm  = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{2,31}$`)
	mobileForm = regexp.MustCompile(`^1[3-9]\d{9}$`)
	phoneForm  = regexp.MustCompile(`^0\d{2,3}-?\d{7,8}(-\d{1,6})?$`)
	emailForm  = regexp.MustCompile(`^[^\s@<>,;"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)
	regionForm = regexp.MustCompile(`^37\d{4}$`)
)

// mends gathers what needs mending, field by field.
type mends []fault.Field

func (m *mends) add(key, message string) {
	if message != "" {
		*m = append(*m, fault.Field{Key: key, Message: message})
	}
}

func (m mends) err() error {
	if len(m) == 0 {
		return nil
	}
	return fault.Invalid("有内容需要修改。", m...)
}

// mendLogin says what is wrong with a login name, "" when nothing is.
func mendLogin(login string) string {
	if !loginForm.MatchString(login) {
		return "登录名用 3 至 32 个小写字母、数字，中间可用点、短横和下划线。"
	}
	return ""
}

// plainLogin is a login name as typed: blanks at the ends and capitals do not count. What is longer than any login name
// is cut, for the throttle remembers it.
func plainLogin(typed string) string {
	login := strings.ToLower(strings.TrimSpace(typed))
	return strings.ToValidUTF8(login[:min(len(login), 64)], "")
}

// mendText says what is wrong with a name of one line.
func mendText(label, text string, most int) string {
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		return "请填写" + label + "。"
	case n > most:
		return label + "太长，请控制在 " + itoa(most) + " 字以内。"
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) }):
		return label + "中有换行或看不见的控制字符，请删去后重新输入。"
	default:
		return ""
	}
}

// mendPhone allows an empty number.
func mendPhone(phone string) string {
	if phone != "" && !mobileForm.MatchString(phone) && !phoneForm.MatchString(phone) {
		return "请填写 11 位手机号码，或带区号的座机号码，如 0531-86060000。"
	}
	return ""
}

// mendEmail allows an empty address.
func mendEmail(email string) string {
	if email != "" && (len(email) > 100 || !emailForm.MatchString(email)) {
		return "请填写完整的邮箱地址，如 lianxi@example.org.cn。"
	}
	return ""
}

// mendPassword asks for length and against the plainly guessable; it prescribes no kinds of characters, as that makes
// people write passwords down (NIST SP 800-63B, 5.1.1).
func mendPassword(password string, a Account) string {
	n := utf8.RuneCountInString(password)
	switch low := strings.ToLower(password); {
	case n < minPassword:
		return "密码至少 " + itoa(minPassword) + " 位。可以用一句自己记得住的话，不要求大小写或符号。"
	case n > maxPassword:
		return "密码最多 " + itoa(maxPassword) + " 位。"
	case few(low) || run(low):
		return "这个密码太容易被猜到，请不要用重复或连续的字符。"
	case a.Login != "" && strings.Contains(low, a.Login), a.Phone != "" && strings.Contains(low, a.Phone):
		return "密码里不要包含登录名或手机号码。"
	default:
		return ""
	}
}

// few tells whether a text has fewer than four different characters.
func few(s string) bool {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen) < 4
}

// run tells whether nearly every character follows or precedes the one before it (1234567890, abcdefghij).
func run(s string) bool {
	steps, last := 0, rune(0)
	for _, r := range s {
		if r == last+1 || r == last-1 || (last == '9' && r == '0') {
			steps++
		}
		last = r
	}
	return steps*4 >= utf8.RuneCountInString(s)*3
}

// admins are the three administrators 三员.
var admins = []access.Role{access.SystemAdmin, access.Security, access.Auditor}

func adminRoles(roles []access.Role) []access.Role {
	return slices.DeleteFunc(slices.Clone(roles), func(r access.Role) bool { return !slices.Contains(admins, r) })
}

// adminsApart keeps the three administrators apart: two of the three may fall to one office, not to one person, and an
// administrator has no part in the applications, for he sees none of their content; only the auditor may also be the
// supervisor, who changes nothing either (life.md, "The people"). colleagues are the
// other accounts of the unit that are not closed; one person is one name or one phone number there.
func adminsApart(a Account, colleagues []Account) string {
	mine := adminRoles(a.Roles)
	if len(mine) == 0 {
		return ""
	}
	for _, role := range a.Roles {
		if role != mine[0] && !(mine[0] == access.Auditor && role == access.Supervisor) {
			return "系统管理员、安全保密管理员、安全审计员各由专人担任，不能与办理申报的角色合在一个账号。"
		}
	}
	held := map[access.Role]bool{mine[0]: true}
	for _, c := range colleagues {
		theirs := adminRoles(c.Roles)
		if len(theirs) == 0 {
			continue
		}
		if theirs[0] != mine[0] && (c.Name == a.Name || (a.Phone != "" && c.Phone == a.Phone)) {
			return "三员不能由同一人担任：" + a.Name + "已是" + access.Titles[theirs[0]] + "，请另选一人。"
		}
		held[theirs[0]] = true
	}
	if len(held) > 2 {
		return "三员中最多两员可以设在同一部门，请把其中一员设在另一个部室。"
	}
	return ""
}

// rolesFit says whether a unit of this kind may have an account with these roles.
func rolesFit(kind string, roles []access.Role) string {
	if len(roles) == 0 {
		return "请至少选择一个角色。"
	}
	for _, role := range roles {
		if !slices.Contains(RolesOf(kind), role) {
			return KindTitles[kind] + "的账号不能是“" + access.Titles[role] + "”。"
		}
	}
	return ""
}

// endFits says whether an account's end is right: an expert's is for one panel and always has one.
func endFits(roles []access.Role, to, now time.Time) string {
	switch {
	case to.IsZero() && slices.Contains(roles, access.Expert):
		return "专家账号须填写截止日期，评审结束后自动失效。"
	case !to.IsZero() && !to.After(now):
		return "截止日期须在今天之后。"
	default:
		return ""
	}
}

// parentFits says whether a unit of one kind may stand below one of the other: a county below its city, all others
// right below the province (A6).
func parentFits(kind, parent string) string {
	switch {
	case kind == Office:
		return "省科协办公室只有一个，不能再设。"
	case kind == County && parent != City:
		return "县级科协的上级单位须是市科协。"
	case kind != County && parent != Office:
		return KindTitles[kind] + "的上级单位须是省科协办公室。"
	default:
		return ""
	}
}

// regionFits says whether a code suits a kind of unit. Units that stand for no division, development zones among them, have none.
func regionFits(kind, code string) string {
	switch {
	case code == "":
		return ""
	case kind != City && kind != County:
		return KindTitles[kind] + "不填行政区划代码。"
	case !regionForm.MatchString(code):
		return "行政区划代码是 37 开头的 6 位数字；没有代码的（如开发区）请留空。"
	case (kind == City) != strings.HasSuffix(code, "00"):
		return "行政区划代码与类别不符：市级代码以 00 结尾，县级不以 00 结尾。"
	default:
		return ""
	}
}

// dateFits says whether a change of name or parent may hold from that day: names and parents follow one another.
func dateFits(from time.Time, u Unit, eras []Era) string {
	last := eras[len(eras)-1]
	switch {
	case from.Before(u.From):
		return "日期早于单位设立的日期。"
	case from.Before(last.From):
		return "日期早于最近一次变更（" + day(last.From) + "），请填当天或之后的日期。"
	case !u.To.IsZero():
		return "单位已撤销，不能再变更。"
	default:
		return ""
	}
}
