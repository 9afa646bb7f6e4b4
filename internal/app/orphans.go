package app

import (
	"context"
	"errors"
	"time"

	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/evaluate"
	"shidian/internal/files"
	"shidian/internal/publish"
	"shidian/internal/recommend"
	"shidian/internal/review"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

// orphanAge is how long a blob that nothing refers to is kept: an upload whose act never came. A content that is
// uploaded again is young again, so what an act is about to refer to is never taken away.
const orphanAge = 7 * 24 * time.Hour

// SweepOrphans takes away the blobs to which no row and no waiting proposal refers and which are older than orphanAge
// at the wall-clock instant now. It tells how many.
func (h *House) SweepOrphans(ctx context.Context, now time.Time) (swept int, err error) {
	kept := map[string]bool{}
	err = h.DB.Read(ctx, func(t *store.Tx) error {
		for _, blobs := range []func(*store.Tx) ([]string, error){call.Blobs, apply.Blobs, recommend.Blobs, review.Blobs, decide.Blobs, publish.Blobs, run.Blobs, evaluate.Blobs, spread.Blobs, h.proposedBlobs} {
			hashes, err := blobs(t)
			if err != nil {
				return err
			}
			for _, hash := range hashes {
				kept[hash] = true
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	err = h.Files.Each(func(hash string, _ int64, changed time.Time) error {
		if kept[hash] || now.Sub(changed) < orphanAge {
			return nil
		}
		swept++
		return h.Files.Remove(hash)
	})
	return swept, err
}

// proposedBlobs are the files named in what waits for a second person.
func (h *House) proposedBlobs(t *store.Tx) (hashes []string, err error) {
	waiting, err := h.Door.Proposals(t)
	for _, p := range waiting {
		hashes = append(hashes, files.Named(string(p.Params))...)
	}
	return hashes, err
}

// sweepDaily sweeps at the start and then once a day until ctx ends.
func (h *House) sweepDaily(ctx context.Context) {
	tick := time.NewTicker(24 * time.Hour)
	defer tick.Stop()
	for {
		if swept, err := h.SweepOrphans(ctx, time.Now()); err != nil && !errors.Is(err, context.Canceled) {
			h.Log.Error("sweep of orphaned files", "error", err)
		} else if swept > 0 {
			h.Log.Info("orphaned files taken away", "files", swept)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
