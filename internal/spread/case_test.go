package spread

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/notify"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// begun is a case of a pilot that its clerk has begun.
func (w *world) begun(i int) string {
	w.T.Helper()
	id, err := w.room.Begin(w.Ctx, w.bids[i].Clerk, w.pilots[i], false)
	w.Must(err)
	return id
}

// handedIn is one that was handed in.
func (w *world) handedIn(i int, b Body) string {
	w.T.Helper()
	id := w.begun(i)
	w.again(i, id, b)
	return id
}

func (w *world) again(i int, id string, b Body) {
	w.T.Helper()
	_, err := w.room.HandIn(w.Ctx, w.bids[i].Clerk, id, b)
	w.Must(err)
}

// checked is one that was checked.
func (w *world) checked(i int, b Body) string {
	w.T.Helper()
	id := w.handedIn(i, b)
	w.Must(w.room.Check(w.Ctx, w.Handler, Checking{Case: id, N: 1}))
	return id
}

// published is one that two persons let out.
func (w *world) published(i int, b Body) string {
	w.T.Helper()
	id := w.checked(i, b)
	w.Confirm(w.room.Publish(w.Ctx, w.Handler, Publication{id, 1}))
	return id
}

func (w *world) stands(id string, s act.State, n, shown int) {
	w.T.Helper()
	if c := w.get(id); c.State != s || c.N != n || c.Shown != shown {
		w.T.Fatalf("the case stands at %s, version %d, shown %d; want %s %d %d", c.State, c.N, c.Shown, s, n, shown)
	}
}

func (w *world) version(id string, n int) Version {
	w.T.Helper()
	return worldtest.Get(w.World, func(t *store.Tx) (Version, error) { return VersionOf(t, id, n) })
}

// told is the newest message to an account.
func (w *world) told(who access.Actor) notify.Message {
	w.T.Helper()
	list := worldtest.Get(w.World, func(t *store.Tx) ([]notify.Message, error) {
		list, _, err := notify.Inbox(t, who.Account, 0, 1)
		return list, err
	})
	if len(list) == 0 {
		return notify.Message{}
	}
	return list[0]
}

func (w *world) waits(who access.Actor) (verbs []string) {
	w.T.Helper()
	for _, task := range worldtest.Get(w.World, func(t *store.Tx) ([]run.Task, error) { return waitingCases(t, who) }) {
		verbs = append(verbs, task.Verb)
	}
	return verbs
}

// A case goes from the draft to the public page by the unit, the one who checks, and the two who let it out.
func TestRule_J5_ACaseIsPublicOnlyAfterItWasCheckedAndTwoLetItOut(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.begun(0)
		w.stands(id, Draft, 0, 0)
		w.Refused(w.room.Check(w.Ctx, w.Handler, Checking{Case: id, N: 0}), fault.KindNotFound, "")
		w.again(0, id, body("三长制"))
		w.stands(id, HandedIn, 1, 0)
		if m := w.told(w.Handler); m.Title != "请审核典型案例：三长制" || m.Link != Link(id) {
			t.Errorf("the office was told %+v", m)
		}
		publish := func(who access.Actor, n int) error {
			_, err := w.room.Publish(w.Ctx, who, Publication{id, n})
			return err
		}
		w.Refused(publish(w.Handler, 1), fault.KindConflict, "J5")
		w.Refused(w.room.Check(w.Ctx, w.bids[0].Clerk, Checking{Case: id, N: 1}), fault.KindForbidden, "")
		w.Refused(w.room.Check(w.Ctx, w.Handler, Checking{Case: id, N: 2}), fault.KindConflict, "J5")
		w.Must(w.room.Check(w.Ctx, w.Handler, Checking{Case: id, N: 1}))
		w.stands(id, Checked, 1, 0)
		w.Refused(publish(w.bids[0].Clerk, 1), fault.KindForbidden, "")
		w.Refused(publish(w.Handler, 2), fault.KindConflict, "J5")
		_, err := w.room.HandIn(w.Ctx, w.bids[0].Clerk, id, body("换一个"))
		w.Refused(err, fault.KindConflict, "J3")
		proposal, err := w.room.Publish(w.Ctx, w.Handler, Publication{id, 1})
		w.Must(err)
		w.stands(id, Checked, 1, 0)
		w.Refused(w.room.Return(w.Ctx, w.Handler, CaseReturn{id, 1, []run.ReturnItem{{Part: "title", Words: "改"}}}), fault.KindConflict, "J5")
		w.Refused(w.room.Drop(w.Ctx, w.bids[0].Clerk, id), fault.KindConflict, "J5")
		w.Confirm(proposal, nil)
		w.stands(id, Published, 1, 1)
		if m := w.told(w.bids[0].Clerk); m.Title != "典型案例已经发布：三长制" {
			t.Errorf("the unit was told %+v", m)
		}
		w.Refused(w.room.Drop(w.Ctx, w.bids[0].Clerk, id), fault.KindConflict, "J5")
		w.verify()
	})
}

