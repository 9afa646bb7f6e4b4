package pages

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"shidian/internal/call"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

func TestNothingIsPublicBeforeItIsRegistered(t *testing.T) {
	onSite(t, func(s *site) {
		s.says(s.get("", "/"), 200, "还没有发布通知")
		id := s.open()
		s.says(s.upload("handler", "/cohorts/"+id+"/register", registration, "issued", "通知.pdf", issuedPDF), http.StatusSeeOther)
		s.says(s.get("", "/"), 200, "还没有发布通知", "!关于开展深化改革试点申报工作的通知")
		for _, path := range []string{"", "/versions/1", "/versions/1/issued.pdf", "/form.pdf", "/form.docx"} {
			s.says(s.get("", "/notices/"+id+path), 404)
			s.says(s.get("city", "/notices/"+id+path), 404)
		}
		s.says(s.get("", "/notices/"+id+"/letter.pdf"), 401) // whatever stands there, whoever wants it logs in first
		s.says(s.get("city", "/notices/"+id+"/letter.pdf"), 404)
		s.says(s.get("city", "/notices/"+id+"/pass"), 404)
		s.confirm(id)
		s.says(s.get("", "/"), 200, "鲁科协发〔2020〕13号", "关于开展深化改革试点申报工作的通知", "登录申报")
		s.says(s.get("", "/notices/"+id), 200, "鲁科协发〔2020〕13号")
	})
}

func TestNoticePage(t *testing.T) {
	onSite(t, func(s *site) {
		id := s.publish()
		s.says(s.get("", "/notices/"+id), 200,
			"山东省科学技术协会文件", "各省级学会、各市科协、各直属企事业科协：", "2020年5月12日印发", // the look
			"联系人：省科协办公室", "0531-00000000", "济南市杆南东街8号", // N1
			"（原件此处以下缺）", "健全科协科协常委会", "集聚更好地科技人才", // verbatim
			"5月18日（星期一）24:00前", "一、基本情况", "申报书样式",
			"针对的问题", "搭建工作平台", // N4
			"!某签发人", "!郝") // no person
		s.says(s.get("", "/notices"), 200, "鲁科协发〔2020〕13号", "申报中")
		s.says(s.get("", "/notices/"+id+"/versions/1"), 200)
		s.says(s.get("", "/notices/"+id+"/versions/2"), 404)
		s.says(s.get("", "/notices/"+id+"/versions/x"), 404)
		if got := s.get("", "/notices/"+id+"/versions/1/issued.pdf"); got.Code != 200 || got.Body.String() != string(issuedPDF) || got.Header().Get("Content-Type") != "application/pdf" {
			t := s.t
			t.Errorf("the issued PDF: %d %s", got.Code, got.Header().Get("Content-Type"))
		}
		if got := s.get("", "/notices/"+id+"/form.pdf"); got.Code != 200 || !strings.HasPrefix(got.Body.String(), "%PDF-") {
			s.t.Errorf("the blank form as PDF: %d", got.Code)
		}
		if got := s.get("", "/notices/"+id+"/form.docx"); got.Code != 200 || !strings.HasPrefix(got.Body.String(), "PK") {
			s.t.Errorf("the blank form for Word: %d", got.Code)
		}
	})
}

func TestPagesCarryNoInlineScriptOrStyle(t *testing.T) {
	onSite(t, func(s *site) {
		id := s.publish()
		for who, paths := range map[string][]string{
			"":        {"/", "/notices", "/notices/" + id},
			"handler": {"/cohorts", "/cohorts/new", "/cohorts/" + id, "/cohorts/" + id + "/draft", "/cohorts/" + id + "/preview", "/cohorts/" + id + "/register"},
			"city":    {"/notices/" + id, "/notices/" + id + "/pass"},
		} {
			for _, path := range paths {
				s.says(s.get(who, path), 200, "! style=", "! onclick=", "!<style", "!javascript:", "!"+id+"<")
			}
		}
	})
}

