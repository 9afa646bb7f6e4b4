package programme

import (
	"time"

	"shidian/internal/clock"
)

// DateKind is one kind of date the programme knows. The dates themselves
// belong to the cohort and move by an act; Proposed is what a new cohort
// starts with.
type DateKind struct {
	Key      string `yaml:"编码" json:"key" name:"machine"`
	Name     string `yaml:"名称" json:"name"`
	Event    Event  `yaml:"性质" json:"event"`
	Role     Filler `yaml:"对象,optional" json:"role,omitempty"` // none: one date for all
	Late     Late   `yaml:"逾期,optional" json:"late,omitempty"`
	Proposed Moment `yaml:"建议时间,optional" json:"proposed,omitempty"`
	Words    string `yaml:"原文,optional" json:"words,omitempty"`
}

// Event is what a date opens or closes.
type Event string

// What dates there are.
const (
	Opens           Event = "开始申报"
	ElectronicUntil Event = "电子版截止"
	PaperUntil      Event = "纸质版截止"
	RecommendUntil  Event = "推荐截止"
	SupplementUntil Event = "补正截止"
)

func (Event) words() []string {
	return []string{"开始申报", "电子版截止", "纸质版截止", "推荐截止", "补正截止"}
}

// Late is what being late means (A5: 逾期将不予受理).
type Late string

// What being late may mean.
const (
	LateRefused Late = "不予受理"
	LateWaived  Late = "视为放弃"
)

func (Late) words() []string { return []string{"不予受理", "视为放弃"} }

// Moment is an instant as the file writes it, in Beijing time:
// 2020-05-19T00:00.
type Moment string

const momentLayout = "2006-01-02T15:04"

// Time is the instant. It is zero where the file names none; a moment that
// passed [Check] always parses.
func (m Moment) Time() time.Time {
	t, err := time.ParseInLocation(momentLayout, string(m), clock.Zone)
	if err != nil {
		return time.Time{}
	}
	return t
}
