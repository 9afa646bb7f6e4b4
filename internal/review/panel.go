package review

import (
	"time"

	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// The states of a panel.
const (
	PanelForming act.State = "forming" // 组建中: bids may be chosen, criteria are the programme's
	PanelFrozen  act.State = "frozen"  // 标准已固定: criteria are fixed; experts are excluded and drawn
	PanelDrawn   act.State = "drawn"   // 已抽取
	PanelScoring act.State = "scoring" // 评分中
	PanelClosed  act.State = "closed"  // 已结束
	PanelDropped act.State = "dropped" // 已撤销: formed by mistake, or nothing left to review
)

// PanelTitles are the states' names on the screen.
var PanelTitles = map[act.State]string{PanelForming: "组建中", PanelFrozen: "标准已固定", PanelDrawn: "专家已抽取",
	PanelScoring: "评分中", PanelClosed: "已结束", PanelDropped: "已撤销"}

// Panel is a round of review of some applications by experts who are drawn for it.
type Panel struct {
	ID           string
	Cohort       string
	Name         string
	Criteria     []programme.Criterion // fixed from the freeze on; before it the programme's
	PerBid       int                   // experts of each bid
	Substitutes  int
	Blind        bool
	Combine      programme.Combine
	Ties         []string // keys of criteria, the first decides
	CommentBelow int      // a total below it needs a comment
	MarkedBeyond int      // points from the mean from which a score is marked
	ScoringUntil time.Time
	State        act.State
	Stage        int        // OnlyStage, LetterStage or PanelStage
	Line         Hundredths // of the panel stage: the lowest letter score that came into it
	Share        int        // of the panel stage: how much of the final score the letter review is, per cent

	secret string // by which a blind panel is shuffled, "" before the freeze
}

// Bid is an application of a panel in the version that is reviewed.
type Bid struct {
	Panel       string
	Application apply.Application
	Version     int
}

// The states of a seat.
const (
	SeatDrawn    act.State = "drawn"    // 待通知
	SeatInvited  act.State = "invited"  // 已通知: slip handed out
	SeatAccepted act.State = "accepted" // 已接受: pledge signed
	SeatRefused  act.State = "refused"  // 不能参加: the next substitute came in his place
)

// SeatTitles are the states' names on the screen.
var SeatTitles = map[act.State]string{SeatDrawn: "待通知", SeatInvited: "已通知", SeatAccepted: "已接受", SeatRefused: "不能参加"}

// Seat is an expert's place in a panel.
type Seat struct {
	Panel   string
	Draw    int // of which draw; the last one counts
	Expert  Expert
	Account string // issued for it, "" before the invitation
	Place   int    // in the order of the draw, from 1
	Main    bool   // false: a substitute who has not moved up
	State   act.State
	Reason  string // why he refused, "" else
}

// Serves tells whether the expert scores: a main one who has not refused.
func (s Seat) Serves() bool { return s.Main && s.State != SeatRefused }

// Object is the panel's name in the ledger.
func Object(id string) string { return "panel/" + id }

// PanelOf reads a panel; NotFound when there is none.
func PanelOf(t *store.Tx, id string) (Panel, error) {
	p, found, err := selectPanel(t, id)
	if err == nil && !found {
		err = fault.NotFound()
	}
	return p, err
}

// PanelsOf reads a cohort's panels; "" every one's.
func PanelsOf(t *store.Tx, cohort string) ([]Panel, error) { return selectPanels(t, cohort) }

// Bids reads a panel's applications by number.
func Bids(t *store.Tx, panel string) ([]Bid, error) { return selectBids(t, panel) }

// Sizes are how many applications each panel has, for the list of all.
func Sizes(t *store.Tx) (map[string]int, error) { return selectSizes(t) }

// Seats reads the seats of a panel's last draw by place, substitutes and those who refused too.
func Seats(t *store.Tx, panel string) ([]Seat, error) { return selectSeats(t, panel) }

// Excluded are the experts' ids whom the draw kept from an application, or from the whole panel: they are under every one.
func Excluded(t *store.Tx, panel string) (map[string][]string, error) {
	bids, err := Bids(t, panel)
	if err != nil {
		return nil, err
	}
	list, err := ExclusionsOf(t, panel)
	if err != nil {
		return nil, err
	}
	kept := map[string][]string{}
	for _, bid := range bids {
		for _, x := range list {
			if x.Application == "" || x.Application == bid.Application.ID {
				kept[bid.Application.ID] = append(kept[bid.Application.ID], x.Expert.ID)
			}
		}
	}
	return kept, nil
}
