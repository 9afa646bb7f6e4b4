package unit

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"shidian/internal/clock"
	"shidian/internal/store"
)

const (
	sessionLife = 12 * time.Hour   // a long office day
	freshFor    = 10 * time.Minute // how long a typed password counts for grave acts
	seenEvery   = 5 * time.Minute  // a page is no durable write
)

// Session is one log-in that still holds, as its owner sees it. All on the wall clock.
type Session struct {
	ID      string
	Device  string // a coarse word: Windows 电脑 · Chrome
	Created time.Time
	Seen    time.Time // at most five minutes old
	Current bool
}

// sessions keeps who is logged in: scs for tokens and cookies, our own table for what they stand for.
type sessions struct{ *scs.SessionManager }

// The keys of a session's values.
const (
	keyAccount = "account"
	keyDevice  = "device"
	keyFresh   = "fresh" // microseconds of the last typed password
	keyDemo    = "demo"
)

func newSessions(db *store.DB, secure bool) *sessions {
	m := scs.New()
	m.Lifetime, m.IdleTimeout = sessionLife, 0
	m.HashTokenInStore = true
	m.Store, m.Codec = sessionStore{db}, codec{}
	m.Cookie = scs.SessionCookie{Name: "shidian_session", Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: secure}
	return &sessions{m}
}

// held is what a session's row keeps.
type held struct {
	Deadline int64  `json:"deadline"`
	Account  string `json:"account"`
	Device   string `json:"device"`
	Fresh    int64  `json:"fresh"`
	Demo     bool   `json:"demo,omitempty"`
}

// codec writes a session's values as held. It implements scs.Codec.
type codec struct{}

func (codec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	h := held{Deadline: clock.Micros(deadline)}
	h.Account, _ = values[keyAccount].(string)
	h.Device, _ = values[keyDevice].(string)
	h.Fresh, _ = values[keyFresh].(int64)
	h.Demo, _ = values[keyDemo].(bool)
	return json.Marshal(h)
}

func (codec) Decode(b []byte) (time.Time, map[string]any, error) {
	var h held
	err := json.Unmarshal(b, &h)
	values := map[string]any{keyAccount: h.Account, keyDevice: h.Device, keyFresh: h.Fresh, keyDemo: h.Demo}
	return clock.FromMicros(h.Deadline), values, err
}

// wall is the wall clock, which sessions, slips and throttles go by.
func wall(db *store.DB) time.Time { return db.Clock.Now().Add(-db.Clock.Offset()) }

func (r *Room) wall() time.Time { return wall(r.db()) }

func (s *sessions) cookie(r *http.Request) string {
	c, err := r.Cookie(s.Cookie.Name)
	if err != nil {
		return ""
	}
	return c.Value
}

// load gives a context that holds the request's session, empty when there is none.
func (s *sessions) load(r *http.Request) (context.Context, error) {
	return s.Load(r.Context(), s.cookie(r))
}

// Enter begins a session for the account, with a new token (none that somebody may have planted before), and
// remembers the device.
func (r *Room) Enter(w http.ResponseWriter, req *http.Request, account Account) error {
	if err := r.begin(w, req, account.ID, false); err != nil {
		return err
	}
	key, err := r.deviceKey(req.Context())
	if err != nil {
		return err
	}
	http.SetCookie(w, &http.Cookie{Name: deviceCookie, Value: addDevice(key, DeviceOf(req), account.ID), Path: "/",
		MaxAge: 400 * 24 * 60 * 60, HttpOnly: true, Secure: r.sessions.Cookie.Secure, SameSite: http.SameSiteLaxMode})
	return nil
}

const deviceCookie = "shidian_device"

// DeviceOf is the cookie by which a device is known, "" when there is none.
func DeviceOf(r *http.Request) string {
	c, err := r.Cookie(deviceCookie)
	if err != nil {
		return ""
	}
	return c.Value
}

func (r *Room) begin(w http.ResponseWriter, req *http.Request, account string, demo bool) error {
	ctx, err := r.sessions.load(req)
	if err != nil {
		return err
	}
	if err := r.sessions.RenewToken(ctx); err != nil {
		return err
	}
	r.sessions.Put(ctx, keyAccount, account)
	r.sessions.Put(ctx, keyDevice, deviceWord(req.UserAgent()))
	r.sessions.Put(ctx, keyFresh, clock.Micros(r.wall()))
	r.sessions.Put(ctx, keyDemo, demo)
	token, expiry, err := r.sessions.Commit(ctx)
	if err != nil {
		return err
	}
	r.sessions.WriteSessionCookie(ctx, w, token, expiry)
	return nil
}

// DemoLogin begins a session without a password. Only the demo wires it, on a demo database. Such a session is always
// fresh, for there is no password to be asked again.
func (r *Room) DemoLogin(w http.ResponseWriter, req *http.Request, account string) error {
	return r.begin(w, req, account, true)
}

// LogOut ends this session.
func (r *Room) LogOut(w http.ResponseWriter, req *http.Request) error {
	ctx, err := r.sessions.load(req)
	if err != nil {
		return err
	}
	if err := r.sessions.Destroy(ctx); err != nil {
		return err
	}
	r.sessions.WriteSessionCookie(ctx, w, "", time.Time{})
	return nil
}

// Sessions lists where the account is logged in, the last used first.
func (r *Room) Sessions(req *http.Request, account string) (list []Session, err error) {
	ctx, err := r.sessions.load(req)
	if err != nil {
		return nil, err
	}
	err = r.db().Read(ctx, func(t *store.Tx) error {
		list, err = selectSessions(t, account, hashed(r.sessions.Token(ctx)), r.wall())
		return err
	})
	return list, err
}

// EndSession ends one session of the account.
func (r *Room) EndSession(ctx context.Context, account, id string) error {
	return r.db().Write(ctx, func(t *store.Tx) error { return deleteSession(t, account, id) })
}

// EndOtherSessions ends every session of the account but the request's own.
func (r *Room) EndOtherSessions(req *http.Request, account string) error {
	ctx, err := r.sessions.load(req)
	if err != nil {
		return err
	}
	keep := hashed(r.sessions.Token(ctx))
	return r.db().Write(ctx, func(t *store.Tx) error { return deleteSessions(t, account, keep) })
}

// deviceWord says from where somebody logged in as coarsely as he needs it to know his own.
func deviceWord(agent string) string {
	return firstOf(agent, "未知设备", "Android", "Android 手机", "iPhone", "iPhone", "iPad", "iPad", "Windows", "Windows 电脑",
		"Macintosh", "Mac 电脑", "Linux", "Linux 电脑") + " · " +
		firstOf(agent, "其他浏览器", "MicroMessenger", "微信", "Edg", "Edge", "QQBrowser", "QQ 浏览器", "Firefox", "Firefox", "Chrome", "Chrome", "Safari", "Safari")
}

// firstOf gives the word of the first sign that the text holds; signs and words alternate.
func firstOf(text, otherwise string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if strings.Contains(text, pairs[i]) {
			return pairs[i+1]
		}
	}
	return otherwise
}
