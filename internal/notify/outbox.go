package notify

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// The states of a letter in the outbox (发件箱).
const (
	Held      act.State = "held"      // 待阅发
	Released  act.State = "released"  // 已发出
	Discarded act.State = "discarded" // 已作废
)

// LetterTitles are the states' names on the screen.
var LetterTitles = map[act.State]string{Held: "待阅发", Released: "已发出", Discarded: "已作废"}

// maxLetter is how long a letter's text may be, in characters.
const maxLetter = 2000

// Letter is word to the people of one unit that waits until the office has read it (life.md: letters that wait in an
// outbox until the office has read them). Title and Text are Chinese sentences that say what happened and what to do
// next; Link is a local path.
type Letter struct {
	ID     string
	Cohort string        // "" when it belongs to none
	Unit   string        // whose people are told
	Roles  []access.Role // which of them; none: its clerks and heads
	Kind   string        // of the messages it becomes, "": "result"
	Title  string
	Text   string // as the act wrote it
	Link   string
	Cause  string // what it is about, a word for the list: 受理, 不予受理

	State  act.State
	At     time.Time // when it was held
	Done   time.Time // when it was released or discarded; zero: it waits
	Draft  string    // the text as the office edited it; "": not edited
	Sent   string    // the text as it went out; "" until then
	Reason string    // why it was discarded
}

// Now is the text that would go out: what the office edited, else what the act wrote.
func (l Letter) Now() string {
	switch {
	case l.State == Released:
		return l.Sent
	case l.Draft != "":
		return l.Draft
	}
	return l.Text
}

// Hold puts a letter into the outbox within an act's transaction. The receivers are found when it is released: who has
// left by then gets nothing, who came meanwhile does.
func Hold(t *act.Tx, l Letter) error {
	if len(l.Roles) == 0 {
		l.Roles = []access.Role{access.Clerk, access.Head}
	}
	if l.Kind == "" {
		l.Kind = "result"
	}
	l.ID, l.State, l.At = store.NewID(), Held, t.Now()
	t.Touch("outbox_letter", l.ID)
	return insertLetter(t.Tx, l, rand.Text())
}

// Waiting lists the letters that wait, the oldest first.
func Waiting(t *store.Tx) ([]Letter, error) {
	return selectLetters(t, "WHERE l.state = $1 ORDER BY l.held_at, l.id", string(Held))
}

// CountWaiting counts the letters that wait.
func CountWaiting(t *store.Tx) (int, error) { return countHeld(t) }

// Recent lists the letters that were released or discarded last, the newest first.
func Recent(t *store.Tx, limit int) ([]Letter, error) {
	return selectLetters(t, "WHERE l.state <> $1 ORDER BY l.done_at DESC, l.id DESC LIMIT $2", string(Held), limit)
}

// LetterByID reads one letter; NotFound when there is none.
func LetterByID(t *store.Tx, id string) (Letter, error) {
	list, err := selectLetters(t, "WHERE l.id = $1", id)
	if err == nil && len(list) == 0 {
		err = fault.NotFound()
	}
	if err != nil {
		return Letter{}, err
	}
	return list[0], nil
}

// MayReadOutbox judges who may see what waits: the office.
func MayReadOutbox(a access.Actor) access.Verdict {
	if a.Has(access.Handler, access.Approver) {
		return access.Allow()
	}
	return access.Hide()
}

// Outbox is the door to the acts upon letters that wait.
type Outbox struct {
	Door *act.Door
	// Receivers names the accounts of a unit with one of the roles who may act at this moment, set by app: the ground
	// knows no units.
	Receivers func(t *store.Tx, unit string, roles []access.Role) ([]string, error)
	// Left is called when a letter leaves the outbox, sent or discarded, for what a room does only then. It is set by app.
	Left func(t *act.Tx, l Letter) error
}

// leave lets the rooms do what waited for a letter.
func (o *Outbox) leave(t *act.Tx, l Letter) error {
	if o.Left == nil {
		return nil
	}
	return o.Left(t, l)
}

