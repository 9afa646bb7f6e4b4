package unit

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

func TestRule_N2_CitiesAndCountiesOfTheDay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		made, err := h.room.LoadRegions(ctx, h.handler, dayAt("2020-05-12"))
		h.must(err)
		count := func(kind string) int {
			return len(read(h, func(t *store.Tx) ([]Unit, error) { return List(t, Filter{Kind: kind}, db.Clock.Now()) }))
		}
		if made != 151 || count(City) != 16 || count(County) != 137 { // one city and one county were there
			t.Errorf("%d made, %d cities, %d counties", made, count(City), count(County))
		}
		h.must(h.room.Rename(ctx, h.handler, h.city, "济南市科学技术协会（更名）", "", db.Clock.Now())) // a new name makes no new unit
		again, err := h.room.LoadRegions(ctx, h.handler, dayAt("2020-05-12"))
		h.must(err)
		if again != 0 {
			t.Errorf("a second time %d more", again)
		}
		more, err := h.room.LoadRegions(ctx, h.handler, dayAt("2020-06-05"))
		h.must(err)
		if more != 0 { // 蓬莱区 comes in the place of two that are there: an act of its own
			t.Errorf("on 5 June %d more", more)
		}
		u := read(h, func(t *store.Tx) (Unit, error) { return ByRegion(t, "370684", db.Clock.Now()) })
		city := read(h, func(t *store.Tx) (Unit, error) { return Get(t, u.Parent, db.Clock.Now()) })
		if u.Name != "蓬莱市科学技术协会" || u.Short != "蓬莱市科协" || city.Short != "烟台市科协" {
			t.Errorf("%+v below %+v", u, city)
		}
		_, err = h.room.LoadRegions(ctx, h.recommender, dayAt("2020-05-12"))
		h.refused(err, fault.KindForbidden)
		h.verified()
	})
}

func TestEveryBadRowIsNamed(t *testing.T) {
	there := []Unit{{ID: "r", Kind: Office, Name: "省科协办公室", Short: "省科协办公室"},
		{ID: "c", Kind: City, Region: "370100", Name: "济南市科学技术协会", Short: "济南市科协", Parent: "r"},
		{ID: "d", Kind: County, Region: "370102", Name: "历下区科学技术协会", Short: "历下区科协", Parent: "c"}}
	county := KindTitles[County]
	for _, c := range []struct {
		column string
		line   Line
	}{
		{"", Line{Name: "历下区科学技术协会", Short: "历下区科协", Kind: county, Region: "370102"}}, // there already
		{"", Line{Name: "高新区科学技术协会", Kind: county, Parent: "济南市科协"}},
		{"", Line{Name: "山东甲学会", Kind: "省级学会", From: "2001年3月4日"}},
		{"", Line{Name: "历城区科学技术协会", Kind: county, Region: "370112"}}, // the city by the code
		{ColName, Line{Kind: county, Parent: "济南市科协"}},
		{ColName, Line{Name: strings.Repeat("长", 61), Short: "长", Kind: "省级学会"}},
		{ColName, Line{Name: "历下区科学技术协会", Kind: county, Parent: "济南市科协"}}, // there, but with a code
		{ColName, Line{Name: "末行科学技术协会", Kind: "省级学会"}},                   // twice in the list
		{ColShort, Line{Name: "山东乙学会", Short: strings.Repeat("长", 31), Kind: "省级学会"}},
		{ColKind, Line{Name: "山东乙学会", Kind: "协会"}},
		{ColKind, Line{Name: "山东乙学会"}},
		{ColKind, Line{Name: "又一个办公室", Kind: "省科协办公室"}},
		{ColRegion, Line{Name: "乙", Kind: county, Region: "37010", Parent: "济南市科协"}},
		{ColRegion, Line{Name: "乙", Kind: county, Region: "370100", Parent: "济南市科协"}},
		{ColRegion, Line{Name: "乙", Kind: county, Region: "370102", Parent: "济南市科协"}},
		{ColRegion, Line{Name: "乙", Kind: "省级学会", Region: "370113"}},
		{ColParent, Line{Name: "乙", Kind: county}},
		{ColParent, Line{Name: "乙", Kind: county, Region: "370299"}},
		{ColParent, Line{Name: "乙", Kind: county, Parent: "青岛市科协"}},
		{ColParent, Line{Name: "乙", Kind: county, Parent: "历下区科协"}},
		{ColParent, Line{Name: "乙", Kind: "省级学会", Parent: "济南市科协"}},
		{ColFrom, Line{Name: "乙", Kind: "省级学会", From: "去年"}},
		{ColFrom, Line{Name: "乙", Kind: "省级学会", From: "2020-02-30"}},
	} {
		c.line.Row = 7
		lines := []Line{{Row: 3, Name: "首行科学技术协会", Kind: "省级学会"}, {Row: 5, Name: "末行科学技术协会", Kind: "省级学会"}, c.line}
		plan := planImport(lines, there, store.NewID)
		if c.column == "" {
			if len(plan.Bad) != 0 || len(plan.New)+plan.Same != 3 {
				t.Errorf("%+v: %+v", c.line, plan.Bad)
			}
			continue
		}
		if len(plan.Bad) != 1 || plan.Bad[0].Row != 7 || plan.Bad[0].Column != c.column || plan.Bad[0].Why == "" {
			t.Errorf("%s of %+v: %+v", c.column, c.line, plan.Bad)
		}
	}
}

