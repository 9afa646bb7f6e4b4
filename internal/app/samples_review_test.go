package app

import (
	"archive/zip"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"shidian/internal/review"
)

// drawRepeats: from the published file alone the draw comes out again, and it names nobody.
func drawRepeats(t *testing.T, path string) {
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := review.ReadDrawFile(strings.NewReader(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	if err := review.CheckDraw(f); err != nil {
		t.Error(err)
	}
	for _, e := range demoExperts {
		if strings.Contains(string(raw), e.name) || strings.Contains(string(raw), e.employer) {
			t.Errorf("the published file names %s", e.name)
		}
	}
	if len(f.Pool) != len(demoExperts) || len(f.Bids) != len(countyBids) || len(f.Exclusions) != 4 || len(f.Witnesses) != 3 {
		t.Errorf("%d experts, %d bids, %d exclusions, %d witnesses", len(f.Pool), len(f.Bids), len(f.Exclusions), len(f.Witnesses))
	}
}

// scoresRecompute: every formula of the workbook gives the figure that stands beside it.
func scoresRecompute(t *testing.T, path string) {
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet, formulas := f.GetSheetName(0), 0
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for y, row := range rows {
		for x, kept := range row {
			at, err := excelize.CoordinatesToCellName(x+1, y+1)
			if err != nil {
				t.Fatal(err)
			}
			if formula, _ := f.GetCellFormula(sheet, at); formula == "" {
				continue
			}
			formulas++
			raw, _ := f.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
			if computed, err := f.CalcCellValue(sheet, at, excelize.Options{RawCellValue: true}); err != nil || computed != raw {
				t.Errorf("%s: the formula gives %s, beside it stands %s (%v)", at, computed, kept, err)
			}
		}
	}
	if formulas < 5*len(countyBids) {
		t.Errorf("only %d formulas", formulas)
	}
}

// sameUnits: the document for Word names the units that the PDF names.
func sameUnits(t *testing.T, base string) {
	pdf, word := squeeze(wordsOf(t, base+".pdf")), squeeze(docxWords(t, base+".docx"))
	named := 0
	for _, a := range append(append([]string{}, countyBids...), otherBids...) {
		unit := strings.NewReplacer("县科协", "县科学技术协会", "市科协", "市科学技术协会", "省", "山东省", "企业科协", "企业科学技术协会").Replace(a)
		if in := strings.Contains(pdf, unit); in != strings.Contains(word, unit) {
			t.Errorf("%s is in only one of the two", unit)
		} else if in {
			named++
		}
	}
	if named < suggested-3 {
		t.Errorf("only %d units are named", named)
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

// docxWords are all words of a document.
func docxWords(t *testing.T, path string) string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	part, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer part.Close()
	raw, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	return tag.ReplaceAllString(string(raw), "")
}
