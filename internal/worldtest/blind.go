package worldtest

import (
	"strings"
	"testing"

	"shidian/internal/programme"
	"shidian/programmes"
)

// Blind is the shipped definition with a blind review and three experts for each application.
func Blind(t testing.TB) *programme.Programme {
	t.Helper()
	data, err := programmes.Files.ReadFile(programmes.ReformPilot)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, change := range [][2]string{{"盲评:\n      取值: 否", "盲评:\n      取值: 是"}, {"每件专家数:\n      取值: 5", "每件专家数:\n      取值: 3"}} {
		if !strings.Contains(text, change[0]) {
			t.Fatalf("the shipped definition has no %q", change[0])
		}
		text = strings.Replace(text, change[0], change[1], 1)
	}
	p, err := programme.Load([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}
