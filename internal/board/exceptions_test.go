package board

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/apply"
	"shidian/internal/review"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/unit"
	"shidian/internal/worldtest"
)

// hall is the small province with a panel and those who look after it.
type hall struct {
	*worldtest.World
	room       *review.Room
	supervisor access.Actor
	panel      string
}

func newHall(t *testing.T, db *store.DB) *hall {
	t.Helper()
	w := worldtest.New(t, db, review.Covers())
	h := &hall{World: w, room: review.New(w.Door, w.Blobs, worldtest.Fonts(), w.Units)}
	h.supervisor = h.Supervisor()
	h.ExpertGroup()
	for i := range 8 {
		_, err := h.room.AddExpert(h.Ctx, h.Handler, review.Expert{Name: fmt.Sprintf("专家某%d", i+1), Employer: fmt.Sprintf("第%d研究院", i+1), Field: "科普",
			Title: "研究员", Phone: fmt.Sprintf("1380000000%d", i)})
		h.Must(err)
	}
	return h
}

func (h *hall) form() string {
	h.T.Helper()
	id, err := h.room.Form(h.Ctx, h.Handler, review.Formation{Cohort: h.Cohort, Name: "第一评审组", ScoringUntil: h.DB.Clock.Now().Add(72 * time.Hour)})
	h.Must(err)
	h.Must(h.room.Freeze(h.Ctx, h.Handler, id))
	return id
}

func (h *hall) begin(again string) {
	h.T.Helper()
	witnesses := []string{h.supervisor.Account, h.Approver.Account}
	if again == "" {
		h.Must(h.room.Begin(h.Ctx, h.Handler, h.panel, witnesses))
	} else {
		h.Must(h.room.Redraw(h.Ctx, h.Handler, h.panel, witnesses, again))
	}
}

func (h *hall) enter() {
	h.T.Helper()
	h.Must(h.room.Enter(h.Ctx, h.supervisor, h.panel, "42"))
	h.Must(h.room.Enter(h.Ctx, h.Approver, h.panel, "7"))
}

func (h *hall) serving() (seats []review.Seat) {
	h.T.Helper()
	for _, s := range worldtest.Get(h.World, func(t *store.Tx) ([]review.Seat, error) { return review.Seats(t, h.panel) }) {
		if s.Serves() {
			seats = append(seats, s)
		}
	}
	return seats
}

func (h *hall) unitName(b worldtest.Bid) string {
	h.T.Helper()
	return worldtest.Get(h.World, func(t *store.Tx) (apply.Application, error) { return apply.Get(t, b.ID) }).Name()
}

// score lets an expert give the only application a total, over four criteria.
func (h *hall) score(expert access.Actor, first int) {
	h.T.Helper()
	h.Must(h.room.Score(h.Ctx, expert, h.panel, "1", review.Typed{Comment: "依据见申报书",
		Points: map[string]string{"problem": fmt.Sprint(first), "distinct": "20", "model": "20", "copyable": "20"}}))
}

// watched holds what the supervisor reads of the draws and relations against the story; the auditor reads no relation.
func (h *hall) watched(auditor access.Actor) {
	h.T.Helper()
	read := func(actor access.Actor) Watched {
		return worldtest.Get(h.World, func(t *store.Tx) (Watched, error) { return WatchedOf(t, actor, h.Cohort) })
	}
	w := read(h.supervisor)
	var draws, relations []string
	for _, row := range drawRows(w.Draws)[1:] {
		draws = append(draws, strings.Join(append(row[:2:2], row[4:]...), "|"))
	}
	for _, row := range relationRows(w.Relations)[1:] {
		relations = append(relations, strings.Join(row[2:], "|"))
	}
	if want := []string{"第一评审组|第1次|作废|见证人出差", "第一评审组|第2次|已抽取|第1次抽取作废：见证人出差", "第一评审组|第3次|已抽取|三位专家不能参加"}; !slices.Equal(draws, want) {
		h.T.Errorf("draws are\n%s", strings.Join(draws, "\n"))
	}
	all := strings.Join(relations, "\n")
	for _, part := range []string{"本人申明：来电（已撤销：听错了名字）", "某戊|整个评审组|本人申明：本年也在申报", "接受评审后本人申明：合著过论文", "事后发现：曾任顾问"} {
		if !strings.Contains(all, part) {
			h.T.Errorf("%s is missing in the relations\n%s", part, all)
		}
	}
	if w := read(auditor); w.Names || len(w.Relations) != 0 || len(w.Draws) != 3 {
		h.T.Errorf("the auditor reads %+v", w.Relations)
	}
	n := 0
	for _, c := range w.Sorts() {
		n += c.N
	}
	if n != len(w.Exceptions) || !strings.Contains(w.Counts(), "改动评分 1 项") {
		h.T.Errorf("counts are %s", w.Counts())
	}
}

