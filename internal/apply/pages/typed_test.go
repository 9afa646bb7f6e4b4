package pages

import (
	"encoding/json"
	"reflect"
	"testing"
	"unicode/utf8"
)

// FuzzASaveIsReadAsEncodingJSONReadsIt holds our scanner against encoding/json: what it reads it reads the same, and
// what it does not know is left to encoding/json.
func FuzzASaveIsReadAsEncodingJSONReadsIt(f *testing.F) {
	for _, seed := range []string{
		`{"account":"a","changes":[]}`,
		`{"account":"a","changes":[{"key":"k","text":"改革\n“试点”\\ \"引\"","base":""},{"key":"l","text":"","base":"00"}]}` + "\n",
		`{"account":"a","changes":[{"key":"k","text":"\u6539\ud83d\ude00\ud83d\ud83dx\/\b\f\r\t","base":"x"}]}`,
		`{"account":"a","changes":[{"text":"t","key":"k","base":"x"}]}`,
		`{ "account" : "a" , "changes" : null }`,
		`{"account":"a","changes":[{"key":"k","text":"a` + "\n" + `b","base":""}]}`,
		`{"account":"a","changes":[{"key":"k","text":"\u00zz","base":""}]}`,
		`{"account":"a","changes":[{"key":"k","text":"\x","base":""}]}`,
		`{"account":"a\\","changes":[{"key":"k","text":"\\\\","base":"\\\""}]}`, "{\"account\":\"\xff\",\"changes\":[]}",
		`{"account":"a","changes":[{"key":"k","text":"1234567` + "\x1f" + `","base":"12345678` + "\x00" + `"}]}`,
		`{"account":"a","changes":[]}x`, `{"account":"a","changes":[{"key":"k","text":"t`, `{"account":"a","changes":[,]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := readTyped(body)
		var want typed
		wrong := json.Unmarshal(body, &want)
		if !utf8.Valid(body) {
			if err == nil && valid(got) {
				t.Fatalf("%q was read as %+v", body, got)
			}
			return
		}
		if (err == nil) != (wrong == nil) {
			t.Fatalf("%q: %v, encoding/json says %v", body, err, wrong)
		}
		if err == nil && !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: %+v, encoding/json reads %+v", body, got, want)
		}
	})
}

// valid tells whether everything in a save is UTF-8: what is not, the room refuses.
func valid(in typed) bool {
	all := utf8.ValidString(in.Account)
	for _, c := range in.Changes {
		all = all && utf8.ValidString(c.Key) && utf8.ValidString(c.Text) && utf8.ValidString(c.Base)
	}
	return all
}

func TestTheScannerReadsWhatOurScriptSends(t *testing.T) {
	s := scanner{rest: []byte(`{"account":"a","changes":[{"key":"k","text":"改革\n\u6539","base":""}]}`)}
	if in := s.typed(); !s.whole() || in.Changes[0].Text != "改革\n改" {
		t.Fatalf("%+v, lost %v, left %q", in, s.lost, s.rest)
	}
}
