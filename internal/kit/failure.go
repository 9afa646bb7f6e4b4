package kit

import (
	"net/http"
	"net/url"

	"shidian/internal/fault"
	"shidian/internal/kit/components"
)

// failure is what an error page shows.
type failure struct {
	Status  int
	Title   string
	Message string
	Until   string // the instant of a closed window or of the next try; "" for none
	Rule    string // "" for none
	Fields  []fault.Field
	Number  string
	SignIn  string   // where to log in and come back; "" for none
	Back    string   // "" for none
	Typed   []string // what was typed in a long form and is not kept
}

var titles = map[int]string{
	400: "没有看懂这次请求",
	401: "请先登录",
	403: "这一步不能办理",
	404: "没有找到",
	409: "情况已经变化",
	413: "内容太大",
	422: "有内容需要修改",
	429: "操作太频繁",
	500: "系统出现故障",
	503: "系统正忙",
}

func (k *Kit) failure(r *http.Request, status int, f *fault.Fault) failure {
	page := failure{Status: status, Title: titles[status], Message: f.Message, Rule: f.Rule, Fields: f.Fields, Number: Number(r.Context())}
	switch f.Kind {
	case fault.KindClosed:
		page.Title = "不在办理时间内"
		page.Until = components.Instant(f.At)
	case fault.KindUnauthorized:
		page.SignIn = k.opt.SignIn + "?back=" + url.QueryEscape(comeBack(r))
	}
	if r.Method != http.MethodGet {
		page.Back = Back(r)
	}
	if v := visitOf(r.Context()); v != nil {
		page.Typed = v.typed
	}
	return page
}

// comeBack is where to go after the log-in: this page, or the form whose post was refused.
func comeBack(r *http.Request) string {
	if r.Method == http.MethodGet {
		return Local(r.URL.RequestURI())
	}
	return Back(r)
}

// refusal is what our own script gets.
type refusal struct {
	Message string            `json:"message"`
	Rule    string            `json:"rule,omitempty"`
	Fields  map[string]string `json:"fields,omitempty"`
	Number  string            `json:"number"`
	SignIn  string            `json:"signIn,omitempty"`
}

// answerFault sends the page, the fragment or the JSON of a fault.
func (k *Kit) answerFault(w http.ResponseWriter, r *http.Request, status int, f *fault.Fault) error {
	page := k.failure(r, status, f)
	switch {
	case status == statusGone:
		w.WriteHeader(http.StatusServiceUnavailable) // nobody reads it
		return nil
	case wantsJSON(r):
		fields := map[string]string{}
		for _, field := range f.Fields {
			fields[field.Key] = field.Message
		}
		return JSON(w, status, refusal{Message: page.Message, Rule: page.Rule, Fields: fields, Number: page.Number, SignIn: page.SignIn})
	case IsFragment(r):
		// The word goes to the page's message place, so that what stood in the target, and was typed there, stays.
		w.Header().Set("HX-Retarget", "#sd-messages")
		w.Header().Set("HX-Reswap", "innerHTML")
		return RenderStatus(w, r, status, failureFragment(page))
	default:
		return RenderStatus(w, r, status, failurePage(page))
	}
}