// actors are who asks, in the order of the expected statuses.
var actors = []string{"", "handler", "approver", "city", "county", "neighbour", "society"}

func TestWhoMayOpenWhichPage(t *testing.T) {
	onSite(t, func(s *site) {
		id := s.publish()
		s.passOn(id)
		for path, want := range map[string][]int{
			"/":                                {200, 200, 200, 200, 200, 200, 200},
			"/notices/" + id:                   {200, 200, 200, 200, 200, 200, 200},
			"/cohorts":                         {401, 200, 200, 404, 404, 404, 404},
			"/cohorts/new":                     {401, 200, 403, 404, 404, 404, 404},
			"/cohorts/" + id:                   {401, 200, 200, 404, 404, 404, 404},
			"/cohorts/" + id + "/draft":        {401, 200, 403, 404, 404, 404, 404},
			"/cohorts/" + id + "/preview":      {401, 200, 200, 404, 404, 404, 404},
			"/cohorts/" + id + "/register":     {401, 200, 403, 404, 404, 404, 404},
			"/cohorts/" + id + "/draft.pdf":    {401, 200, 200, 404, 404, 404, 404},
			"/cohorts/" + id + "/proposed.pdf": {401, 404, 404, 404, 404, 404, 404}, // nothing waits
			"/notices/" + id + "/pass":         {401, 403, 403, 200, 403, 403, 403},
			"/notices/" + id + "/letter":       {401, 404, 404, 404, 200, 404, 404},
			"/notices/" + id + "/letter.pdf":   {401, 404, 404, 200, 200, 404, 404},
			"/cohorts/no-such":                 {401, 404, 404, 404, 404, 404, 404},
			"/notices/no-such":                 {404, 404, 404, 404, 404, 404, 404},
		} {
			for i, actor := range actors {
				if got := s.get(actor, path).Code; got != want[i] {
					s.t.Errorf("GET %s as %q: %d, want %d", strings.ReplaceAll(path, id, "{id}"), actor, got, want[i])
				}
			}
		}
	})
}

// passOn has the city pass the notice on, asking.
func (s *site) passOn(id string) {
	s.t.Helper()
	s.says(s.post("city", "/notices/"+id+"/pass", letterForm), http.StatusSeeOther)
}

var letterForm = url.Values{"title": {"甲市科协\n关于转发通知的通知"}, "addressees": {"各县（市、区）科协："},
	"body": {"请于5月15日（星期五）24:00前提交。"}, "signed": {"甲市科学技术协会"}, "inner": {"2020-05-15"}, "inner_hour": {"24:00"},
	"asks": {"on"}, "send": {"1"}}

func TestWhoMayDoWhat(t *testing.T) {
	onSite(t, func(s *site) {
		draft := s.open()
		for _, c := range []struct {
			path   string
			values url.Values
			want   []int
		}{
			{"/cohorts", url.Values{"year": {"2020"}, "shipped": {"sdkx-reform-pilot-2020.yaml"}}, []int{401, 422, 403, 404, 404, 404, 404}},
			{"/cohorts/" + draft + "/draft", url.Values{}, []int{401, 303, 403, 404, 404, 404, 404}},
			{"/cohorts/" + draft + "/drop", url.Values{"reason": {"选错"}}, []int{401, 303, 403, 404, 404, 404, 404}},
		} {
			for i, actor := range actors {
				if actor == "handler" {
					continue // last, for it changes what the others meet
				}
				if got := s.post(actor, c.path, c.values).Code; got != c.want[i] {
					s.t.Errorf("POST %s as %q: %d, want %d", strings.ReplaceAll(c.path, draft, "{id}"), actor, got, c.want[i])
				}
			}
			if got := s.post("handler", c.path, c.values).Code; got != c.want[1] {
				s.t.Errorf("POST %s as the handler: %d, want %d", strings.ReplaceAll(c.path, draft, "{id}"), got, c.want[1])
			}
		}
		id := s.publish()
		for i, want := range []int{401, 403, 403, 303, 403, 403, 403} {
			if got := s.post(actors[i], "/notices/"+id+"/pass", letterForm).Code; got != want {
				s.t.Errorf("pass on as %q: %d, want %d", actors[i], got, want)
			}
		}
		for i, want := range []int{401, 403, 403, 403, 303, 403, 403} {
			got := s.post(actors[i], "/notices/"+id+"/letter", url.Values{"answer": {"yes"}}).Code
			if want == 403 && got == 404 {
				continue // a foreign object, or no right: both refuse
			}
			if got != want {
				s.t.Errorf("answer as %q: %d, want %d", actors[i], got, want)
			}
		}
		for i, want := range []int{401, 303, 403, 404, 404, 404, 404} {
			values := url.Values{"number": {"鲁科协发〔2020〕14号"}, "signer": {"某"}, "dated": {"2020-05-13"}, "note": {"更正"}}
			if got := s.upload(actors[i], "/cohorts/"+id+"/register", values, "issued", "a.pdf", issuedPDF).Code; got != want {
				s.t.Errorf("register as %q: %d, want %d", actors[i], got, want)
			}
		}
	})
}

