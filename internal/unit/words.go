package unit

import (
	"strconv"
	"strings"
	"time"

	"shidian/internal/clock"
)

func itoa(n int) string { return strconv.Itoa(n) }

// day writes a date as 2020年5月18日.
func day(t time.Time) string { return t.In(clock.Zone).Format("2006年1月2日") }

// shortName is what a unit is called for short where nobody said: 济南市科学技术协会 is 济南市科协.
func shortName(name string) string { return strings.Replace(name, "科学技术协会", "科协", 1) }
