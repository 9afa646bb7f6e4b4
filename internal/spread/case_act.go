package spread

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/paper"
	"shidian/internal/run"
	"shidian/internal/store"
)

// writers are those who may write a case: the people of a pilot's unit, and the office for one of its own.
var writers = []access.Role{access.Clerk, access.Head, access.Handler}

var (
	rowBeginCase = act.Row{Name: "spread.begin", Title: "起草典型案例", Who: writers, From: []act.State{""}, To: []act.State{Draft},
		Guard: "取消资格、撤回、终止的不能起草（J3）"}
	rowHandIn = act.Row{Name: "spread.hand_in", Title: "报送典型案例", Who: writers, From: []act.State{Draft, Returned, Published, TakenDown}, To: []act.State{HandedIn},
		Guard: "有一处没有填写；图片没有说明，或者没有确认图中人员同意公开；有身份证号码、银行卡号；上一版正在审核；取消资格、撤回、终止的（J3）"}
	rowReturnCase = act.Row{Name: "spread.return", Title: "退回典型案例修改", Who: handlers, From: []act.State{HandedIn, Checked}, To: []act.State{Returned},
		Guard: "没有逐处写明意见；看的不是最新一版；已经提请发布（J5）"}
	rowCheck = act.Row{Name: "spread.check", Title: "审核典型案例", Who: handlers, From: []act.State{HandedIn}, To: []act.State{Checked},
		Guard: "看的不是最新一版；有身份证号码、银行卡号；有电话、邮箱没有确认是可以公开的办公联系方式；取消资格、撤回、终止的（J5）"}
	rowPublish = act.Row{Name: "spread.publish", Title: "发布典型案例", Who: handlers, Two: true, From: []act.State{Checked}, To: []act.State{Published},
		Guard: "不是审核过的那一版；正在整改、拟取消资格、没有通过终期评估、取消资格、撤回、终止的（J5）"}
	rowTakeDown = act.Row{Name: "spread.take_down", Title: "撤下典型案例", Who: office, From: []act.State{Published, HandedIn, Returned, Checked}, To: []act.State{TakenDown},
		Guard: "没有公开；没有写明理由（J5）"}
	rowDrop = act.Row{Name: "spread.drop", Title: "放弃典型案例", Who: writers, From: []act.State{Draft, HandedIn, Returned, Checked}, To: []act.State{Dropped},
		Guard: "公开过；已经提请发布（J5）"}
)

// caseRows are the acts about a case.
var caseRows = []act.Row{rowBeginCase, rowHandIn, rowReturnCase, rowCheck, rowPublish, rowTakeDown, rowDrop}

var caseCovers = []ledger.Cover{
	{Table: "spread_case", Key: []string{"id"}, Columns: []string{"pilot", "cohort", "unit", "unit_name", "kind", "city", "city_name", "office", "state", "n", "shown",
		"begun_at", "shown_at", "down", "salt"}},
	{Table: "spread_version", Key: []string{"id", "n"}, Columns: []string{"title", "contents", "body", "words", "at", "account", "returned", "cleared", "answered_at",
		"answered_by", "salt"}},
}

// DraftName is under what the draft of a case is kept among its pilot's drafts.
func DraftName(c Case) string {
	if c.Office {
		return run.OfficeDraft + Object(c.ID)
	}
	return Object(c.ID)
}

// Begin begins a case of a pilot, the unit's own or the office's (J3), and gives its id.
func (r *Room) Begin(ctx context.Context, actor access.Actor, pilot string, ofOffice bool) (id string, err error) {
	id = store.NewID()
	_, err = r.Door.Do(ctx, actor, rowBeginCase, Object(id), func(t *act.Tx) error {
		p, err := run.CaseOf(t.Tx, pilot)
		if err != nil {
			return err
		}
		c := Case{ID: id, Pilot: p.ID, Cohort: p.Cohort.ID, Unit: p.Pilot.Unit, UnitName: p.Application.UnitName, Kind: p.Application.Kind, City: p.Application.City,
			CityName: p.Application.CityName, Office: ofOffice, State: Draft, BegunAt: t.Now()}
		if err := t.Allow(mayWrite(actor, c, p)); err != nil {
			return err
		}
		if err := MayWorkOn(p.State); err != nil {
			return err
		}
		return errors.Join(insertCase(t, c, rand.Text()), t.Move("", Draft))
	})
	return id, err
}