func TestRegisterFormKeepsWhatWasTyped(t *testing.T) {
	onSite(t, func(s *site) {
		id := s.open()
		path := "/cohorts/" + id + "/register"
		wrong := url.Values{"number": {"鲁科协发[2020]013号"}, "signer": {"某签发人"}, "dated": {"2020-05-12"}}
		s.says(s.upload("handler", path, wrong, "issued", "通知.pdf", issuedPDF), 422, "六角括号", "鲁科协发[2020]013号", "某签发人", "印发件已收到")
		kept := regexp.MustCompile(`name="issued_before" value="([^"]+)"`).FindStringSubmatch(s.upload("handler", path, wrong, "issued", "通知.pdf", issuedPDF).Body.String())[1]
		hash, _, _ := strings.Cut(kept, ".")
		for _, c := range []struct{ as, value, says string }{{"handler", kept, "印发件已收到"}, {"handler", hash, "请上传正式印发的 PDF 文件"}, {"handler2", kept, "请上传正式印发的 PDF 文件"}} {
			wrong.Set("issued_before", c.value)
			s.says(s.upload(c.as, path, wrong, "", "", nil), 422, c.says)
		}
		s.says(s.upload("handler", path, registration, "issued", "通知.pdf", []byte("not a PDF")), 422, "只接收 PDF")
		s.says(s.upload("handler", path, registration, "", "", nil), 422, "请上传正式印发的 PDF 文件")
		s.says(s.get("handler", "/cohorts/"+id), 200, "登记")
		s.says(s.upload("handler", path, registration, "issued", "通知.pdf", issuedPDF), http.StatusSeeOther)
		s.says(s.get("handler", "/cohorts/"+id), 200, "待审签的登记", "省科协办公室审签人", "!撤销这一批次")
		s.says(s.get("approver", "/cohorts/"+id+"/proposed.pdf"), 200, "issued")
		s.says(s.get("approver", "/cohorts/"+id), 200, "/proposals/")
	})
}

func TestDraftComesBackAsTyped(t *testing.T) {
	onSite(t, func(s *site) {
		id := s.open()
		before := s.draft(id)
		page := s.get("handler", "/cohorts/"+id+"/draft")
		s.says(s.post("handler", "/cohorts/"+id+"/draft", formOf(page.Body.String())), http.StatusSeeOther)
		if after := s.draft(id); after.Hash() != before.Hash() {
			s.t.Errorf("saving the editor unchanged changes the text:\n%+v\n%+v", before, after)
		}
		s.says(s.post("handler", "/cohorts/"+id+"/draft", url.Values{"date_electronic": {"18日"}, "date_electronic_hour": {"24:00"}, "title": {"改过的标题"}}),
			422, "请填写日期和时间", "改过的标题", "18日")
	})
}

