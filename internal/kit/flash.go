package kit

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"

	"shidian/internal/kit/components"
)

const flashCookie = "shidian_notice"

// Flash leaves one line that the next page shows, also for visitors who have no session: Flash(w, r, components.Done, "已提交。").
// It travels in a signed cookie for a minute, so write nothing secret into it.
func Flash(w http.ResponseWriter, r *http.Request, tone components.Tone, text string) {
	k := visitOf(r.Context()).kit
	raw := string(tone) + " " + text
	value := base64.RawURLEncoding.EncodeToString([]byte(raw)) + "." + k.signFlash(raw)
	http.SetCookie(w, k.cookie(flashCookie, value, 60))
}

func (k *Kit) signFlash(raw string) string {
	mac := hmac.New(sha256.New, k.flashKey)
	mac.Write([]byte(raw))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}

// takeFlash gives the line left for this page; a cookie not of our making counts as none.
func takeFlash(ctx context.Context) (tone components.Tone, text string) {
	v := visitOf(ctx)
	if v == nil {
		return "", ""
	}
	c, err := v.request.Cookie(flashCookie)
	if err != nil {
		return "", ""
	}
	v.flashShown = true
	code, sign, _ := strings.Cut(c.Value, ".")
	raw, err := base64.RawURLEncoding.DecodeString(code)
	if err != nil || !hmac.Equal([]byte(sign), []byte(v.kit.signFlash(string(raw)))) {
		return "", ""
	}
	first, rest, _ := strings.Cut(string(raw), " ")
	return components.Tone(first), rest
}

func (k *Kit) dropFlash(w http.ResponseWriter) { http.SetCookie(w, k.cookie(flashCookie, "", -1)) }

// cookie is how all the kit's cookies are made; seconds below zero takes one away.
func (k *Kit) cookie(name, value string, seconds int) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: seconds, HttpOnly: true, Secure: k.opt.HTTPS, SameSite: http.SameSiteLaxMode}
}
