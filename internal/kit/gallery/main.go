// Command gallery shows every part of the kit with made-up data, without a database: go run ./internal/kit/gallery.
// Its tests walk all pages and look for what the content security policy would refuse.
package main

import (
	"context"
	"flag"
	"log"
	"log/slog"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"shidian/assets/web"
	"shidian/internal/access"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/kit"
)

func main() {
	address := flag.String("listen", "127.0.0.1:8899", "address to show the gallery on")
	flag.Parse()
	log.Println("gallery on http://" + *address)
	log.Fatal(http.ListenAndServe(*address, handler(false, slog.Default())))
}

// pages are the gallery's rooms, by address.
var pages = map[string]templ.Component{
	"/home":   home(),
	"/city":   city(),
	"/form":   form(),
	"/board":  overview(),
	"/login":  login(),
	"/notice": notice(),
	"/object": object(),
	"/errors": mending(),
	"/parts":  parts(),
	"/inbox":  inbox(),
	"/public": public(),
}

// faults are the error pages, by address.
var faults = map[string]error{
	"/400": kit.BadRequest("没有看懂这次提交的内容。请返回上一页再提交一次。", nil),
	"/401": fault.Unauthorized("登录已过期，请重新登录。已保存的内容都在。"),
	"/403": fault.Forbidden("A7", "推荐县级科协申报由所在市科协办理，请联系乙市科协推荐审核人。"),
	"/404": fault.NotFound(),
	"/409": fault.Conflict("", "乙市科协已于5月16日 17:02退回这份申报，请刷新后再办理。"),
	"/413": fault.TooLarge("内容太大，这里一次最多提交 20.0 MB。请压缩或分开后再提交。"),
	"/422": fault.Invalid("有 1 处需要修改。", fault.Field{Key: "opinion", Message: "请填写审核意见。"}),
	"/429": fault.TooMany("短时间内查询次数过多，请 5 分钟后再试。", now.Add(5*time.Minute)),
	"/500": context.DeadlineExceeded,
	"/503": fault.Busy(nil),
	"/closed": fault.Closed("A9", "申报已于5月18日（星期一）24:00截止。草稿仍可保存和导出，不能再提交。如因系统故障未能提交，请联系省科协办公室。",
		time.Date(2020, 5, 19, 0, 0, 0, 0, clock.Zone)),
}

// handler is the whole gallery; demo stamps every page.
func handler(demo bool, log *slog.Logger) http.Handler {
	c := &clock.Clock{}
	c.SetOffset(time.Until(now))
	k := kit.New(kit.Options{Brand: "山东省科协深化改革试点工作系统", Footer: "省科协办公室　电话 0531-0000000", Clock: c, Demo: demo, Log: log, Identify: reader, Nav: nav})
	mux := http.NewServeMux()
	mux.Handle("GET "+web.Prefix, web.Handler())
	mux.Handle("POST /large", k.Handle(k.Large))
	mux.Handle("/", k.Handle(kit.NotFound))
	for address, page := range pages {
		mux.Handle("GET "+address, k.Handle(func(w http.ResponseWriter, r *http.Request) error { return kit.Render(w, r, page) }))
	}
	for address, err := range faults {
		mux.Handle("GET "+address, k.Handle(func(http.ResponseWriter, *http.Request) error { return err }))
	}
	return k.Wrap(mux)
}

// reader is a visitor on the public pages and a city's reviewer elsewhere.
func reader(r *http.Request) (access.Actor, error) {
	switch r.URL.Path {
	case "/home", "/login", "/notice", "/public", "/401":
		return access.Actor{}, nil
	case "/form":
		return access.Actor{Account: "a", UnitName: "甲县科协", Roles: []access.Role{access.Clerk}}, nil
	default:
		return access.Actor{Account: "b", UnitName: "乙市科协", Roles: []access.Role{access.Recommender}}, nil
	}
}

func nav(ctx context.Context) []kit.NavItem {
	if !kit.Actor(ctx).SignedIn() {
		return []kit.NavItem{{Key: "home", Label: "首页", URL: "/home"}, {Key: "notice", Label: "通知公告", URL: "/notice"}, {Key: "public", Label: "公示", URL: "/public"},
			{Key: "pilots", Label: "试点单位", URL: "/board"}, {Key: "cases", Label: "典型案例", URL: "/parts"}, {Key: "verify", Label: "核验", URL: "/errors"}}
	}
	return []kit.NavItem{{Key: "inbox", Label: "待办", URL: "/inbox", Count: 4}, {Key: "recommend", Label: "县级推荐", URL: "/city"}, {Key: "apply", Label: "本市申报", URL: "/form"},
		{Key: "run", Label: "本市试点", URL: "/board"}, {Key: "notice", Label: "通知公告", URL: "/notice"}}
}
