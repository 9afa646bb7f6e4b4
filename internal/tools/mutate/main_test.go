package main

import (
	"os"
	"strings"
	"testing"
)

// The page names every rule function and every test of the rules that there are now, and none has survived. The run
// itself is `make rules`.
func TestThePageIsWhole(t *testing.T) {
	raw, err := os.ReadFile("../../../" + page)
	if err != nil {
		t.Fatal(err)
	}
	have := string(raw)
	packages, err := readRules("../..")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, p := range packages {
		for _, f := range p.Functions {
			known[p.Name+"."+f.Name] = true
			if !strings.Contains(have, "| "+p.Name+"."+f.Name+" |") {
				t.Errorf("%s.%s is not in %s: run make rules", p.Name, f.Name, page)
			}
		}
		for _, test := range p.Tests {
			known[test] = true
			if strings.HasPrefix(test, "TestRule_") && !strings.Contains(have, p.Name+"."+test) {
				t.Errorf("%s.%s is not in %s: run make rules", p.Name, test, page)
			}
		}
	}
	for _, line := range strings.Split(have, "\n") {
		cells := strings.Split(line, " | ")
		if name, is := strings.CutPrefix(cells[0], "| "); is && len(cells) == 3 && strings.Contains(name, ".") {
			checkLine(t, known, name, cells)
		}
	}
}

func checkLine(t *testing.T, known map[string]bool, name string, cells []string) {
	t.Helper()
	if !known[name] {
		t.Errorf("%s is gone: run make rules", name)
	}
	if cells[1] == "" || !strings.HasPrefix(cells[2], "killed") {
		t.Errorf("%s has survived", name)
	}
	for _, test := range strings.Split(cells[1], ", ") {
		if !known[test] {
			t.Errorf("%s, which holds %s, is gone: run make rules", test, name)
		}
	}
}

// Every rule of the notice is held by a test that bears its number, and seen on a page.
func TestEveryRuleIsHeld(t *testing.T) {
	packages, err := readRules("../..")
	if err != nil {
		t.Fatal(err)
	}
	if len(rules) != 26 {
		t.Errorf("%d rules, the notice has 26", len(rules))
	}
	for _, r := range rules {
		want := r.Number
		if len(r.Seen) == 0 {
			t.Errorf("%s is seen on no page", want)
		}
		tests := 0
		for _, p := range packages {
			for _, test := range p.Tests {
				if strings.HasPrefix(test, "TestRule_"+want+"_") {
					tests++
				}
			}
		}
		if tests == 0 {
			t.Errorf("no test is named TestRule_%s_…", want)
		}
	}
}

// Yes and no are both tried, each with the zero of the rest.
func TestAllowing(t *testing.T) {
	got := strings.Join(allowing([]string{"string", "bool"}), " ; ")
	if want := "*new(string), true ; *new(string), false"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