func TestNothingIsWrittenUntilTheListIsClean(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		h := newHouse(t, db)
		all := func() int {
			return len(read(h, func(t *store.Tx) ([]Unit, error) { return List(t, Filter{}, db.Clock.Now()) }))
		}
		before := all()
		_, err := h.room.Apply(ctx, h.handler)
		h.refused(err, fault.KindNotFound)
		lines := []Line{{Row: 3, Name: "高新区科学技术协会", Kind: KindTitles[County], Parent: "济南市科协"}, {Row: 4, Name: "某会", Kind: "错"}}
		plan, err := h.room.Check(ctx, h.handler, "名单.xlsx", lines)
		h.must(err)
		if len(plan.Bad) != 1 || len(plan.New) != 1 {
			t.Errorf("plan %+v", plan)
		}
		_, err = h.room.Apply(ctx, h.handler)
		h.refused(err, fault.KindConflict)
		if all() != before {
			t.Error("part of a bad list was written")
		}
		_, err = h.room.Check(ctx, h.handler, "名单.xlsx", lines[:1])
		h.must(err)
		_, err = h.room.Apply(ctx, h.admin) // another's list is none of his
		h.refused(err, fault.KindNotFound)
		made, err := h.room.Apply(ctx, h.handler)
		h.must(err)
		if made != 1 || all() != before+1 {
			t.Errorf("%d made, %d there, %d before", made, all(), before)
		}
		_, err = h.room.Uploaded(ctx, h.handler)
		h.refused(err, fault.KindNotFound)
		plan, err = h.room.Check(ctx, h.admin, "名单.xlsx", []Line{{Row: 3, Name: "某学会", Kind: "省级学会"}, {Row: 4, Name: "某部", Kind: KindTitles[Department]}})
		h.must(err)
		if len(plan.Bad) != 1 || plan.Bad[0].Row != 3 { // the office's to set up
			t.Errorf("%+v", plan.Bad)
		}
		_, err = h.room.Check(ctx, h.recommender, "名单.xlsx", lines)
		h.refused(err, fault.KindForbidden)
		h.verified()
	})
}

