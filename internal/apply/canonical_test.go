package apply

import (
	"encoding/json"
	"reflect"
	"testing"
)

func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"", "a", `"\/`, "\n\t\x01\x7f", "  <>&", "𬱖㛃", "{\"a\":1}"} {
		f.Add(s, "b")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if !soundText(a) || !soundText(b) {
			return
		}
		want := map[string]string{a: b, b: a, "k": a + b}
		written := canonical{}.object(want)
		var got map[string]string
		if err := json.Unmarshal(written, &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%s reads as %v (%v), want %v", written, got, err, want)
		}
		if again := (canonical{}).object(got); string(again) != string(written) {
			t.Fatalf("%s and %s", written, again)
		}
	})
}

func FuzzContents(f *testing.F) {
	f.Add(EncodeContents(ContentsValue{Items: []ContentChoice{{Number: 6, Clauses: []string{"甲", "乙"}, Free: []string{"丙"}}}}))
	f.Add(`{"items":[{"number":1,"whole":true}]} x`)
	f.Add(`{"items":null}`)
	f.Add(`{"items":[{"number":1e3}],"more":1}`)
	f.Fuzz(func(t *testing.T, text string) {
		v, err := DecodeContents(text)
		if err != nil {
			return
		}
		written := EncodeContents(v)
		again, err := DecodeContents(written)
		if err != nil || EncodeContents(again) != written {
			t.Fatalf("%q decodes to %+v, encodes to %q, decodes to %+v (%v)", text, v, written, again, err)
		}
		wrongContents(pilot(), text)
	})
}

func FuzzOtherValues(f *testing.F) {
	for _, s := range []string{"", "/", EncodePeriod(PeriodValue{"2020-06-01", "2022-05-31"}), EncodeTable(TableValue{{"a", "b"}, {}}),
		EncodeChoice(ChoiceValue{"x"}), "null", "[null]", `[["a",null]]`, `{"from":1}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if v, err := DecodePeriod(text); err == nil {
			if again, err := DecodePeriod(EncodePeriod(v)); err != nil || again != v {
				t.Fatalf("period %q: %+v, %+v", text, v, again)
			}
		}
		if v, err := DecodeTable(text); err == nil {
			written := EncodeTable(v)
			if again, err := DecodeTable(written); err != nil || EncodeTable(again) != written {
				t.Fatalf("table %q: %v, %v", text, v, again)
			}
		}
		if v, err := DecodeChoice(text); err == nil {
			if again, err := DecodeChoice(EncodeChoice(v)); err != nil || EncodeChoice(again) != EncodeChoice(v) {
				t.Fatalf("choice %q: %v, %v", text, v, again)
			}
		}
		for _, field := range append(FieldsFor(another(), "person"), FieldsFor(pilot(), "county")...) {
			wrong(pilot(), field, text, allKnown)
			Shown(pilot(), field, text)
		}
	})
}