// Save keeps the office's wording of a letter that waits, as it was typed. It is a draft and no act.
func (o *Outbox) Save(ctx context.Context, actor access.Actor, id, text string) error {
	return o.Door.DB.Write(ctx, func(t *store.Tx) error {
		if err := MayReadOutbox(actor).Err(); err != nil {
			return err
		}
		l, err := LetterByID(t, id)
		if err != nil {
			return err
		}
		if l.State != Held {
			return tooLate(1)
		}
		if err := wrongText(text); err != nil {
			return err
		}
		return putLetterDraft(t, id, text, actor.Account)
	})
}

func wrongText(text string) error {
	switch n := utf8.RuneCountInString(text); {
	case strings.TrimSpace(text) == "":
		return fault.InvalidField("text", "请填写信的正文；不发的，请写明理由作废。")
	case n > maxLetter:
		return fault.InvalidField("text", "正文请控制在 2000 字以内。")
	}
	return nil
}

func tooLate(n int) error {
	if n == 1 {
		return fault.Conflict("", "这封信已经发出或者作废，不能再改。请刷新页面查看。")
	}
	return fault.Conflict("", "所选的信里有已经发出或者作废的，一封也没有发出。请刷新页面，重新选择。")
}

// Release sends the letters, all at one moment, each to those who speak for its unit now. One that would reach nobody
// stops them all: its unit has to be told in another way.
func (o *Outbox) Release(ctx context.Context, actor access.Actor, ids []string) error {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	if len(ids) == 0 {
		return fault.InvalidField("letter", "请先勾选要发出的信。")
	}
	_, err := o.Door.Do(ctx, actor, rowRelease, OutboxObject, func(t *act.Tx) error {
		if err := t.Allow(MayReadOutbox(actor)); err != nil {
			return err
		}
		var silent []string
		for _, id := range ids {
			reached, title, err := o.send(t, id, len(ids))
			if err != nil {
				return err
			}
			if !reached {
				silent = append(silent, "“"+title+"”")
			}
		}
		if len(silent) > 0 {
			return fault.Conflict("", strings.Join(silent, "、")+"：收信单位现在没有可用的账号，一封也没有发出。请先为它开通账号；或者另行告知后，写明理由作废这一封，再发其他的。")
		}
		return nil
	})
	return err
}

// send turns one letter into messages; false when nobody is there to receive it.
func (o *Outbox) send(t *act.Tx, id string, of int) (reached bool, title string, err error) {
	l, err := LetterByID(t.Tx, id)
	if err != nil {
		return false, "", err
	}
	if l.State != Held {
		return false, "", tooLate(of)
	}
	accounts, err := o.Receivers(t.Tx, l.Unit, l.Roles)
	if err != nil {
		return false, "", err
	}
	text := l.Now()
	for _, account := range accounts {
		if err := Send(t.Tx, Message{Account: account, Kind: l.Kind, Title: l.Title, Text: text, Link: l.Link}); err != nil {
			return false, "", err
		}
	}
	t.Touch("outbox_letter", id)
	if err := finishLetter(t.Tx, id, Released, text, "", ""); err != nil {
		return false, "", err
	}
	return len(accounts) > 0, l.Title, o.leave(t, l)
}

// Discard drops a letter, and why.
func (o *Outbox) Discard(ctx context.Context, actor access.Actor, id, reason string) error {
	_, err := o.Door.Do(ctx, actor, rowDiscard, OutboxObject, func(t *act.Tx) error {
		if err := t.Allow(MayReadOutbox(actor)); err != nil {
			return err
		}
		l, err := LetterByID(t.Tx, id)
		if err != nil {
			return err
		}
		if l.State != Held {
			return tooLate(1)
		}
		if strings.TrimSpace(reason) == "" {
			return fault.InvalidField("reason", "请写明不发的理由，例如“已电话告知”。")
		}
		t.Touch("outbox_letter", id)
		if err := finishLetter(t.Tx, id, Discarded, "", reason, t.Because(reason)); err != nil {
			return err
		}
		return o.leave(t, l)
	})
	return err
}
