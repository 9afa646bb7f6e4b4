package paper

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func TestSheet(t *testing.T) {
	sheet := Sheet{Name: "汇总", Title: "申报汇总表", Created: frozen, Landscape: true, Cols: []SheetColumn{
		{Head: "序号", Width: 6, Kind: Number}, {Head: "申报单位", Width: 30}, {Head: "手机"}, {Head: "收到", Kind: Date}}}
	var out bytes.Buffer
	day := time.Date(2020, 5, 18, 0, 0, 0, 0, time.UTC)
	rows := [][]any{{1, "济南市科协", "013800001234", day}, {2, "=1+1", "", nil}}
	if err := sheet.Write(&out, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"A1": "申报汇总表", "B2": "申报单位", "A3": "1", "C3": "013800001234", "D3": "2020-05-18", "B4": "=1+1", "D4": ""} {
		if got, err := f.GetCellValue("汇总", cell); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
		}
	}
	if formula, _ := f.GetCellFormula("汇总", "B4"); formula != "" {
		t.Error("a text became a formula")
	}
	panes, err := f.GetPanes("汇总")
	if err != nil || !panes.Freeze || panes.YSplit != 2 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	layout, err := f.GetPageLayout("汇总")
	if err != nil || *layout.Orientation != "landscape" || *layout.Size != 9 {
		t.Errorf("layout %s, size %d, %v", *layout.Orientation, *layout.Size, err)
	}
}

func TestSheetRefusesARowTooLong(t *testing.T) {
	sheet := Sheet{Name: "表", Cols: []SheetColumn{{Head: "一"}}}
	if err := sheet.Write(&bytes.Buffer{}, slices.Values([][]any{{"a", "b"}})); err == nil {
		t.Error("two values went into one column")
	}
}
