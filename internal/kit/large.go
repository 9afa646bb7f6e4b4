package kit

import (
	"context"
	"net/http"
	"net/url"
)

const (
	largeCookie = "shidian_large"
	year        = 365 * 24 * 60 * 60 // seconds
)

// Large switches 大字版 on and off and leads back: mux.Handle("POST /large", k.Handle(k.Large)).
func (k *Kit) Large(w http.ResponseWriter, r *http.Request) error {
	value, keep := "1", year
	if isLarge(r.Context()) {
		value, keep = "", -1
	}
	http.SetCookie(w, k.cookie(largeCookie, value, keep))
	return Redirect(w, r, Back(r))
}

func isLarge(ctx context.Context) bool {
	v := visitOf(ctx)
	if v == nil {
		return false
	}
	c, err := v.request.Cookie(largeCookie)
	return err == nil && c.Value == "1"
}

// Back is the page that the reader came from when it is one of ours, else "/".
func Back(r *http.Request) string {
	u, err := url.Parse(r.Referer())
	if err != nil || u.Host != r.Host {
		return "/"
	}
	return Local(u.RequestURI())
}
