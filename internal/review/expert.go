package review

import (
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/store"
)

// The states of an expert in the pool.
const (
	ExpertActive  act.State = "active"
	ExpertRetired act.State = "retired" // 已退库
)

// ExpertTitles are the states' names on the screen.
var ExpertTitles = map[act.State]string{ExpertActive: "在库", ExpertRetired: "已退库"}

// Expert is somebody of the pool. Everything but the id is personal: never in the ledger, a log or a public page.
type Expert struct {
	ID          string
	Name        string
	Employer    string // 工作单位
	Field       string // 专业领域
	Title       string // 职称或职务
	Phone       string
	Email       string
	Inhouse     bool   // of the organiser's own house: 不得领取专家费
	LastService string // the day of the last review, as 2020-05-12; "" unknown
	Account     string // the last account that was issued for a panel, "" never
	State       act.State
}

// ExpertOf reads an expert; NotFound when there is none.
func ExpertOf(t *store.Tx, id string) (Expert, error) {
	e, found, err := selectExpert(t, id)
	if err == nil && !found {
		err = fault.NotFound()
	}
	return e, err
}

// Experts reads the pool in the order in which they came in; retired ones only when asked for.
func Experts(t *store.Tx, retired bool) ([]Expert, error) { return selectExperts(t, retired) }

// SeatOfAccount is the serving seat of a panel that an account was issued for; NotFound when it is not his.
func SeatOfAccount(t *store.Tx, panel, account string) (Seat, error) {
	seats, err := Seats(t, panel)
	if err != nil {
		return Seat{}, err
	}
	for _, s := range seats {
		if account != "" && s.Account == account && s.Serves() {
			return s, nil
		}
	}
	return Seat{}, fault.NotFound()
}

// PanelsOfAccount are the panels in which an account has a serving seat, newest last.
func PanelsOfAccount(t *store.Tx, account string) ([]Panel, error) {
	return selectPanelsOfAccount(t, account)
}