func workbook(t testing.TB, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestListsAreReadFromTheSpreadsheet(t *testing.T) {
	head := []any{ColRegion, ColKind, " " + ColName + " ", "备注", ColFrom}
	lines, err := ReadXLSX(workbook(t, []any{"单位名单"}, head, nil,
		[]any{370102, "县级科协", " 历下区\n科学技术协会 ", "x", time.Date(2020, 5, 12, 0, 0, 0, 0, time.UTC)}, []any{"", "省级学会", "甲"}))
	want := Line{Row: 4, Name: "历下区 科学技术协会", Kind: "县级科协", Region: "370102", From: "2020-05-12"}
	if err != nil || len(lines) != 2 || lines[0] != want || lines[1].Row != 5 {
		t.Errorf("%+v, %v", lines, err)
	}
	var template bytes.Buffer
	if err := Template(&template, storetest.Noon); err != nil {
		t.Fatal(err)
	}
	root := Unit{ID: "r", Kind: Office, Name: "办公室", Short: "办公室"}
	lines, err = ReadXLSX(template.Bytes())
	if plan := planImport(lines, []Unit{root}, store.NewID); err != nil || len(plan.New) != 2 || len(plan.Bad) != 0 {
		t.Errorf("the template's own lines: %+v, %v", plan.Bad, err)
	}
	many := [][]any{{ColName, ColKind}}
	for i := range MaxListRows + 1 {
		many = append(many, []any{fmt.Sprint("学会", i), "省级学会"})
	}
	if lines, err := ReadXLSX(workbook(t, many[:MaxListRows+1]...)); err != nil || len(lines) != MaxListRows {
		t.Errorf("the most: %d, %v", len(lines), err)
	}
	h := &house{t: t}
	for what, content := range map[string][]byte{"too many": workbook(t, many...), "no head": workbook(t, []any{"甲", "乙"}), "nothing": workbook(t),
		"only a head": workbook(t, head), "no file": nil, "a text": []byte("单位全称,单位类别"), "a torn file": template.Bytes()[:template.Len()/2]} {
		_, err := ReadXLSX(content)
		if !fault.Is(err, fault.KindInvalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err = ReadXLSX(make([]byte, MaxListBytes+1))
	h.refused(err, fault.KindTooLarge)
}

func FuzzReadXLSX(f *testing.F) {
	good := workbook(f, []any{ColName, ColKind, ColRegion}, []any{"甲", "省级学会", ""}, []any{"乙", "县级科协", 370102})
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1})
	f.Fuzz(func(t *testing.T, content []byte) {
		lines, err := ReadXLSX(content)
		if err == nil && (len(lines) == 0 || len(lines) > MaxListRows) {
			t.Errorf("%d lines", len(lines))
		}
		if _, known := fault.As(err); err != nil && !known {
			t.Errorf("not in words: %v", err)
		}
		planImport(lines, []Unit{{ID: "r", Kind: Office}}, store.NewID)
	})
}

// FuzzSheetXML wraps the fuzzed text as the sheet of a sound file, so that the fuzzer gets past the archive.
func FuzzSheetXML(f *testing.F) {
	f.Add(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>单位全称</t></is></c></row></sheetData></worksheet>`)
	f.Add(`<worksheet><sheetData><row r="99999999999"><c r="ZZZZ1" t="s"><v>-1</v></c><c r="" t="s"><v>x</v></c></row></sheetData></worksheet>`)
	good := workbook(f, []any{ColName, ColKind}, []any{"甲", "省级学会"})
	f.Fuzz(func(t *testing.T, sheet string) {
		if _, err := ReadXLSX(withSheet(t, good, sheet)); err != nil {
			if _, known := fault.As(err); !known {
				t.Errorf("not in words: %v", err)
			}
		}
	})
}

func TestTheReaderBearsTornSheets(t *testing.T) {
	good := workbook(t, []any{ColName, ColKind, ColRegion}, []any{"甲", "省级学会", ""}, []any{"乙", "县级科协", 370102})
	sheet := sheetOf(t, good)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 400 {
		content := []byte(sheet)
		for range 1 + random.IntN(8) {
			at := random.IntN(len(content))
			switch random.IntN(3) {
			case 0:
				content[at] = byte(random.IntN(256))
			case 1:
				content = append(content[:at:at], content[min(len(content), at+1+random.IntN(20)):]...)
			default:
				content = append(content[:at:at], append([]byte("99999999"), content[at:]...)...)
			}
		}
		file := withSheet(t, good, string(content))
		if i%4 == 0 {
			file[random.IntN(len(file))] ^= byte(1 + random.IntN(255))
		}
		if _, err := ReadXLSX(file); err != nil {
			if _, known := fault.As(err); !known {
				t.Fatalf("mutation %d, not in words: %v", i, err)
			}
		}
	}
}
