package apply

import (
	"time"

	"shidian/internal/act"
)

// PageSize is how many applications a page of the list shows.
const PageSize = 50

// Filter says which applications are listed; zero values do not narrow.
type Filter struct {
	Cohort  string
	Kind    string
	City    string // a unit's id: the city and its counties
	Content int    // number of a reform content
	State   act.State
	Search  string // part of the number, of the unit's name, or of the person's whom it nominates
	Newest  bool   // the last submitted first; else by number
	Page    int    // from 1; 0 is 1; -1: all of them, for an export
}

// Listing is one page of a list, with counts by state over the same filter without its state.
type Listing struct {
	Applications []Application // of each only the lineColumns
	Total        int           // of this filter
	Page, Pages  int
	Counts       map[act.State]int
}

// Task is something that waits for somebody (待办).
type Task struct {
	Application Application
	Form        string    // what the programme calls the form: 申报书
	What        string    // what to do, in Chinese
	Act         string    // the act's name, "" when there is none yet
	Until       time.Time // zero: no date
	Inner       time.Time // the city's earlier date, for its counties; zero: none
}

// Event is a line of the history of an application.
type Event struct {
	N        int64 // the ledger entry's number
	At       time.Time
	Act      string // the row's name
	Step     string // of an act of two persons: propose, confirm, reject
	Account  string
	Role     string
	Unit     string
	From, To act.State
	Version  int    // of a submit
	Reason   string // its words, where one was asked for
	HeadName string // the head who agreed to a withdrawal by a clerk
}
