package fonts

import "testing"

// The embedded files are used where they lie, and their licence goes with them.
func TestEmbeddedFilesAreNotCopied(t *testing.T) {
	for _, role := range []string{"hei", "xbs", "song"} {
		first, found := Find(role, "")
		again, _ := Find(role, "")
		if !found || &first.Data[0] != &again.Data[0] || len(first.Licence) < 1000 {
			t.Errorf("%s: found %v in %s, licence of %d bytes", role, found, first.Path, len(first.Licence))
		}
	}
}
