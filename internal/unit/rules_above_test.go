package unit

import "testing"

// Counties go through their city; all others stand right below the province and go directly.
func TestRule_A6_OnlyCountiesStandBelowACity(t *testing.T) {
	for _, kind := range []string{City, Society, Enterprise, Department} {
		if got := parentFits(kind, Office); got != "" {
			t.Errorf("%s below the office: %s", kind, got)
		}
		if parentFits(kind, City) == "" {
			t.Errorf("%s stands below a city", kind)
		}
	}
	if got := parentFits(County, City); got != "" {
		t.Errorf("a county below its city: %s", got)
	}
	for _, above := range []string{Office, County, Society} {
		if parentFits(County, above) == "" {
			t.Errorf("a county stands below %s", above)
		}
	}
}
