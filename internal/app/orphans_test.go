package app

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shidian/internal/files"
)

// Only what nothing refers to is taken away, and only when it is old.
func TestOrphansAreSweptAndNothingElse(t *testing.T) {
	ctx := context.Background()
	h := demoIn(t, filepath.Join(t.TempDir(), "d"))
	defer h.Close()
	id, actor := fill(t, h), actorOf(t, h, "jiaxian")
	attached, err := h.Apply.Attach(ctx, actor, id, "证明.png", strings.NewReader("\x89PNG\r\n\x1a\n attached"))
	if err != nil {
		t.Fatal(err)
	}
	orphan, err := h.Files.Put(strings.NewReader("\x89PNG\r\n\x1a\n orphan"), files.AttachmentLimit)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	if n, err := h.SweepOrphans(ctx, now.Add(time.Hour)); n != 0 || err != nil {
		t.Errorf("a young orphan was taken: %d %v", n, err)
	}
	if n, err := h.SweepOrphans(ctx, now.Add(orphanAge+time.Hour)); n != 1 || err != nil {
		t.Errorf("swept %d, want the one orphan: %v", n, err)
	}
	if h.Files.Check(orphan.Hash) == nil {
		t.Error("the orphan is still there")
	}
	if err := h.Files.Check(attached.Hash); err != nil {
		t.Error("an attachment was taken away")
	}
	sound(t, h)
}
