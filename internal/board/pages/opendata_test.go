package pages

import (
	"testing"
	"time"
)

// A file is made once for all who ask within some seconds; then again only when something was done, or the clock was set back.
func TestAFileIsMadeWhenSomethingWasDone(t *testing.T) {
	var s shelf
	made, shown, state, now := 0, "1", "1", time.Date(2020, 5, 18, 9, 0, 0, 0, time.UTC)
	ask := func(want int, why string) {
		t.Helper()
		f, err := s.of("a", now, func() (string, error) { return shown, nil }, func() (string, error) { return state, nil }, func() ([]byte, error) { made++; return []byte(state), nil })
		if err != nil || made != want || string(f.body) != state && want == made && why == "done" {
			t.Errorf("%s: made %d times, want %d; %s, %v", why, made, want, f.body, err)
		}
	}
	ask(1, "first")
	state = "2"
	ask(1, "at once")
	now = now.Add(keptFor)
	ask(2, "done")
	shown, state = "2", "4"
	ask(3, "done")
	shown, state = "1", "2"
	ask(4, "done")
	state = "5"
	ask(4, "at once")
	state = "2"
	now = now.Add(keptFor)
	ask(4, "nothing done")
	state, now = "3", now.Add(-time.Hour)
	ask(5, "done")
}
