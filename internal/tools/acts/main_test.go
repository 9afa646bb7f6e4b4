package main

import (
	"bytes"
	"os"
	"testing"

	"shidian/internal/app"
)

func TestThePageIsUpToDate(t *testing.T) {
	have, err := os.ReadFile("../../../docs/acts.md")
	if err != nil || !bytes.Equal(have, page()) {
		t.Fatalf("docs/acts.md is not what the table of acts says now: run make generate (%v)", err)
	}
}

// Every state of every row has a name on the screen, every row a room.
func TestEveryRowCanBeRead(t *testing.T) {
	for _, row := range app.Acts() {
		found := false
		for _, room := range rooms {
			if prefix := room.prefix + "."; len(row.Name) > len(prefix) && row.Name[:len(prefix)] == prefix {
				found = true
				for _, s := range append(append(row.From[:0:0], row.From...), row.To...) {
					if titleOf(titlesOf(row, room.states), s) == "" {
						t.Errorf("%s: state %q has no title", row.Name, s)
					}
				}
				for _, step := range row.With {
					if titleOf(alongOf(row), step.From) == "" || titleOf(alongOf(row), step.To) == "" {
						t.Errorf("%s: step %q has no title", row.Name, step)
					}
				}
			}
		}
		if !found || row.Title == "" || row.Guard == "" || len(row.Who) == 0 {
			t.Errorf("row %+v", row)
		}
	}
}
