package unit

import (
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
)

func TestPasswords(t *testing.T) {
	a := Account{Login: "lixia", Phone: "13812345678"}
	for _, good := range []string{"correct horse battery", "山东省历下区科协的密码", strings.Repeat("好坏高低左右前后上下", 12), "a b c d e f g"} {
		if why := mendPassword(good, a); why != "" {
			t.Errorf("%q: %s", good, why)
		}
	}
	for _, bad := range []string{"", "short", "一二三四五六七八九", "aaaaaaaaaaaa", "ababababababab", "1234567890", "0987654321", "abcdefghijklm",
		"my LIXIA password", "call 13812345678", strings.Repeat("好坏高低", 33)} {
		if mendPassword(bad, a) == "" {
			t.Errorf("%q passes", bad)
		}
	}
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		mend func(string) string
		good []string
		bad  []string
	}{
		{mendLogin, []string{"370102-1", "zhang.san", "abc"}, []string{"", "ab", "-ab", "张三", "a b c", strings.Repeat("a", 33), "ABC"}},
		{func(s string) string { return mendText("姓名", s, maxPerson) }, []string{"张三", "阿不都·热合曼", "O'Neil", "𠮷田"},
			[]string{"", "张\n三", "张\u2028三", "张三\u202e", "张\u200b三", "张\u0085三", strings.Repeat("张", 41)}},
		{mendPhone, []string{"", "13800000000", "0531-86060000", "053186060000", "0531-86060000-123"}, []string{"123", "23800000000", "1380000000", "138000000000", "电话"}},
		{mendEmail, []string{"", "a@b.cn", "li.xia@kx.sd.gov.cn"}, []string{"a", "a@b", "a b@c.cn", "@b.cn", "a@b.cn,c@d.cn", "a@" + strings.Repeat("b", 120) + ".cn"}},
	} {
		for _, good := range c.good {
			if why := c.mend(good); why != "" {
				t.Errorf("%q: %s", good, why)
			}
		}
		for _, bad := range c.bad {
			if c.mend(bad) == "" {
				t.Errorf("%q passes", bad)
			}
		}
	}
}

func TestRule_N2_UnitsStandWhereTheirKindBelongs(t *testing.T) {
	for _, c := range []struct {
		kind, parent string
		fits         bool
	}{{County, City, true}, {County, Office, false}, {County, County, false}, {City, Office, true}, {City, City, false},
		{Society, Office, true}, {Society, City, false}, {Enterprise, Office, true}, {Office, Office, false}} {
		if got := parentFits(c.kind, c.parent) == ""; got != c.fits {
			t.Errorf("%s below %s: %v", c.kind, c.parent, got)
		}
	}
	for _, c := range []struct {
		kind, code string
		fits       bool
	}{{County, "", true}, {County, "370102", true}, {County, "370100", false}, {City, "370100", true}, {City, "370102", false},
		{City, "110100", false}, {City, "3701", false}, {Society, "", true}, {Society, "370102", false}} {
		if got := regionFits(c.kind, c.code) == ""; got != c.fits {
			t.Errorf("%s with %q: %v", c.kind, c.code, got)
		}
	}
}

func TestEndsAndDates(t *testing.T) {
	now := dayAt("2020-05-13")
	expert := []access.Role{access.Expert}
	for _, c := range []struct {
		roles []access.Role
		to    time.Time
		fits  bool
	}{{expert, time.Time{}, false}, {expert, now, false}, {expert, now.Add(time.Hour), true}, {nil, time.Time{}, true}, {nil, now.Add(-1), false}} {
		if got := endFits(c.roles, c.to, now) == ""; got != c.fits {
			t.Errorf("%v until %v: %v", c.roles, c.to, got)
		}
	}
	u := Unit{From: dayAt("2019-01-01")}
	eras := []Era{{From: u.From}, {From: now}}
	for text, fits := range map[string]bool{"2018-12-31": false, "2020-05-12": false, "2020-05-13": true, "2021-01-01": true} {
		if got := dateFits(dayAt(text), u, eras) == ""; got != fits {
			t.Errorf("%s: %v", text, got)
		}
	}
	if u.To = dayAt("2020-06-01"); dateFits(dayAt("2020-07-01"), u, eras) == "" {
		t.Error("a closed unit changes its name")
	}
	a := Account{State: Active, From: now, To: now.Add(time.Hour)}
	if a.Usable(now.Add(-1)) || !a.Usable(now) || a.Usable(now.Add(time.Hour)) {
		t.Error("an account is used outside of its dates")
	}
}

func TestAdminsApart(t *testing.T) {
	person := func(name, phone string, roles ...access.Role) Account {
		return Account{Name: name, Phone: phone, Roles: roles}
	}
	sys, sec := person("孙", "1", access.SystemAdmin), person("李", "2", access.Security)
	for _, c := range []struct {
		what  string
		a     Account
		there []Account
		fits  bool
	}{
		{"no administrator", person("孙", "1", access.Clerk, access.Head), []Account{sys, sec}, true},
		{"the first", sys, nil, true},
		{"the second in one office", sec, []Account{sys}, true},
		{"the third in one office", person("王", "3", access.Auditor), []Account{sys, sec}, false},
		{"two of one role and one of another", person("王", "3", access.SystemAdmin), []Account{sys, sec}, true},
		{"the same name", person("孙", "9", access.Security), []Account{sys}, false},
		{"the same number", person("赵", "1", access.Security), []Account{sys}, false},
		{"two in one account", person("赵", "4", access.Security, access.Auditor), nil, false},
		{"with the content of applications", person("赵", "4", access.Security, access.Handler), nil, false},
		{"auditor and supervisor", person("赵", "4", access.Supervisor, access.Auditor), nil, true},
	} {
		if got := adminsApart(c.a, c.there) == ""; got != c.fits {
			t.Errorf("%s: %v", c.what, got)
		}
	}
	for kind, roles := range rolesOfKind {
		if rolesFit(kind, roles[:1]) != "" || rolesFit(kind, nil) == "" || rolesFit(kind, []access.Role{access.System}) == "" {
			t.Errorf("roles of %s", kind)
		}
	}
}
