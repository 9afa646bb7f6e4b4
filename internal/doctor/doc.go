// Package doctor looks whether an installation is well: fonts, the year's calendar, mail, disk, clock, the ledger, and
// the invariants that must hold across the rooms whatever was clicked. It only reads. It runs by hand (shidian doctor),
// every night, and at the end of tests.
package doctor

import (
	"context"
	"fmt"
	"io"
)

// Standing is how a check came out.
type Standing string

// How a check may come out.
const (
	Well   Standing = "正常"
	Notice Standing = "提示" // somebody should know; nothing is broken
	Broken Standing = "异常" // somebody must act
)

// Finding is what a check found.
type Finding struct {
	Check string // 字体
	Standing
	Words string // what was seen, and what to do
}

// Check is one thing to look at. Run gives at least one finding, or an error when it could not look.
type Check struct {
	Name string
	Run  func(ctx context.Context) ([]Finding, error)
}

// Look runs the checks in their order. What could not be looked at is itself a finding.
func Look(ctx context.Context, checks []Check) []Finding {
	var all []Finding
	for _, check := range checks {
		found, err := check.Run(ctx)
		if err != nil {
			found = append(found, Finding{Standing: Broken, Words: "没有查成：" + err.Error()})
		}
		for _, f := range found {
			f.Check = check.Name
			all = append(all, f)
		}
	}
	return all
}

// Write writes the findings as a person reads them, and tells whether nothing is broken.
func Write(w io.Writer, findings []Finding) (well bool) {
	well = true
	for _, f := range findings {
		fmt.Fprintf(w, "[%s] %s：%s\n", f.Standing, f.Check, f.Words)
		well = well && f.Standing != Broken
	}
	return well
}

func one(standing Standing, words string) ([]Finding, error) {
	return []Finding{{Standing: standing, Words: words}}, nil
}
