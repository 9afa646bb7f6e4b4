package pages_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"shidian/internal/unit"
)

// Each act over HTTP: who may, who is refused, and for whom the thing does not exist.
func TestEveryActIsAllowedAndRefused(t *testing.T) {
	s := newSite(t)
	clerk, county := "/accounts/"+s.account["lixia"], "/units/"+s.county
	for _, c := range []struct {
		path string
		form []string
		as   map[string]int
	}{
		{"/units/new", []string{"kind", unit.Society, "name", "山东乙学会"}, map[string]int{"": 401, "lixia": 403, "jinan": 403, "ban": 303}},
		{county + "/rename", []string{"name", "济南市历下区科学技术协会", "from", "2020-05-13"}, map[string]int{"": 401, "lixia": 403, "jinan": 403, "xuehui": 403, "sys": 403, "ban": 303}},
		{county + "/move", []string{"parent", s.other, "from-parent", "2020-05-13"}, map[string]int{"lixia": 403, "jinan": 403, "ban": 303}},
		{county + "/move", []string{"parent", s.city, "from-parent", "2020-05-13"}, map[string]int{"ban": 303}},
		{"/units/" + s.society + "/issue", []string{"login", "neu1", "name", "甲", "roles", "clerk"}, map[string]int{"": 401, "xuehui": 403, "lixia": 403, "jinan": 404, "sys": 403, "ban": 303}},
		{county + "/issue", []string{"login", "neu2", "name", "甲", "roles", "clerk"}, map[string]int{"ban": 403, "qingdao": 404, "jinan": 303}},
		{"/units/" + s.root + "/issue", []string{"login", "neu3", "name", "甲", "roles", "approver"}, map[string]int{"jinan": 404, "ban": 403, "sys": 303}},
		{clerk, []string{"name", "甲乙", "roles", "clerk", "roles", "head"}, map[string]int{"ban": 403, "qingdao": 404, "xuehui": 403, "jinan": 303}},
		{clerk + "/reset", nil, map[string]int{"": 401, "ban": 403, "qingdao": 404, "lixia": 403, "jinan": 303}},
		{clerk + "/stop", []string{"sure", "on"}, map[string]int{"ban": 403, "qingdao": 404, "jinan": 303}},
		{county + "/close", []string{"sure", "on"}, map[string]int{"jinan": 403, "ban": 303}},
		{"/units/import/regions", []string{"asof", "2020-05-12"}, map[string]int{"": 401, "jinan": 403, "ban": 303}},
		{"/units/import/apply", nil, map[string]int{"jinan": 404, "ban": 303}},
		{"/me", []string{"name", "新名", "phone", "13800000000"}, map[string]int{"": 401, "xuehui": 303}},
	} {
		for _, login := range []string{"", "lixia", "xuehui", "qingdao", "sys", "jinan", "ban"} { // whoever may comes last
			if want, asked := c.as[login]; asked && want != 303 {
				b := s.as(login)
				if got := b.post(c.path, c.form...); got.status != want {
					t.Errorf("%s as %q: %d, want %d: %s", c.path, login, got.status, want, words(got.body))
				}
			}
		}
		for login, want := range c.as {
			if want == 303 {
				b := s.as(login)
				if got := b.post(c.path, c.form...); got.status != want {
					t.Errorf("%s as %q: %d, want %d: %s", c.path, login, got.status, want, words(got.body))
				}
			}
		}
	}
}

func TestForeignThingsDoNotExist(t *testing.T) {
	s := newSite(t)
	for path, as := range map[string]map[string]int{
		"/units/" + s.county:                {"": 401, "xuehui": 404, "qingdao": 404, "lixia": 200, "jinan": 200, "ban": 200, "sys": 200},
		"/units/" + s.county + "/change":    {"xuehui": 404, "qingdao": 404, "ban": 200},
		"/accounts/" + s.account["lixia"]:   {"": 401, "xuehui": 404, "qingdao": 404, "lixia": 200, "jinan": 200, "ban": 200},
		"/accounts/" + s.account["xuehui"]:  {"lixia": 404, "jinan": 404, "ban": 200},
		"/units/nowhere":                    {"ban": 404},
		"/accounts/nobody":                  {"ban": 404},
		"/units":                            {"": 401, "lixia": 403, "jinan": 200, "ban": 200},
		"/units/import":                     {"": 401, "jinan": 403, "ban": 200, "sys": 200},
		"/units/template.xlsx":              {"": 401, "jinan": 404, "ban": 200},
		"/units/" + s.society + "/issue":    {"lixia": 404, "ban": 200},
		"/privacy":                          {"": 200},
		"/forgotten":                        {"": 200},
		"/units/new":                        {"ban": 200},
		"/units?kind=county&q=370102&page=": {"jinan": 200},
	} {
		for login, want := range as {
			b := s.as(login)
			if got := b.get(path); got.status != want {
				t.Errorf("%s as %q: %d, want %d", path, login, got.status, want)
			}
		}
	}
	list := s.as("jinan").get("/units").body
	if strings.Contains(list, "青岛") || strings.Contains(list, "甲学会") || !strings.Contains(list, "历下区") {
		t.Errorf("the city's list: %s", words(list))
	}
	if page := s.as("lixia").get("/units/" + s.county).body; !strings.Contains(page, "姓名lixia") {
		t.Error("a unit's people do not see each other")
	}
}

