package house

import (
	"encoding/json"
	"os"
	"path/filepath"

	"shidian/bench/load"
)

// Person is somebody who has logged in.
type Person struct {
	Login       string
	Account     string
	Cookie      string            // of the session, as a request's header wants it
	Application string            // "" for the office and the cities
	Bases       map[string]string // hashes of the texts that stand in the draft's long fields
}

// People are all who take part.
type People struct {
	Applicants []*Person
	Cities     []*Person
	Office     *Person
	Notice     string // id of the published call
}

// Password is everybody's: it only has to pass the rules.
const Password = "Kexie-2026-shidian"

// LongFields are the form's fields of many paragraphs, in the order of the paper: they share the form's 30 KB.
var LongFields = []string{"unit_overview", "reform_progress", "reform_highlights", "pilot_contents", "work_plan", "expected_results"}

const peopleFile = "people.json"

func (p *People) keep(dir string) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, peopleFile), raw, 0o600)
}

// readPeople gives a fresh copy of those who were prepared: every round begins where the preparation ended.
func readPeople(dir string) (*People, error) {
	raw, err := os.ReadFile(filepath.Join(dir, peopleFile))
	if err != nil {
		return nil, err
	}
	var p People
	return &p, json.Unmarshal(raw, &p)
}

// Forms are texts for the long fields, written once and drawn by all.
type Forms struct{ texts [][]string } // by variant, by field

// NewForms writes n variants of forms, from least to most bytes long.
func NewForms(w *load.Writer, n, least, most int) Forms {
	f := Forms{texts: make([][]string, n)}
	for i := range f.texts {
		size := least + (most-least)*i/n
		for range LongFields {
			f.texts[i] = append(f.texts[i], w.Text(size/len(LongFields)))
		}
	}
	return f
}