func (s *site) draft(id string) (x call.Text) {
	s.t.Helper()
	s.must(s.db.Read(s.ctx, func(t *store.Tx) error {
		d, err := call.DraftOf(t, id)
		x = d.Text
		return err
	}))
	return x
}

// A correction under way lists what it lacks, as the first draft does: the page speaks of the list below.
func TestCorrectionListsWhatItLacks(t *testing.T) {
	onSite(t, func(s *site) {
		id := s.publish()
		values := formOf(s.get("handler", "/cohorts/"+id+"/draft").Body.String())
		values.Set("date_electronic", "2020-05-20")
		s.says(s.post("handler", "/cohorts/"+id+"/draft", values), http.StatusSeeOther)
		s.says(s.get("handler", "/cohorts/"+id), 200, "见下方清单", "登记前还要办的", "正文没有写明“5月20日”")
	})
}

func TestUploadedDefinitionIsCheckedByLine(t *testing.T) {
	onSite(t, func(s *site) {
		w := s.upload("handler", "/cohorts", url.Values{"year": {"2020"}}, "definition", "错.yaml", []byte("格式: 1\n编码: x\n名 称: 有错\n"))
		s.says(w, 422, "第 3 行第 1 列", "应当：")
		s.says(s.upload("handler", "/cohorts", url.Values{"year": {"1999"}, "shipped": {"sdkx-reform-pilot-2020.yaml"}}, "", "", nil), 422, "年度请填")
		s.says(s.upload("handler", "/cohorts", url.Values{"year": {"2019"}, "shipped": {"sdkx-reform-pilot-2020.yaml"}}, "", "", nil), 422, "没有更早的批次")
	})
}

func TestCountyAnswersWithOneClick(t *testing.T) {
	onSite(t, func(s *site) {
		id := s.publish()
		s.passOn(id)
		s.says(s.get("county", "/notices/"+id+"/letter"), 200, "5月15日（星期五）24:00前", "有意申报", "本批不申报", "暂未确定", call.AskingWords)
		s.says(s.post("county", "/notices/"+id+"/letter", url.Values{"answer": {"later"}}), http.StatusSeeOther)
		s.says(s.get("county", "/notices/"+id+"/letter"), 200, "本单位已回复“暂未确定”")
		s.says(s.get("city", "/notices/"+id+"/pass"), 200, "甲县科协", "乙县科协", "暂未确定", "未回复", "!丙县科协")
		s.says(s.get("county", "/notices/"+id), 200, "查看转发函")
		s.says(s.get("society", "/notices/"+id), 200, "!查看转发函", "!市内截止")
		s.says(s.get("handler", "/cohorts/"+id), 200, "甲市科协", "转发通知", "!回复申报意向")
	})
}

func TestPreviousVersionStaysReadable(t *testing.T) {
	onSite(t, func(s *site) {
		id := s.publish()
		values := url.Values{"number": {"鲁科协发〔2020〕15号"}, "signer": {"某签发人"}, "dated": {"2020-05-13"}, "note": {"联系电话有误，已更正"}}
		s.says(s.upload("handler", "/cohorts/"+id+"/register", values, "issued", "b.pdf", []byte("%PDF-1.7\nsecond")), http.StatusSeeOther)
		s.confirm(id)
		s.says(s.get("", "/notices/"+id), 200, "鲁科协发〔2020〕15号", "联系电话有误，已更正", "第1版")
		s.says(s.get("", "/notices/"+id+"/versions/1"), 200, "鲁科协发〔2020〕13号", "已被更正")
		s.says(s.get("", "/notices/"+id+"/versions/1/issued.pdf"), 200, "issued")
		s.says(s.get("", "/notices/"+id+"/versions/2/issued.pdf"), 200, "second")
		s.must(s.db.Read(s.ctx, func(t *store.Tx) error {
			report, err := ledger.Verify(t, call.Covers(), call.Checks(s.room.Files), nil)
			for _, p := range report.Problems {
				s.t.Error(p)
			}
			return err
		}))
	})
}
