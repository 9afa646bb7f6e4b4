package paper

import (
	"os"
	"path/filepath"
	"testing"

	"shidian/assets/fonts"
)

func TestRareCharactersHaveAGlyph(t *testing.T) {
	f := testFonts(t)
	if got := Missing("㛃𬱖〇〔〕①⑩㈠㎡℃—“”…□√郝美想\n", f); len(got) != 0 {
		t.Errorf("missing: %q", got)
	}
	if got := string(Missing("甲𲎯乙𲎯☑", f)); got != "𲎯☑" {
		t.Errorf("missing %q, want 𲎯☑", got)
	}
}

func TestMissingCharacterIsPrintedAsTheTypeMark(t *testing.T) {
	path := file(t, "missing.pdf", render(t, Document{Title: "缺字", Created: frozen, Blocks: []Block{Para{Text: "甲𲎯乙"}}}))
	if got := plainText(t, path); got != "甲𲎯乙" {
		t.Errorf("text taken out: %q", got)
	}
	file, glyph := testFonts(t).pick(Fang, '〓')
	line := testFonts(t).set(Para{Text: "甲𲎯乙"}, 400)[0]
	if c := line.chars[1]; c.file != file || c.glyph != glyph || glyph == 0 {
		t.Errorf("printed as glyph %d of file %d", c.glyph, c.file)
	}
}

func TestFoundTellsSubstitutes(t *testing.T) {
	for _, f := range testFonts(t).Found() {
		if want := f.Face == Xbs; f.Substitute != want {
			t.Errorf("%s (%s from %s): substitute %v", f.Role, f.Family, f.Path, f.Substitute)
		}
	}
}

// A bare program, without the fonts beside it and outside its source tree, still prints all five roles.
func TestBareProgramUsesEmbeddedFaces(t *testing.T) {
	t.Chdir(t.TempDir())
	f, err := LoadFonts("")
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range f.Found() {
		want := found.Face == Xbs || found.Face == Fang || found.Face == Kai
		if found.Substitute != want {
			t.Errorf("%s from %s: substitute %v, want %v", found.Role, found.Path, found.Substitute, want)
		}
	}
	if _, err := PDF(notice(), f); err != nil {
		t.Error(err)
	}
}

func TestOfficeFontComesFirst(t *testing.T) {
	dir := t.TempDir()
	have, ok := fonts.Find("song", "")
	if !ok {
		t.Fatal("no 宋体")
	}
	if err := os.WriteFile(filepath.Join(dir, "xbs.ttf"), have.Data, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := LoadFonts(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Found()[Xbs]; got.Substitute || got.Path != filepath.Join(dir, "xbs.ttf") {
		t.Errorf("小标宋 is %+v", got)
	}
}

func TestBrokenFontsAreRefused(t *testing.T) {
	have, _ := fonts.Find("hei", "")
	for _, n := range []int{0, 4, 11, 40, 200, 3000, len(have.Data) / 2} {
		if _, err := parse(have.Data[:n]); err == nil {
			t.Errorf("the first %d bytes of a font were taken", n)
		}
	}
	if _, err := parse([]byte("OTTO and so on, CFF outlines")); err == nil {
		t.Error("CFF was taken")
	}
}