// onCase performs an act on a case: locked, and judged by the policy that the act asks.
func (r *Room) onCase(ctx context.Context, actor access.Actor, row act.Row, id string, may func(access.Actor, Case, run.Case) access.Verdict, work func(*act.Tx, Case, run.Case) error) error {
	_, err := r.Door.Do(ctx, actor, row, Object(id), func(t *act.Tx) error {
		c, pilot, err := locked(t.Tx, id)
		if err != nil {
			return err
		}
		if err := t.Allow(may(actor, c, pilot)); err != nil {
			return err
		}
		return work(t, c, pilot)
	})
	return err
}

// moveCase writes where a case goes.
func moveCase(t *act.Tx, c Case, to act.State) error {
	from := c.State
	c.State = to
	return errors.Join(updateCase(t, c), t.Move(from, to))
}

// HandIn hands in a version of a case (J3): the draft, or what is to come in the place of a version that is public. It gives
// the version's number.
func (r *Room) HandIn(ctx context.Context, actor access.Actor, id string, b Body) (n int, err error) {
	err = r.onCase(ctx, actor, rowHandIn, id, mayWriteSeen, func(t *act.Tx, c Case, pilot run.Case) error {
		if err := errors.Join(MayHandIn(c.State), MayWorkOn(pilot.State)); err != nil {
			return err
		}
		wrong := CaseFaults(b, pilot.Contents, r.lacks)
		if len(wrong) == 0 { // then they are few
			wrong = r.missing(b.Pictures)
		}
		if len(wrong) > 0 {
			return fault.Invalid(fmt.Sprintf("典型案例还有%d处需要补充或者修改，改好后再报送。", len(wrong)), wrong...)
		}
		c.N++
		n = c.N
		v := Version{Case: id, N: n, Body: b, Text: b.Words(), At: t.Now(), Account: actor.Account, salt: rand.Text()}
		if err := insertVersion(t, v); err != nil {
			return err
		}
		t.Froze(v.hash())
		words := fmt.Sprintf("%s报送了典型案例《%s》（第%d版），请审核，或者逐处退回修改。", c.UnitName, b.Title, n)
		return errors.Join(run.ForgetDraft(t.Tx, c.Pilot, DraftName(c)), tellCaseOffice(t.Tx, c, "请审核典型案例："+b.Title, words), moveCase(t, c, HandedIn))
	})
	return n, err
}

func (r *Room) lacks(text string) []rune { return paper.Missing(text, r.Fonts) }

// missing are the pictures that are none of the file store's.
func (r *Room) missing(pictures []Picture) (wrong []fault.Field) {
	for i, p := range pictures {
		for _, hash := range []string{p.Large, p.Small} {
			if r.Files.Check(hash) != nil {
				wrong = append(wrong, fault.Field{Key: PartPictures, Message: fmt.Sprintf("没有找到图片%d，请重新上传。", i+1)})
			}
		}
	}
	return wrong
}

// Frozen is what the acts fix of a version by its hash: case, number and what it says. The salt keeps what is erased later from
// being guessed.
func (v Version) Frozen() []byte {
	canonical, _ := json.Marshal(struct { // strings and numbers alone: it cannot fail
		Format int    `json:"v"`
		Case   string `json:"case"`
		N      int    `json:"n"`
		Salt   string `json:"salt"`
		Body   Body   `json:"body"`
	}{1, v.Case, v.N, v.salt, v.Body})
	return canonical
}

func (v Version) hash() []byte {
	sum := sha256.Sum256(v.Frozen())
	return sum[:]
}

// CaseReturn sends a version of a case back: what is to be mended, part by part.
type CaseReturn struct {
	Case  string
	N     int
	Items []run.ReturnItem
}

