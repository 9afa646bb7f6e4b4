package apply

import (
	"fmt"
	"sync"
	"time"

	"shidian/internal/access"
	"shidian/internal/clock"
	"shidian/internal/fault"
)

// How much may be brought: disks are finite. What was taken out of a draft again still lies there for some days, so an
// account is counted by what it uploads, not by what it keeps.
const (
	filesTotal  = 200 << 20 // bytes of one draft's files together
	uploadsMost = 1 << 30   // bytes by one account within uploadsSpan
	uploadsSpan = 24 * time.Hour
)

// overTotal says that a file does not fit beside those that a draft has; "" when it does.
func overTotal(existing []Attachment, a Attachment) string {
	sum := a.Size
	for _, one := range existing {
		sum += one.Size
	}
	if sum <= filesTotal {
		return ""
	}
	return fmt.Sprintf("一份材料的文件合计最多 %d MB，加上这个是 %s。请压缩图片、合并文件，或者先移除用不着的。", filesTotal>>20, shownSize(sum))
}

// uploads counts what each account uploads, in memory: a restart forgives.
type uploads struct {
	mu        sync.Mutex
	byAccount map[string]uploaded
}

type uploaded struct {
	since time.Time
	bytes int64
}

// full refuses an account that has uploaded its share of the span that began with its first upload.
func (u *uploads) full(account string, now time.Time) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	one := u.byAccount[account]
	until := one.since.Add(uploadsSpan)
	if one.bytes < uploadsMost || !now.Before(until) {
		return nil
	}
	return fault.TooMany(fmt.Sprintf("这个账号一天之内上传的文件已满 %d GB，请在%s以后再上传。已上传的都在。", uploadsMost>>30, until.In(clock.Zone).Format("1月2日15:04")), until)
}

func (u *uploads) add(account string, bytes int64, now time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	one := u.byAccount[account]
	if !now.Before(one.since.Add(uploadsSpan)) {
		one = uploaded{since: now}
	}
	one.bytes += bytes
	if u.byAccount == nil {
		u.byAccount = map[string]uploaded{}
	}
	u.byAccount[account] = one
}

// mayUpload asks before a file is read; wall is the time of limits, which a demo that moves the business clock does not
// lift.
func (r *Room) mayUpload(actor access.Actor) error { return r.uploads.full(actor.Account, r.wall()) }

func (r *Room) wall() time.Time { return r.Door.DB.Clock.Now().Add(-r.Door.DB.Clock.Offset()) }
