package dossier

import (
	"io"
	"time"

	"shidian/internal/call"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// Later is a part that a room after the evaluations adds to every dossier; app appends it to Room.Later. What its acts fix by a
// hash is added to the table fixes, and the words for its things and their states to sorts and titles: a dossier is checked and
// read without the room.
type Later struct {
	Dir   string // the folder: 10推广; those below 10 are taken
	Title string // on the cover: 推广
	// Items are the archived items of a cohort, in their order; at is the moment of the dossier.
	Items func(t *store.Tx, c call.Cohort, at time.Time) ([]Item, error)
	// Things are the names in the ledger of what the room has of a cohort, so that their entries go along.
	Things func(t *store.Tx, cohort string) ([]string, error)
}

// Item is an archived item with the papers that it consists of.
type Item struct {
	By, Number, Title string
	Date              time.Time
	Note              string
	Folder            string // under the part's own; "" for none
	Papers            []Paper
}

// Paper is one file of an item: a stored one by its hash, one that is set now, or one of another kind.
type Paper struct {
	Name  string // without its ending
	Hash  string
	Set   *paper.Document
	Ext   string // of Write: .json
	Write func(io.Writer) error
}

// added is a later room's part.
func (g *reading) added(l Later) (Part, error) {
	b := g.builder(l.Dir, l.Title)
	items, err := l.Items(g.t, g.Cohort, g.At)
	for _, item := range items {
		p := b.piece(Piece{By: item.By, Number: item.Number, Title: item.Title, Date: item.Date, Note: item.Note})
		dir := item.Folder
		if dir != "" {
			dir = fileName(dir, "")
		}
		for _, x := range item.Papers {
			switch {
			case x.Hash != "":
				b.stored(p, dir, x.Name, x.Hash)
			case x.Set != nil:
				b.file(p, dir, x.Name, ".pdf", g.r.printed(*x.Set))
			default:
				b.file(p, dir, x.Name, x.Ext, x.Write)
			}
		}
	}
	if err == nil {
		err = b.err
	}
	return b.part, err
}
