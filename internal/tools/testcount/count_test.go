package main

import (
	"io"
	"strings"
	"testing"
)

const passing = `{"Action":"pass","Package":"p","Test":"TestA/sqlite"}
{"Action":"pass","Package":"p","Test":"TestA/postgres"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"pass","Package":"p"}
`

func TestFaults(t *testing.T) {
	for _, c := range []struct{ name, stream, want string }{
		{"all passed", passing, ""},
		{"nothing ran", "", "no test ran"},
		{"a skip", passing + `{"Action":"skip","Package":"p","Test":"TestB"}`, "skipped"},
		{"a failed test", `{"Action":"fail","Package":"p","Test":"TestA"}` + "\n" + `{"Action":"fail","Package":"p"}`, "p failed"},
		{"a failed build", passing + `{"Action":"fail","Package":"q","FailedBuild":"q"}`, "q failed"},
		{"a killed process", passing + `{"Action":"fail","Package":"q"}`, "q failed"},
		{"one engine alone", passing + `{"Action":"pass","Package":"p","Test":"TestB/sqlite"}`, "2 tests ran on sqlite, 1 on postgres"},
		{"one browser alone", passing + `{"Action":"pass","Package":"e","Test":"TestC/chromium"}`, "on chromium86"},
	} {
		t.Run(c.name, func(t *testing.T) {
			count := newCount()
			if err := count.read(strings.NewReader(c.stream), io.Discard); err != nil {
				t.Fatal(err)
			}
			got := strings.Join(count.faults(), "; ")
			if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
				t.Errorf("faults %q, want %q", got, c.want)
			}
		})
	}
}

func TestOutputOfAFailedTestIsShownAndOfAPassedOneNot(t *testing.T) {
	stream := `{"Action":"output","Package":"p","Test":"TestA","Output":"good news\n"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestB","Output":"bad news\n"}
{"Action":"fail","Package":"p","Test":"TestB"}
{"Action":"output","Package":"p","Test":"TestC","Output":"panic\n"}
{"Action":"fail","Package":"p"}
`
	var out strings.Builder
	if err := newCount().read(strings.NewReader(stream), &out); err != nil {
		t.Fatal(err)
	}
	got := out.String()
	if strings.Contains(got, "good") || !strings.Contains(got, "bad news") || !strings.Contains(got, "panic") {
		t.Errorf("printed:\n%s", got)
	}
}
