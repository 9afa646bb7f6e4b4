package spread

import (
	"slices"

	"shidian/internal/act"
	"shidian/internal/files"
	"shidian/internal/ledger"
	"shidian/internal/paper"
	"shidian/internal/run"
	"shidian/internal/store"
)

// Room is the room's acts and what they need.
type Room struct {
	Door  *act.Door
	Files *files.Store
	Fonts *paper.Fonts
	Run   *run.Room // keeps drafts

	shelf    shelf
	booklets press
	papers   press // of one case
}

// New makes the room, and says at the door how its acts of two persons are performed.
func New(door *act.Door, blobs *files.Store, fonts *paper.Fonts, work *run.Room) *Room {
	r := &Room{Door: door, Files: blobs, Fonts: fonts, Run: work, booklets: newPress(1, 10), papers: newPress(2, 50)}
	r.second()
	return r
}

// second registers the acts of two persons.
func (r *Room) second() {
	r.Door.Second(rowPublish, r.publishCase)
	r.Door.Second(rowRecommend, r.recommend)
}

// Acts is the room's part of the table of acts.
func Acts() []act.Row {
	return slices.Concat(caseRows, adoptionRows, upwardRows, brandRows, exchangeRows)
}

// Covers are the room's tables that are bound to the ledger.
func Covers() []ledger.Cover {
	return slices.Concat(caseCovers, adoptionCovers, upwardCovers, brandCovers, exchangeCovers)
}

// Checks are the room's further proofs: every file that rows refer to is in the files.
func Checks(blobs *files.Store) []ledger.Check {
	return []ledger.Check{{Table: "spread_version", Run: func(t *store.Tx, found func(key, what string)) error {
		hashes, err := Blobs(t)
		for _, hash := range hashes {
			if blobs.Check(hash) != nil {
				found(hash, "案例图片、推广应用或者经费的证明材料不在文件库中，或者已被改动")
			}
		}
		return err
	}}}
}

// blobs are what the parts say of the files that their rows refer to.
var blobs = []func(*store.Tx) ([]string, error){caseBlobs, adoptionBlobs, brandBlobs, exchangeBlobs}

// Blobs are the files that the room's rows refer to.
func Blobs(t *store.Tx) (all []string, err error) {
	for _, of := range blobs {
		hashes, err := of(t)
		if err != nil {
			return nil, err
		}
		all = append(all, hashes...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}
