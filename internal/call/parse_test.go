package call

import (
	"reflect"
	"testing"

	"shidian/internal/programme"
)

func TestTypedTextComesBack(t *testing.T) {
	_, text := pilot(t)
	for _, list := range [][]programme.Paragraph{text.Notice.Body, text.Notice.Annexes[0].Text} {
		if got := Paragraphs(Typed(list)); !reflect.DeepEqual(got, list) {
			for i := range list {
				if i >= len(got) || got[i] != list[i] {
					t.Fatalf("paragraph %d comes back as %+v", i, got[min(i, len(got)-1)])
				}
			}
			t.Fatalf("%d paragraphs come back as %d", len(list), len(got))
		}
	}
	got := Paragraphs("  一、总体要求 \n\n（一）目标\n一般文字")
	want := []programme.Paragraph{{Style: programme.Heading, Text: "一、总体要求"}, {Style: programme.Item, Text: "（一）目标"}, {Style: programme.Body, Text: "一般文字"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}