func TestASlipIsShownOnce(t *testing.T) {
	s := newSite(t)
	city := s.as("jinan")
	to := city.want(303, city.post("/units/"+s.county+"/issue", "login", "neu", "name", "甲", "roles", "clerk")).to
	other := s.as("ban")
	other.want(409, other.get(to)) // only whoever issued it
	page := city.want(200, city.get(to))
	_, rest, _ := strings.Cut(page.body, `name="code" value="`)
	code, _, _ := strings.Cut(rest, `"`)
	if len(code) != 14 || strings.Contains(to, code) {
		t.Fatalf("code %q at %s", code, to)
	}
	city.want(409, city.get(to))
	pdf := city.want(200, city.post(to+".pdf", "code", code))
	if !strings.HasPrefix(pdf.body, "%PDF") || pdf.head.Get("Content-Type") != "application/pdf" {
		t.Error("no PDF")
	}
	city.want(409, city.post(to+".pdf", "code", "2222-2222-2222"))
	foreign := s.as("qingdao")
	foreign.want(404, foreign.post(to+".pdf", "code", code))
	b := s.browser("10.0.0.2")
	b.want(303, b.post("/first", "login", "neu", "code", code, "new", password, "repeat", password, "read", "on"))
	city.want(409, city.post(to+".pdf", "code", code)) // spent
}

func (b *browser) upload(path, name string, content []byte) answer {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, _ := form.CreateFormFile("file", name) // a buffer never fails
	part.Write(content)
	form.Close()
	req, _ := http.NewRequest("POST", b.s.url+path, &body)
	req.Header.Set("Content-Type", form.FormDataContentType())
	return b.do(req)
}

// The day's regions are cities and counties: who may not set these up is not offered a list that he could only fail with.
func TestRegionsAreOfferedToWhoMaySetThemUp(t *testing.T) {
	s := newSite(t)
	for login, offered := range map[string]bool{"ban": true, "sys": false} {
		b := s.as(login)
		if page := b.want(200, b.get("/units/import")).body; strings.Contains(page, "列出并核对") != offered {
			t.Errorf("%s is offered the regions: want %v", login, offered)
		}
	}
}

func TestWhoMayNotImportHasNoFileRead(t *testing.T) {
	s := newSite(t)
	f := excelize.NewFile()
	for row := range 3000 {
		s.must(f.SetCellValue("Sheet1", "A"+strconv.Itoa(row+1), "单位"+strconv.Itoa(row)))
	}
	var book bytes.Buffer
	s.must(f.Write(&book))
	visitor := s.as("")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	visitor.want(401, visitor.upload("/units/import", "名单.xlsx", book.Bytes()))
	runtime.ReadMemStats(&after)
	if read := (after.TotalAlloc - before.TotalAlloc) >> 10; read > 3<<10 {
		t.Errorf("%d KB were taken", read)
	}
}

func TestAListIsCheckedThenApplied(t *testing.T) {
	s := newSite(t)
	book := func(rows ...[]any) []byte {
		f := excelize.NewFile()
		for i, row := range rows {
			cell, _ := excelize.CoordinatesToCellName(1, i+1)
			s.must(f.SetSheetRow("Sheet1", cell, &row))
		}
		var out bytes.Buffer
		s.must(f.Write(&out))
		return out.Bytes()
	}
	head := []any{unit.ColName, unit.ColKind, unit.ColParent}
	good := []any{"济南高新区科学技术协会", "县级科协", "济南市科协"}
	b := s.as("ban")
	b.want(303, b.upload("/units/import", "名单.xlsx", book(head, good, []any{"某会", "错"})))
	page := b.want(200, b.get("/units/import"))
	if text := words(page.body); !strings.Contains(text, "1 处需要修改") || !strings.Contains(text, "“错”不是可导入的类别") || strings.Contains(text, "确认导入") {
		t.Errorf("%s", text)
	}
	b.want(409, b.post("/units/import/apply"))
	b.want(422, b.upload("/units/import", "名单.xls", []byte("no workbook")))
	b.want(422, b.post("/units/import"))
	b.want(303, b.upload("/units/import", "名单.xlsx", book(head, good)))
	if page := b.want(200, b.get("/units/import")); !strings.Contains(words(page.body), "确认导入 1 个单位") {
		t.Errorf("%s", words(page.body))
	}
	b.want(303, b.post("/units/import/apply"))
	if list := b.want(200, b.get("/units")); !strings.Contains(list.body, "济南高新区科学技术协会") {
		t.Error("the unit is not there")
	}
	b.want(303, b.post("/units/import/regions", "asof", "2020-05-12"))
	b.want(303, b.post("/units/import/apply"))
	if list := b.want(200, b.get("/units?page=4")); !strings.Contains(list.body, "第 4 / 4 页") {
		t.Errorf("%s", words(list.body))
	}
}

func TestWhatWasTypedComesBack(t *testing.T) {
	s := newSite(t)
	b := s.as("ban")
	a := b.want(422, b.post("/units/new", "kind", unit.County, "name", "某县科学技术协会", "region", "12"))
	for _, want := range []string{`value="某县科学技术协会"`, `value="12"`, `id="f-region-error"`, `id="f-parent-error"`} {
		if !strings.Contains(a.body, want) {
			t.Errorf("%s is missing", want)
		}
	}
	a = b.want(422, b.post("/units/"+s.society+"/issue", "name", "张三", "login", "A B", "phone", "1", "roles", "head"))
	for _, want := range []string{`value="张三"`, `value="A B"`, `value="head" checked`, `id="f-login-error"`, `id="f-phone-error"`} {
		if !strings.Contains(a.body, want) {
			t.Errorf("%s is missing: %s", want, a.body)
		}
	}
	a = b.want(422, b.post("/units/"+s.society+"/rename", "name", "", "from", "morgen"))
	if !strings.Contains(a.body, `value="morgen"`) {
		t.Error("the date is gone")
	}
}