// Return sends a case back item by item (J5).
func (r *Room) Return(ctx context.Context, actor access.Actor, x CaseReturn) error {
	return r.onCase(ctx, actor, rowReturnCase, x.Case, mayCheckSeen, func(t *act.Tx, c Case, pilot run.Case) error {
		v, err := r.judged(t, c, x.N, HandedIn, Checked)
		if err != nil {
			return err
		}
		if wrong := ReturnFaults(v.Body.Returnable(), x.Items); len(wrong) > 0 {
			return fault.Invalid("还不能退回，请先补正以下各处。", wrong...)
		}
		v.Returned, v.Cleared, v.AnsweredAt, v.AnsweredBy = x.Items, nil, t.Now(), actor.Account
		words := "请修改后重新报送。需要修改的有：\n" + v.ReturnWords()
		return errors.Join(updateVersion(t, v), tellCaseWriters(t.Tx, c, "典型案例退回修改："+v.Body.Title, words), moveCase(t, c, Returned))
	})
}

// Returnable are the parts of a case that can be sent back.
func (b Body) Returnable() []Part {
	return append(b.Texts(), Part{PartContents, "涉及的内容", ""}, Part{PartPictures, "图片", ""})
}

// ReturnWords are what is to be mended, a line for each part.
func (v Version) ReturnWords() string {
	parts := v.Body.Returnable()
	lines := make([]string, len(v.Returned))
	for i, item := range v.Returned {
		name := item.Part
		if at := slices.IndexFunc(parts, func(p Part) bool { return p.Key == item.Part }); at >= 0 {
			name = parts[at].Name
		}
		lines[i] = name + "：" + item.Words
	}
	return strings.Join(lines, "\n")
}

// judged is the last version of a case, which was read and stands where it can be judged, and which the approver does not have.
func (r *Room) judged(t *act.Tx, c Case, n int, from ...act.State) (Version, error) {
	if err := MayJudge(c, n, from...); err != nil {
		return Version{}, err
	}
	waits, err := r.PublicationWaits(t.Tx, c.ID)
	if err != nil {
		return Version{}, err
	}
	if waits {
		return Version{}, fault.Conflict("J5", "已经提请发布，正等待审签人办理；如需退回修改，请先请审签人退回。")
	}
	return VersionOf(t.Tx, c.ID, n)
}

// PublicationWaits tells whether the publication of a case waits for its second person.
func (r *Room) PublicationWaits(t *store.Tx, id string) (bool, error) {
	all, err := r.Door.ProposalsOf(t, Object(id))
	return slices.ContainsFunc(all, func(p act.Proposal) bool { return p.Act == rowPublish.Name && p.State == act.Waiting }), err
}

// Checking is a version of a case that was found fit to be public: cleared are the phones and addresses in it that are an
// office's own.
type Checking struct {
	Case    string
	N       int
	Cleared []string
}

// Check notes that a version of a case was found fit to be public (J5).
func (r *Room) Check(ctx context.Context, actor access.Actor, x Checking) error {
	return r.onCase(ctx, actor, rowCheck, x.Case, mayCheckSeen, func(t *act.Tx, c Case, pilot run.Case) error {
		if err := MayWorkOn(pilot.State); err != nil {
			return err
		}
		v, err := r.judged(t, c, x.N, HandedIn)
		if err != nil {
			return err
		}
		found := PersonalIn(v.Body.Texts())
		if wrong := ClearFaults(found, x.Cleared); len(wrong) > 0 {
			return fault.Invalid("还不能通过审核，请先办理以下各处。", wrong...)
		}
		for _, p := range found {
			v.Cleared = append(v.Cleared, p.Number)
		}
		slices.Sort(v.Cleared)
		v.Cleared = slices.Compact(v.Cleared)
		v.AnsweredAt, v.AnsweredBy = t.Now(), actor.Account
		return errors.Join(updateVersion(t, v), tellCaseWriters(t.Tx, c, "典型案例已经审核："+v.Body.Title, "审签人同意以后公开发布。"), moveCase(t, c, Checked))
	})
}