// What is sent back names the places; the version that was public stays so until the newer one is.
func TestRule_J5_TheOldVersionStaysPublicUntilTheNewIs(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.published(0, body("第一版"))
		w.again(0, id, body("第二版"))
		w.stands(id, HandedIn, 2, 1)
		items := []run.ReturnItem{{Part: "effects", Words: "补充数据"}, {Part: PartPictures, Words: "加一张"}}
		w.Refused(w.room.Return(w.Ctx, w.Handler, CaseReturn{id, 1, items}), fault.KindConflict, "J5")
		w.Refused(w.room.Return(w.Ctx, w.Handler, CaseReturn{id, 2, nil}), fault.KindInvalid, "")
		w.Refused(w.room.Return(w.Ctx, w.bids[0].Clerk, CaseReturn{id, 2, items}), fault.KindForbidden, "")
		w.Must(w.room.Return(w.Ctx, w.Handler, CaseReturn{id, 2, items}))
		w.stands(id, Returned, 2, 1)
		if m := w.told(w.bids[0].Clerk); !strings.Contains(m.Text, "工作成效：补充数据\n图片：加一张") {
			t.Errorf("the unit was told %+v", m)
		}
		if v := w.version(id, 2); !reflect.DeepEqual(v.Returned, items) || v.AnsweredBy != w.Handler.Account {
			t.Errorf("the version: %+v", v)
		}
		w.Refused(w.room.Check(w.Ctx, w.Handler, Checking{Case: id, N: 2}), fault.KindConflict, "J5")
		w.again(0, id, body("第三版"))
		w.Must(w.room.Check(w.Ctx, w.Handler, Checking{Case: id, N: 3}))
		w.stands(id, Checked, 3, 1)
		w.Confirm(w.room.Publish(w.Ctx, w.Handler, Publication{id, 3}))
		w.stands(id, Published, 3, 3)
		if w.version(id, 1).Body.Title != "第一版" {
			t.Error("a version changed")
		}
		w.verify()
	})
}

// One person of the office takes a case down at once, with a reason; a proposal that waited meanwhile lets nothing out.
func TestRule_J5_ACaseIsTakenDownAtOnce(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.checked(0, body("三长制"))
		w.Refused(w.room.TakeDown(w.Ctx, w.Handler, id, "理由"), fault.KindConflict, "J5")
		w.Confirm(w.room.Publish(w.Ctx, w.Handler, Publication{id, 1}))
		w.again(0, id, body("新版"))
		w.Must(w.room.Check(w.Ctx, w.Handler, Checking{Case: id, N: 2}))
		proposal, err := w.room.Publish(w.Ctx, w.Handler, Publication{id, 2})
		w.Must(err)
		w.Refused(w.room.TakeDown(w.Ctx, w.bids[0].Clerk, id, "理由"), fault.KindForbidden, "")
		w.Refused(w.room.TakeDown(w.Ctx, w.Handler, id, " "), fault.KindInvalid, "")
		w.Must(w.room.TakeDown(w.Ctx, w.Approver, id, "数据有误"))
		w.stands(id, TakenDown, 2, 0)
		if c := w.get(id); c.Public() || c.Down != "数据有误" {
			t.Errorf("%+v", c)
		}
		if m := w.told(w.bids[0].Clerk); !strings.Contains(m.Text, "数据有误") || m.Title != "典型案例已经撤下：三长制" {
			t.Errorf("the unit was told %+v", m)
		}
		_, err = w.Door.Confirm(w.Ctx, w.Approver, proposal)
		w.Refused(err, fault.KindConflict, "J5")
		w.Refused(w.room.TakeDown(w.Ctx, w.Handler, id, "再撤"), fault.KindConflict, "J5")
		w.Refused(w.room.Drop(w.Ctx, w.bids[0].Clerk, id), fault.KindConflict, "J5")
		w.again(0, id, body("改正"))
		w.stands(id, HandedIn, 3, 0)
		w.verify()
	})
}

// No case of a pilot whose work is in question, or that did not pass, is held up as an example; none is begun of one that lost
// its status.
func TestRule_J5_NoCaseOfAPilotInQuestion(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.checked(0, body("三长制"))
		publish := func() error {
			_, err := w.room.Publish(w.Ctx, w.Handler, Publication{id, 1})
			return err
		}
		for _, s := range []act.State{run.Rectifying, run.LossProposed, run.Disqualified, run.Withdrawn, run.Terminated} {
			w.moved(0, s)
			if err := publish(); !fault.Is(err, fault.KindConflict) {
				t.Errorf("%s: %v", s, err)
			}
		}
		for _, s := range lostStates {
			w.moved(0, s)
			_, err := w.room.Begin(w.Ctx, w.bids[0].Clerk, w.pilots[0], false)
			w.Refused(err, fault.KindConflict, "J3")
		}
		w.moved(0, run.Ended)
		w.regrade(0, "未通过")
		w.Refused(publish(), fault.KindConflict, "J5")
		w.regrade(0, "合格")
		w.Must(publish())
		another := w.handedIn(0, body("又一篇"))
		w.moved(0, run.Disqualified)
		w.Refused(w.room.Check(w.Ctx, w.Handler, Checking{Case: another, N: 1}), fault.KindConflict, "J3")
		w.Must(w.room.Return(w.Ctx, w.Handler, CaseReturn{another, 1, []run.ReturnItem{{Part: "title", Words: "改"}}}))
		_, err := w.room.HandIn(w.Ctx, w.bids[0].Clerk, another, body("又一篇"))
		w.Refused(err, fault.KindConflict, "J3")
		w.verify()
	})
}

