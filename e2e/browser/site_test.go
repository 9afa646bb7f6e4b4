package browser

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"testing"
)

// head is a page as the program makes them: everything from its own address, nothing inline.
const head = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>试验页</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/site.css">
<script src="/site.js" defer></script></head><body><main><h1>试验页</h1>`

const form = head + `<form method="post" action="/sent" enctype="multipart/form-data">
<p><label for="unit">单位名称：</label> <input id="unit" name="unit"></p>
<p><label for="idea">主要思路</label> <textarea id="idea" name="idea">原有</textarea></p>
<p><label for="day">日期</label> <input id="day" name="day" type="date"></p>
<p><label for="kind">类别</label> <select id="kind" name="kind"><option value="1">县级科协</option><option value="2">全省学会</option></select></p>
<p><label><input type="checkbox" name="secret" value="yes"> 已作保密审查</label></p>
<p><label for="paper">附件</label> <input id="paper" name="paper" type="file"></p>
<p><button>提交</button></p></form><p id="net" role="status"></p></main>`

const script = `document.addEventListener("keydown", (e) => { if (e.ctrlKey && e.key === "s") { e.preventDefault(); net.textContent = "已保存"; } });
document.getElementById("unit") && unit.addEventListener("input", () =>
  fetch("/ping").then(() => net.textContent = "网络正常", () => net.textContent = "网络不通，已留在本机"));`

const rows = head + `<table><caption>名单</caption><tr><th scope="row">甲县科协</th><td><a href="/said/a">退回</a></td></tr>
<tr><th scope="row">乙县科协</th><td><a href="/said/b">退回</a></td></tr></table></main>`

// pages with one fault each
var faulty = map[string]string{
	"/wide":     head + `<p class="wide">太宽的一段</p></main>`,
	"/scrolled": head + `<div class="box" tabindex="0"><p class="wide">太宽，但在自己的框里</p></div></main>`,
	"/glyph":    head + `<p>㛃𬱖都有，` + "\U000323AF" + `没有</p></main>`,
	"/nolabel":  head + `<input name="x"></main>`,
	"/faint":    head + `<p class="faint">看不清的字</p></main>`,
	"/unstyled": `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>无样式</title></head><body><main><h1>无样式</h1></main>`,
	"/inline":   head + `<script>document.title = "x"</script></main>`,
	"/throws":   head + `<script src="/throws.js"></script></main>`,
	"/lost":     head + `<img src="/nothing.png" alt="没有的图"></main>`,
	"/covered":  head + `<button>提交</button></main><div class="cover">请稍候</div>`,
}

func site(t *testing.T) string {
	mux := http.NewServeMux()
	text := func(kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Security-Policy", "default-src 'self'")
			w.Header().Set("Content-Type", kind+"; charset=utf-8")
			fmt.Fprint(w, body)
		}
	}
	mux.HandleFunc("/{$}", text("text/html", form))
	mux.HandleFunc("/rows", text("text/html", rows))
	for path, body := range faulty {
		mux.HandleFunc(path, text("text/html", body))
	}
	mux.HandleFunc("/site.js", text("text/javascript", script))
	mux.HandleFunc("/throws.js", text("text/javascript", `throw new Error("planted")`))
	mux.HandleFunc("/site.css", text("text/css", `body{font:16px "Noto Sans CJK SC",sans-serif;margin:16px} .wide{width:900px}
.box{overflow-x:auto} .faint{color:#ccc;background:#fff} .cover{position:fixed;top:0;left:0;width:100%;height:100%;background:#eee}`))
	mux.HandleFunc("/ping", text("text/plain", "好"))
	mux.HandleFunc("/said/{x}", func(w http.ResponseWriter, r *http.Request) {
		text("text/html", head+"<p>退回了"+r.PathValue("x")+"</p></main>")(w, r)
	})
	mux.HandleFunc("POST /sent", sent)
	mux.HandleFunc("/count", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "yes"})
		_, err := r.Cookie("seen")
		text("text/html", head+map[bool]string{true: "<p>第二次来</p>", false: "<p>第一次来</p>"}[err == nil]+"</main>")(w, r)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func sent(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("unit") == "" {
		w.WriteHeader(http.StatusUnprocessableEntity)
		fmt.Fprint(w, head+"<p>请填写单位名称</p></main>")
		return
	}
	name := "无"
	if _, file, err := r.FormFile("paper"); err == nil {
		name = file.Filename
	}
	fmt.Fprintf(w, head+"<p>收到：%s；%s；%s；%s；%s；%s</p></main>", html.EscapeString(r.FormValue("unit")),
		html.EscapeString(r.FormValue("idea")), r.FormValue("day"), r.FormValue("kind"), r.FormValue("secret"), html.EscapeString(name))
}
