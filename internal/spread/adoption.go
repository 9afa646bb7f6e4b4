package spread

import (
	"slices"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/ledger"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Where a statement of use stands (推广应用, J5).
const (
	AdoptionStated    act.State = "stated"    // 待核实
	AdoptionConfirmed act.State = "confirmed" // 已核实
	AdoptionRefused   act.State = "refused"   // 未予核实
	AdoptionWithdrawn act.State = "withdrawn" // 已撤回
)

// AdoptionStates are all, in the order in which the lists offer them.
var AdoptionStates = []act.State{AdoptionStated, AdoptionConfirmed, AdoptionRefused, AdoptionWithdrawn}

// AdoptionTitles are their names on the screen.
var AdoptionTitles = map[act.State]string{AdoptionStated: "待核实", AdoptionConfirmed: "已核实", AdoptionRefused: "未予核实", AdoptionWithdrawn: "已撤回"}

// Adoption is a unit's statement that it uses a case which came of another's pilot.
type Adoption struct {
	ID         string
	Case       string
	Unit       string
	UnitName   string // as it was when it stated
	Since      calendar.Day
	How        string
	Outcome    string
	Count      int    // how many, 0: not counted
	Counted    string // of what: 人次
	Proof      string
	Files      []string // hashes
	State      act.State
	At         time.Time
	Account    string
	AnsweredAt time.Time // when it was checked, or taken back; zero before
	AnsweredBy string
	Reason     string // why it was refused or taken back
}

// AdoptionObject is a statement's name in the ledger.
func AdoptionObject(id string) string { return "adoption/" + id }

// AdoptionLink is a statement's page.
func AdoptionLink(id string) string { return "/adoptions/" + id }

// AdoptionDraft is what the draft of a unit's statement about a case is kept under, beside the case's pilot.
func AdoptionDraft(of, unit string) string { return "adopt/" + of + "/" + unit }

// AdoptionLine is a statement with its case, for pages and lists.
type AdoptionLine struct {
	Adoption
	Of    Case
	Title string // of the case
}

// Use is a confirmed use of a case, as everybody may read it.
type Use struct {
	Unit     string
	UnitName string
	Since    calendar.Day
}

// UsesOf are the confirmed uses of a case, the oldest first.
func UsesOf(t *store.Tx, of string) (uses []Use, err error) {
	all, err := selectAdoptionsOf(t, of)
	for _, a := range all {
		if a.State == AdoptionConfirmed {
			uses = append(uses, Use{Unit: a.Unit, UnitName: a.UnitName, Since: a.Since})
		}
	}
	slices.SortStableFunc(uses, func(a, b Use) int { return a.Since.Sub(b.Since) })
	return uses, err
}

// AdoptionBy is the statement about a case that an actor's unit has made and neither took back nor was refused; false for
// none.
func AdoptionBy(t *store.Tx, of string, actor access.Actor) (Adoption, bool, error) {
	all, err := selectAdoptionsOf(t, of)
	for _, a := range all {
		if actor.Of(a.Unit) && (a.State == AdoptionStated || a.State == AdoptionConfirmed) {
			return a, true, err
		}
	}
	return Adoption{}, false, err
}

// RefusedAdoption is what an actor's unit has stated last of a case, where that was not confirmed; without an id else.
func RefusedAdoption(t *store.Tx, of string, actor access.Actor) (last Adoption, err error) {
	all, err := selectAdoptionsOf(t, of)
	for _, a := range all { // the oldest first
		if actor.Of(a.Unit) {
			last = a
		}
	}
	if last.State != AdoptionRefused {
		return Adoption{}, err
	}
	return last, err
}

// AdoptionByID reads a statement with its case, for those who may read it; NotFound for others.
func AdoptionByID(t *store.Tx, actor access.Actor, id string) (l AdoptionLine, err error) {
	if l, err = orNotFound(selectAdoption(t, id)); err != nil {
		return l, err
	}
	may, err := MayReadAdoption(t, actor, l)
	if err == nil && !may {
		err = fault.NotFound()
	}
	return l, err
}

// Adoptions are all statements, for the office and the supervisor; for others those of their own unit and those about its
// cases. What waits longest comes first, then the newest.
func Adoptions(t *store.Tx, actor access.Actor) ([]AdoptionLine, error) {
	if err := MayListAdoptions(actor).Err(); err != nil {
		return nil, err
	}
	if actor.Has(access.Handler, access.Approver, access.Supervisor) {
		return selectAdoptions(t, nil)
	}
	return selectAdoptions(t, append([]string{actor.Unit}, actor.Before...))
}

// AdoptionsAbout are the statements of a unit and those about the cases of its pilots.
func AdoptionsAbout(t *store.Tx, units ...string) ([]AdoptionLine, error) {
	return selectAdoptions(t, units)
}

// AdoptionsOfPilot are the statements about the cases of one pilot.
func AdoptionsOfPilot(t *store.Tx, pilot string) ([]AdoptionLine, error) {
	return selectAdoptionsOfPilot(t, pilot)
}

// MayReadAdoption judges who reads a statement with its proof.
func MayReadAdoption(t *store.Tx, actor access.Actor, l AdoptionLine) (bool, error) {
	pilot, err := run.CaseOf(t, l.Of.Pilot)
	return err == nil && mayReadAdoption(actor, l.Adoption, pilot).Allowed, err
}

// adopters are those who state that their own unit uses a case.
var adopters = []access.Role{access.Clerk, access.Head, access.Recommender}

// mayAdopt judges who states a use: the people of any unit but the one of which the case came, each for his own.
func mayAdopt(a access.Actor, c Case) access.Verdict {
	switch {
	case !a.Has(adopters...):
		return access.Deny("J5", "由应用这个案例的单位办理。")
	case a.Of(c.Unit):
		return access.Deny("J5", "这是本单位自己的案例，推广应用由其他单位填报。")
	}
	return access.Allow()
}

// MayAdopt judges who is shown the form for it.
func MayAdopt(a access.Actor, c Case) access.Verdict { return mayAdopt(a, c) }

// MayStateUse tells whether an actor may state now that his unit uses a case, before anything of the form is taken in.
func MayStateUse(t *store.Tx, actor access.Actor, of string) error {
	c, _, err := Shown(t, of)
	if err != nil {
		return err
	}
	if err := mayAdopt(actor, c).Err(); err != nil {
		return err
	}
	before, err := adoptedBefore(t, of, actor)
	if err != nil {
		return err
	}
	return UseAllowed(c.Public(), before)
}

// adoptedBy tells whether an actor speaks for the unit that made a statement.
func adoptedBy(a access.Actor, x Adoption) bool { return a.Has(adopters...) && a.Of(x.Unit) }

// MayWithdrawAdoption judges who takes a statement back: the unit that made it.
func MayWithdrawAdoption(a access.Actor, x Adoption, pilot run.Case) access.Verdict {
	if adoptedBy(a, x) {
		return access.Allow()
	}
	return hiddenUnless(mayReadAdoption(a, x, pilot), "J5", "由填报的单位撤回。")
}

// mayReadAdoption judges who reads a statement with its proof: the unit that made it, and whoever works with the case.
func mayReadAdoption(a access.Actor, x Adoption, pilot run.Case) access.Verdict {
	if adoptedBy(a, x) {
		return access.Allow()
	}
	return MayReadWork(a, pilot)
}

// MayListAdoptions judges who has a list of statements. Others are not told of it.
func MayListAdoptions(a access.Actor) access.Verdict {
	if a.Has(adopters...) || a.Has(access.Handler, access.Approver, access.Supervisor) {
		return access.Allow()
	}
	return access.Hide()
}

var (
	rowAdopt = act.Row{Name: "spread.adopt", Title: "填报推广应用", Who: adopters, From: []act.State{""}, To: []act.State{AdoptionStated},
		Guard: "案例没有公开；是本单位自己的案例；已经填报；没有写明从哪一天起、怎样应用、成效，没有佐证；日期晚于今天（J5）"}
	rowCheckAdoption = act.Row{Name: "spread.check_adoption", Title: "核实推广应用", Who: handlers, From: []act.State{AdoptionStated},
		To: []act.State{AdoptionConfirmed, AdoptionRefused}, Guard: "不予核实而没有理由；案例已经撤下而予以核实（J5）"}
	rowWithdrawAdoption = act.Row{Name: "spread.withdraw_adoption", Title: "撤回推广应用", Who: adopters, From: []act.State{AdoptionStated, AdoptionConfirmed},
		To: []act.State{AdoptionWithdrawn}, Guard: "没有写明理由；不是填报的单位（J5）"}
)

// adoptionRows are the acts about the use of a case by others.
var adoptionRows = []act.Row{rowAdopt, rowCheckAdoption, rowWithdrawAdoption}

var adoptionCovers = []ledger.Cover{{Table: "adoption", Key: []string{"id"}, Columns: []string{"of_case", "unit", "unit_name", "since_day", "how", "outcome", "count",
	"counted", "proof", "files", "state", "at", "account", "answered_at", "answered_by", "reason", "salt"}}}