// A unit writes its own cases, several of a pilot; the office one of its own. Nobody else sees what was not handed in.
func TestRule_J3_WhoWritesACase(t *testing.T) {
	each(t, 2, func(w *world) {
		begin := func(who access.Actor, own bool) error {
			_, err := w.room.Begin(w.Ctx, who, w.pilots[0], own)
			return err
		}
		w.Refused(begin(w.bids[1].Clerk, false), fault.KindNotFound, "")
		w.Refused(begin(w.Handler, false), fault.KindForbidden, "J3")
		w.Refused(begin(w.bids[0].Clerk, true), fault.KindForbidden, "J3")
		w.Refused(begin(w.City, false), fault.KindForbidden, "J3")
		w.Must(begin(w.bids[0].Clerk, false))
		units := w.begun(0)
		offices, err := w.room.Begin(w.Ctx, w.Handler, w.pilots[0], true)
		w.Must(err)
		for id, foreign := range map[string]access.Actor{units: w.Handler, offices: w.bids[0].Clerk} {
			_, err := w.room.HandIn(w.Ctx, foreign, id, body("别人的"))
			w.Refused(err, fault.KindNotFound, "")
			w.Refused(w.room.Drop(w.Ctx, foreign, id), fault.KindNotFound, "")
		}
		if of := worldtest.Get(w.World, func(t *store.Tx) ([]Case, error) { return Of(t, w.pilots[0]) }); len(of) != 3 {
			t.Errorf("%d cases", len(of))
		}
		w.Must(w.room.Drop(w.Ctx, w.bids[0].Clerk, units))
		w.stands(units, Dropped, 0, 0)
		w.Refused(w.room.Drop(w.Ctx, w.bids[0].Clerk, units), fault.KindConflict, "J5")
		_, err = w.room.HandIn(w.Ctx, w.bids[0].Clerk, units, body("再来"))
		w.Refused(err, fault.KindConflict, "J3")
		_, err = w.room.HandIn(w.Ctx, w.Handler, offices, body("办公室的"))
		w.Must(err)
		w.Refused(w.room.Drop(w.Ctx, w.bids[0].Clerk, offices), fault.KindForbidden, "J3")
		w.Must(w.room.Drop(w.Ctx, w.Handler, offices))
		w.verify()
	})
}

// A case with an ID number cannot be handed in, and what the office did not clear cannot be let out.
func TestRule_J5_PersonalDataIsFoundBeforeACaseIsPublic(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.begun(0)
		b := body("三长制")
		b.Effects = "联系人身份证 11010519491231002X。"
		_, err := w.room.HandIn(w.Ctx, w.bids[0].Clerk, id, b)
		w.Refused(err, fault.KindInvalid, "")
		b.Effects = "联系电话 0531-82000000，手机 138 0000 0000。"
		w.again(0, id, b)
		check := func(cleared ...string) error {
			return w.room.Check(w.Ctx, w.Handler, Checking{Case: id, N: 1, Cleared: cleared})
		}
		w.Refused(check(), fault.KindInvalid, "")
		w.Refused(check("053182000000"), fault.KindInvalid, "")
		w.Must(check("053182000000", "13800000000", "nothing that stands there"))
		if v := w.version(id, 1); !slices.Equal(v.Cleared, []string{"053182000000", "13800000000"}) {
			t.Errorf("cleared %v", v.Cleared)
		}
		w.Confirm(w.room.Publish(w.Ctx, w.Handler, Publication{id, 1}))
		w.verify()
	})
}

// Files are read only of a case that nothing else is wrong with: else one form with thousands of pictures would have them all read
// while everybody waits to write.
func TestRule_J3_PicturesAreReadOnlyWhereNothingElseIsWrong(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.begun(0)
		hand := func(pictures int) string {
			b := body("三长制")
			for range pictures {
				b.Pictures = append(b.Pictures, Picture{Large: strings.Repeat("a", 64), Small: strings.Repeat("b", 64), Width: 1, Height: 1, Caption: "图", Consent: true})
			}
			_, err := w.room.HandIn(w.Ctx, w.bids[0].Clerk, id, b)
			w.Refused(err, fault.KindInvalid, "")
			return err.Error()
		}
		if said := hand(MostPictures + 1); strings.Contains(said, "没有找到") || !strings.Contains(said, "最多9张") {
			t.Errorf("said %s", said)
		}
		if said := hand(1); !strings.Contains(said, "没有找到图片1") {
			t.Errorf("said %s", said)
		}
	})
}
