package unit

import (
	"sync"
	"time"

	"shidian/internal/access"
	"shidian/internal/fault"
)

// slipLife is how long a one-time code holds (wall clock): long enough for the post and a holiday.
const slipLife = 21 * 24 * time.Hour

// slipBox holds slips between the act and the page that shows them once. Only in memory: what is stored is the seal.
type slipBox struct {
	mu    sync.Mutex
	slips map[string]boxed
}

type boxed struct {
	slips  []Slip
	issuer string
	until  time.Time
}

// boxLife is how long an issued slip may wait for its page.
const boxLife = 10 * time.Minute

func newSlipBox() *slipBox { return &slipBox{slips: map[string]boxed{}} }

func (b *slipBox) put(key, issuer string, now time.Time, slips []Slip) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for k, old := range b.slips {
		if now.After(old.until) {
			delete(b.slips, k)
		}
	}
	b.slips[key] = boxed{slips, issuer, now.Add(boxLife)}
}

func (b *slipBox) take(key, issuer string, now time.Time) []Slip {
	b.mu.Lock()
	defer b.mu.Unlock()
	held, known := b.slips[key]
	if !known || held.issuer != issuer || now.After(held.until) {
		return nil
	}
	delete(b.slips, key)
	return held.slips
}

// KeepSlips keeps issued slips for the page that shows them, under a key of the caller's.
func (r *Room) KeepSlips(actor access.Actor, key string, slips ...Slip) {
	r.slips.put(key, actor.Account, r.wall(), slips)
}

// TakeSlips gives the slips to whoever issued them, once; afterwards nobody can see the codes again.
func (r *Room) TakeSlips(actor access.Actor, key string) ([]Slip, error) {
	slips := r.slips.take(key, actor.Account, r.wall())
	if slips == nil {
		return nil, fault.Conflict("", "一次性验证码只显示一次，现在已经看不到了。如纸条没有打印好，请在账号一栏点“重置”，重新开具一张。")
	}
	return slips, nil
}