// Whatever of the review departed from the ordinary stands on the supervisor's page, with when, why and by whom.
func TestTheSupervisorReadsWhatDepartedInTheReview(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHall(t, db)
		bid := h.Accepted()
		h.Must(h.room.Drop(h.Ctx, h.Handler, h.form(), "组错了"))
		h.panel = h.form()
		kept, err := h.room.AddExpert(h.Ctx, h.Handler, review.Expert{Name: "某戊", Employer: "某院", Field: "科普", Title: "研究员", Phone: "13800000099"})
		h.Must(err)
		h.Must(h.room.Exclude(h.Ctx, h.Handler, h.panel, review.NewExclusion{Expert: kept, Application: bid.ID, Ground: review.Declared, Evidence: "来电"}))
		h.Must(h.room.Lift(h.Ctx, h.Handler, h.panel, kept, bid.ID, "听错了名字"))
		h.Must(h.room.Exclude(h.Ctx, h.Handler, h.panel, review.NewExclusion{Expert: kept, Ground: review.Declared, Evidence: "本年也在申报"}))
		h.begin("")
		h.Must(h.room.DropDraw(h.Ctx, h.Handler, h.panel, "见证人出差"))
		h.begin("")
		h.enter()
		h.begin("三位专家不能参加")
		h.enter()
		gone := h.serving()[0].Expert
		h.Must(h.room.SeatRefused(h.Ctx, h.Handler, h.panel, gone.ID, "出国"))
		h.Must(h.room.Open(h.Ctx, h.Handler, h.panel))
		h.Must(h.room.Extend(h.Ctx, h.Handler, h.panel, h.DB.Clock.Now().Add(96*time.Hour), "汛期"))
		seats, experts := h.serving(), []access.Actor{}
		for _, s := range seats[:3] {
			slip, err := h.room.Invite(h.Ctx, h.Handler, h.panel, s.Expert.ID)
			h.Must(err)
			one := worldtest.Get(h.World, func(t *store.Tx) (access.Actor, error) { return unit.ActorOf(t, slip.Account.ID) })
			h.Must(h.room.AcceptSeat(h.Ctx, one, h.panel, true, nil))
			h.score(one, 20)
			experts = append(experts, one)
		}
		h.score(experts[0], 25)
		h.Must(h.room.Declare(h.Ctx, experts[1], h.panel, "1", "合著过论文"))
		h.Must(h.room.LateRelation(h.Ctx, h.Handler, h.panel, seats[2].Expert.ID, bid.ID, "曾任顾问"))
		h.Must(h.room.Close(h.Ctx, h.Handler, h.panel, "备选用完"))

		list := func(actor access.Actor) (lines []string) {
			var all []Exception
			h.Must(h.DB.Read(h.Ctx, func(t *store.Tx) (err error) {
				_, all, err = ExceptionsOf(t, actor, h.Cohort)
				return err
			}))
			for _, e := range all {
				lines = append(lines, strings.Join([]string{e.Sort, e.Subject, e.Facts, e.Reason}, "|"))
				if e.At.IsZero() || e.Proposed == "" {
					t.Errorf("%s: by nobody, at no time", e.Sort)
				}
			}
			return lines
		}
		lines := list(h.supervisor)
		unitName, one := h.unitName(bid), func(i int) string { return "专家" + seats[i].Expert.Name + "：" }
		want := []string{"撤销评审组|第一评审组|组内的申报书另行组建评审组|组错了", "撤销回避|" + unitName + "|专家某戊：第一评审组，原为本人申明：来电|听错了名字",
			"作废抽取|第一评审组|第1次抽取|见证人出差", "重新抽取|第一评审组|第3次抽取|三位专家不能参加", "", "",
			"改动评分|" + unitName + "|" + one(0) + "第一评审组，第2次提交，总分 80 → 85|", "评分作废|" + unitName + "|" + one(1) + "第一评审组，本人申明回避，原总分 80|合著过论文",
			"事后发现的关系|" + unitName + "|" + one(2) + "第一评审组，评分作废，原总分 80|曾任顾问", ""}
		if len(lines) != len(want) {
			t.Fatalf("%d lines, want %d:\n%s", len(lines), len(want), strings.Join(lines, "\n"))
		}
		for i, w := range want {
			if w != "" && lines[i] != w {
				t.Errorf("line %d is %s, want %s", i+1, lines[i], w)
			}
		}
		for i, words := range map[int][]string{4: {"专家不能参加", gone.Name, "由备选递补", "出国"}, 5: {"更改评分截止日期", " → ", "汛期"}, 9: {"缺评分而结束", "份评分", "备选用完"}} {
			if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(lines[i], w) }) {
				t.Errorf("line %d is %s", i+1, lines[i])
			}
		}
		auditor := h.supervisor
		auditor.Roles = []access.Role{access.Auditor}
		h.watched(auditor)
		if all := strings.Join(list(auditor), "\n"); strings.Contains(all, gone.Name) || strings.Contains(all, "曾任顾问") || !strings.Contains(all, hidden) {
			t.Errorf("the auditor reads who reviews:\n%s", all)
		}
	})
}
