package kit

import "testing"

// Neighbours that fold away stand together; one in another place does not draw them there.
func TestRunsOfTheNavigation(t *testing.T) {
	items := []NavItem{{Key: "a"}, {Key: "b", More: true}, {Key: "c", More: true}, {Key: "d"}, {Key: "e", More: true}}
	var got string
	for _, run := range runs(items) {
		for _, item := range run {
			got += item.Key
		}
		got += " "
	}
	if got != "a bc d e " {
		t.Fatalf("runs are %q", got)
	}
	if !lit(items[1:3], "c") || lit(items[1:3], "a") {
		t.Error("a folded entry does not light its fold, or another's does")
	}
}
