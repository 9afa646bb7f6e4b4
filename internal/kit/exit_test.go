package kit_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/kit"
)

// TestOneExit holds every kind of error against its status, its words on the page and its level in the log.
func TestOneExit(t *testing.T) {
	until := time.Date(2020, 5, 19, 0, 0, 0, 0, clock.Zone)
	table := []struct {
		name   string
		err    error
		status int
		page   string
		level  string
	}{
		{"invalid", fault.InvalidField("opinion", "请填写审核意见。"), 422, "请填写审核意见。", "INFO"},
		{"unauthorized", fault.Unauthorized("请先登录。"), 401, `href="/login?back=%2Fx%3Fy%3D1"`, "INFO"},
		{"forbidden", fault.Forbidden("A7", "请联系市科协。"), 403, "依据规则 A7", "INFO"},
		{"not found", fault.NotFound(), 404, "没有找到", "DEBUG"},
		{"conflict", fault.Conflict("", "已经退回，请刷新。"), 409, "已经退回，请刷新。", "INFO"},
		{"closed", fault.Closed("A5", "申报已截止。", until), 403, "2020年5月18日（星期一）24:00", "INFO"},
		{"too large", fault.TooLarge("请压缩。"), 413, "内容太大", "INFO"},
		{"too many", fault.TooMany("请 5 分钟后再试。", time.Now().Add(5*time.Minute)), 429, "操作太频繁", "INFO"},
		{"busy", fault.Busy(errors.New("locked")), 503, "您填写的内容没有丢失", "WARN"},
		{"bad request", kit.BadRequest("请再提交一次。", errors.New("eof")), 400, "请再提交一次。", "INFO"},
		{"internal", errors.New("disk secret"), 500, "系统出现故障", "ERROR"},
		{"wrapped", fmt.Errorf("call: %w", fault.NotFound()), 404, "没有找到", "DEBUG"},
	}
	for _, row := range table {
		t.Run(row.name, func(t *testing.T) {
			s := open(t, func(http.ResponseWriter, *http.Request) error { return row.err }, nil)
			res, page := s.do(t, "GET", "/x?y=1", "")
			if res.StatusCode != row.status {
				t.Errorf("status %d, want %d", res.StatusCode, row.status)
			}
			if !strings.Contains(page, row.page) {
				t.Errorf("page lacks %q", row.page)
			}
			if strings.Contains(page, "secret") || strings.Contains(page, "locked") {
				t.Error("the page shows the cause")
			}
			line := s.lines(t)[0]
			if line["level"] != row.level || line["route"] != "/x" {
				t.Errorf("log %v", line)
			}
			if number, _ := line["number"].(string); len(number) != 9 || !strings.Contains(page, number) {
				t.Errorf("number %q is not on the page", number)
			}
		})
	}
}

func TestWaitIsSaid(t *testing.T) {
	s := open(t, func(http.ResponseWriter, *http.Request) error {
		return fault.TooMany("请稍候。", time.Now().Add(5*time.Minute))
	}, nil)
	res, _ := s.do(t, "GET", "/x", "")
	if wait := res.Header.Get("Retry-After"); wait < "298" || wait > "300" {
		t.Errorf("Retry-After %q", wait)
	}
}

// TestMessagesStayOutOfTheLog: a message may quote what a person typed.
func TestMessagesStayOutOfTheLog(t *testing.T) {
	s := open(t, func(http.ResponseWriter, *http.Request) error {
		return fault.InvalidField("phone", "手机 13900005678 不对。")
	}, nil)
	s.do(t, "GET", "/x?phone=13900005678", "")
	if s.lines(t); strings.Contains(s.log.String(), "13900005678") {
		t.Errorf("log: %s", s.log)
	}
}

func TestPanicIsAnsweredAndLogged(t *testing.T) {
	s := open(t, func(http.ResponseWriter, *http.Request) error { panic("secret") }, nil)
	res, page := s.do(t, "GET", "/x", "")
	if res.StatusCode != 500 || strings.Contains(page, "secret") || !strings.Contains(page, "请求编号") {
		t.Errorf("status %d, page %.200s", res.StatusCode, page)
	}
	if line := s.lines(t)[0]; line["level"] != "ERROR" || !strings.Contains(fmt.Sprint(line["cause"]), "exit_test.go") {
		t.Errorf("log lacks the place: %v", line)
	}
}

// TestBrokenTemplateSendsNoHalfPage: the error comes after a part has been written.
func TestBrokenTemplateSendsNoHalfPage(t *testing.T) {
	half := templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		io.WriteString(w, "first half")
		return errors.New("second half")
	})
	s := open(t, func(w http.ResponseWriter, r *http.Request) error { return kit.Render(w, r, half) }, nil)
	res, page := s.do(t, "GET", "/x", "")
	if res.StatusCode != 500 || strings.Contains(page, "first half") {
		t.Errorf("status %d, page %.100s", res.StatusCode, page)
	}
}

func TestFragmentKeepsWhatWasTyped(t *testing.T) {
	s := open(t, func(http.ResponseWriter, *http.Request) error { return fault.Conflict("", "已经退回。") }, nil)
	res, page := s.do(t, "POST", "/x", "a=1", "HX-Request", "true", "Content-Type", "application/x-www-form-urlencoded")
	if res.StatusCode != 409 || res.Header.Get("HX-Retarget") != "#sd-messages" || strings.Contains(page, "<html") || !strings.Contains(page, "已经退回。") {
		t.Errorf("status %d, header %v, page %s", res.StatusCode, res.Header, page)
	}
}

func TestScriptGetsJSON(t *testing.T) {
	s := open(t, func(http.ResponseWriter, *http.Request) error { return fault.InvalidField("a", "请填写。") }, nil)
	res, body := s.do(t, "POST", "/x", "{}", "Accept", "application/json")
	if res.StatusCode != 422 || !strings.Contains(body, `"fields":{"a":"请填写。"}`) || !strings.Contains(body, `"number":"`) {
		t.Errorf("status %d, body %s", res.StatusCode, body)
	}
}

// TestStartedAnswerIsLeftAlone: what is out cannot be taken back, so the error goes to the log only.
func TestStartedAnswerIsLeftAlone(t *testing.T) {
	s := open(t, func(w http.ResponseWriter, r *http.Request) error {
		io.WriteString(w, "part")
		w.WriteHeader(http.StatusTeapot)
		return errors.New("later")
	}, nil)
	res, body := s.do(t, "GET", "/x", "")
	lines := s.lines(t)
	if res.StatusCode != 200 || body != "part" || lines[0]["cause"] != "later" || lines[1]["status"] != 200.0 {
		t.Errorf("status %d, body %q, log %v", res.StatusCode, body, lines)
	}
}

func TestUnknownAddressHasItsPage(t *testing.T) {
	res, page := open(t, say(""), nil).do(t, "GET", "/nowhere", "")
	if res.StatusCode != 404 || !strings.Contains(page, "没有找到") {
		t.Errorf("status %d", res.StatusCode)
	}
}
