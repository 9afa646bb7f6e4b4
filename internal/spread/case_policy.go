package spread

import (
	"shidian/internal/access"
	"shidian/internal/run"
)

// MaySeeCase judges who sees a case that is being worked on: nobody but its writers before it is handed in, then whoever sees
// its pilot.
func MaySeeCase(a access.Actor, c Case, pilot run.Case) access.Verdict {
	if c.N == 0 && !mayWrite(a, c, pilot).Allowed {
		return access.Hide()
	}
	return MayReadWork(a, pilot)
}

// mayWriteSeen judges who writes a case; it is hidden from whoever does not see it.
func mayWriteSeen(a access.Actor, c Case, pilot run.Case) access.Verdict {
	if seen := MaySeeCase(a, c, pilot); !seen.Allowed {
		return seen
	}
	return mayWrite(a, c, pilot)
}

// mayCheckSeen judges who checks a case; it is hidden from whoever does not see it.
func mayCheckSeen(a access.Actor, c Case, pilot run.Case) access.Verdict {
	if seen := MaySeeCase(a, c, pilot); !seen.Allowed {
		return seen
	}
	return mayCheck(a, pilot)
}

// MayListWork judges who has a list of the cases that are being worked on: whoever works with pilots.
func MayListWork(a access.Actor) access.Verdict {
	if a.Has(access.Clerk, access.Head, access.Recommender, access.Department, access.Handler, access.Approver, access.Supervisor) {
		return access.Allow()
	}
	return access.Hide()
}
