package run

import (
	"testing"

	"shidian/internal/programme"
)

// serving is a report and what it is besides.
type serving struct {
	from, until, due string
	served           []Serves
	want             Serves
}

// served holds reports against a pilot of two years that is judged in its middle, on 1 July 2021, and at its end.
func served(t *testing.T, cases ...serving) {
	t.Helper()
	d := Dates{ymd("2020-07-01"), ymd("2022-06-30")}
	for _, c := range cases {
		if got := ServesOf(d, bothJudged(0), halfOf(c.from, c.until), ymd(c.due), c.served...); got != c.want {
			t.Errorf("%s to %s, due %s, served %v: %q, want %q", c.from, c.until, c.due, c.served, got, c.want)
		}
	}
}

// bothJudged is an evaluation in the middle and at the end, each so many months early.
func bothJudged(lead int) programme.Evaluate {
	judging := programme.Evaluate{On: true, Midterm: true, Final: true, Lead: &programme.Ours[int]{}}
	judging.MidMonth.Value, judging.Lead.Value = 12, lead
	return judging
}

func TestRule_J1_OneReportServesTheMidterm(t *testing.T) {
	served(t,
		serving{"2020-07-01", "2020-12-31", "2021-01-15", nil, ServesHalf},
		serving{"2021-01-01", "2021-06-30", "2021-06-30", nil, ServesHalf},
		serving{"2021-01-01", "2021-06-30", "2021-07-01", nil, ServesMidterm}, // before it is due
		serving{"2021-01-01", "2021-07-01", "2021-06-20", nil, ServesMidterm}, // the last day of the period
		serving{"2021-07-01", "2021-12-31", "2022-01-15", nil, ServesMidterm}, // its first day
		serving{"2021-07-02", "2021-12-31", "2022-01-15", nil, ServesHalf},
		serving{"2021-07-01", "2021-12-31", "2022-01-15", []Serves{ServesHalf, ServesMidterm}, ServesHalf}, // not asked twice
	)
	d, early := Dates{ymd("2020-07-01"), ymd("2022-06-30")}, halfOf("2020-11-01", "2021-04-30")
	if ServesOf(d, bothJudged(2), early, ymd("2021-04-30")) != ServesHalf || ServesOf(d, bothJudged(2), early, ymd("2021-05-01")) != ServesMidterm {
		t.Error("what can be judged two months early, from 1 May on, is served by the report before it")
	}
}

func TestRule_J2_OneReportServesTheFinal(t *testing.T) {
	served(t,
		serving{"2022-01-01", "2022-06-30", "2022-07-15", []Serves{ServesMidterm}, ServesFinal},
		serving{"2022-01-01", "2022-06-30", "2022-07-15", []Serves{ServesFinal}, ServesHalf},
		serving{"2020-07-01", "2022-06-30", "2022-07-15", nil, ServesFinal}, // both: the final
	)
}

func TestRule_R2_AReportServesWhatIsJudged(t *testing.T) {
	d, whole := Dates{ymd("2020-07-01"), ymd("2022-06-30")}, halfOf("2020-07-01", "2022-06-30")
	judging := bothJudged(0)
	judging.Final = false
	if got := ServesOf(d, judging, whole, whole.Until); got != ServesMidterm {
		t.Errorf("without a final one: %q", got)
	}
	judging.Midterm = false
	if got := ServesOf(d, judging, whole, whole.Until); got != ServesHalf {
		t.Errorf("without both: %q", got)
	}
	if got := ServesOf(d, programme.Evaluate{Midterm: true, Final: true}, whole, whole.Until); got != ServesHalf {
		t.Errorf("without an evaluation: %q", got)
	}
}
