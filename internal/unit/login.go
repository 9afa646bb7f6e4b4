package unit

import (
	"context"
	"net/http"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/clock"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// Try is somebody at the door.
type Try struct {
	Login   string
	Secret  string // password, or one-time code
	Address string // where he comes from, for the throttle only: never kept
	Device  string // the device cookie
}

// credential is what opens an account.
type credential struct {
	Account   string
	Password  string // sealed; "" before the first log-in
	Code      string // sealed; "" when no slip is out
	CodeUntil time.Time
	Changed   time.Time
	Salt      string
}

// wrongLogin is the one answer to a wrong password and to an account that does not exist.
func wrongLogin() error {
	return fault.InvalidField("password", "登录名或密码不对，请核对大小写和输入法后再试。忘记密码请找为您开通账号的上级重置。")
}

// wrongCode is the same for one-time codes, which are spent after use.
func wrongCode() error {
	return fault.InvalidField("code", "登录名或一次性验证码不对，或者已经用过、过期。请核对纸条；仍不行请找为您开通账号的上级重新开具。")
}

// tooMany refuses until an instant on the wall clock; the fault's own instant is business time, as everywhere.
func (r *Room) tooMany(until time.Time) error {
	return fault.TooMany("连续输错次数较多，请在 "+until.In(clock.Zone).Format("15:04:05")+" 以后再试。如忘记密码，请找为您开通账号的上级重置。",
		until.Add(r.db().Clock.Offset()))
}

// LogIn judges a password. Whoever passes gets a session by Enter.
func (r *Room) LogIn(ctx context.Context, try Try) (Account, error) {
	a, _, err := r.passes(ctx, try, func(c credential) string { return c.Password }, wrongLogin)
	if err != nil {
		return a, err
	}
	return a, usable(a, r.db().Clock.Now())
}

func usable(a Account, now time.Time) error {
	if a.Usable(now) {
		return nil
	}
	return fault.InvalidField("login", "这个账号已停用或已过期。如仍需使用，请找为您开通账号的上级。")
}

// passes runs a try through its brakes and judges the secret, in the same time for accounts that do not exist.
func (r *Room) passes(ctx context.Context, try Try, sealed func(credential) string, wrong func() error) (Account, credential, error) {
	login := plainLogin(try.Login)
	a, c, err := r.credentialOf(ctx, login)
	if err != nil {
		return a, c, err
	}
	key, err := r.deviceKey(ctx)
	if err != nil {
		return a, c, err
	}
	brakes := brakesOf(login, try.Address, knownDevice(key, try.Device, a.ID))
	if until := r.guard.take(r.wall(), brakes); !until.IsZero() {
		return a, c, r.tooMany(until)
	}
	ok, err := opens(ctx, sealed(c), bounded(try.Secret), r.cost())
	if err != nil {
		return a, c, err
	}
	if !ok {
		return a, c, wrong()
	}
	r.guard.forgive(brakes)
	return a, c, nil
}

// bounded is what is hashed of a secret: none is longer than the longest password, in bytes.
func bounded(secret string) string { return secret[:min(len(secret), 4*maxPassword)] }

func brakesOf(login, address, device string) []brake {
	if device != "" {
		return []brake{{"device " + login + " " + device, paceDevice, true}}
	}
	return []brake{
		{"here " + login + " " + address, paceHere, true},
		{"address " + address, paceAddress, false},
		{"account " + login, paceAccount, false},
	}
}

func (r *Room) credentialOf(ctx context.Context, login string) (a Account, c credential, err error) {
	err = r.db().Read(ctx, func(t *store.Tx) error {
		if a, _, err = selectAccountByLogin(t, login); err != nil {
			return err
		}
		c, _, err = selectCredential(t, a.ID)
		return err
	})
	return a, c, err
}

// Again asks a signed-in person's password anew and makes the session fresh, for grave acts.
func (r *Room) Again(w http.ResponseWriter, req *http.Request, actor access.Actor, password, address string) error {
	var a Account
	err := r.db().Read(req.Context(), func(t *store.Tx) (err error) {
		a, err = AccountByID(t, actor.Account)
		return err
	})
	if err != nil {
		return err
	}
	if _, err := r.LogIn(req.Context(), Try{Login: a.Login, Secret: password, Address: address, Device: DeviceOf(req)}); err != nil {
		if fault.Is(err, fault.KindInvalid) {
			return fault.InvalidField("password", "密码不对，请重新输入。")
		}
		return err
	}
	return r.begin(w, req, a.ID, false)
}

// FirstLogIn is what somebody types who holds a slip.
type FirstLogIn struct {
	Try      // Secret is the one-time code
	Password string
}

// Begin spends the one-time code of a slip and sets the password.
func (r *Room) Begin(ctx context.Context, first FirstLogIn) (Account, error) {
	first.Secret = plainCode(first.Secret)
	a, c, err := r.passes(ctx, first.Try, func(c credential) string { return c.Code }, wrongCode)
	if err != nil {
		return a, err
	}
	var m mends
	if m.add("new", mendPassword(first.Password, a)); len(m) > 0 {
		return a, m.err()
	}
	sealed, err := seal(ctx, first.Password, r.cost())
	if err != nil {
		return a, err
	}
	actor := access.Actor{Account: a.ID, Name: a.Name, Unit: a.Unit, Roles: a.Roles}
	_, err = r.Door.Do(ctx, actor, rowBegin, accountObject(a.ID), func(t *act.Tx) error { return r.begun(t, c, sealed) })
	return a, err
}

// begun holds the code that was judged against the account as it stands now: it may have been spent or replaced meanwhile.
func (r *Room) begun(t *act.Tx, judged credential, sealed string) error {
	a, err := AccountByID(t.Tx, judged.Account)
	if err != nil {
		return err
	}
	if err := usable(a, t.Now()); err != nil {
		return err
	}
	c, _, err := selectCredential(t.Tx, a.ID)
	if err != nil {
		return err
	}
	if a.State != Issued || c.Code != judged.Code || !r.wall().Before(c.CodeUntil) {
		return wrongCode()
	}
	a.State = Active
	c.Password, c.Code, c.CodeUntil, c.Changed = sealed, "", time.Time{}, r.wall()
	if err := saveAccount(t, a); err != nil {
		return err
	}
	if err := saveCredential(t, c); err != nil {
		return err
	}
	return t.Move(Issued, Active)
}
