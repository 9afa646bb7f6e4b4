package apply

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"shidian/internal/ledger"
	"shidian/internal/paper"
	"shidian/internal/programme"
)

// papers are all papers of this room.
func papers(t *testing.T) map[string]paper.Document {
	p := pilot()
	d := sampleDraft("county", filled("county"))
	d.Application.Number, d.Application.Submitted = "SD-2020-0137", noon
	v := sampleVersion(t, "county")
	return map[string]paper.Document{
		"form": FormPaper(p, v, "https://sd.example.cn"), "society": FormPaper(p, sampleVersion(t, "society"), ""),
		"draft": DraftPaper(p, d), "blank": BlankPaper(p), "other": DraftPaper(another(), Draft{Application: d.Application}),
		"receipt": ReceiptPaper(p, Receipt{Number: v.Number, UnitName: v.UnitName, Version: 1, At: noon, Hash: v.Hash, Code: v.Code,
			Ledger: ledger.Head{Size: 4711, Root: v.Hash}, Entry: 4710}),
		"label":   LabelPaper(p, programme.ContactRole{Role: "综合岗", Phone: "0531-00000000", Address: "济南市杆南东街8号 山东省科协南楼608室"}, d.Application),
		"summary": SummaryPaper(p, d), "sign": SignPaper(p, d),
	}
}

func pdfOf(t *testing.T, doc paper.Document) []byte {
	t.Helper()
	pdf, err := paper.PDF(doc, fonts())
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// words are the characters of a PDF without blanks, by pdftotext.
func words(t *testing.T, pdf []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(name, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-enc", "UTF-8", name, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(out)), "")
}

func TestPapersCanBeLookedAt(t *testing.T) {
	dir := os.Getenv("SHIDIAN_LOOK")
	for name, doc := range papers(t) {
		pdf := pdfOf(t, doc)
		if dir != "" {
			if err := os.WriteFile(filepath.Join(dir, name+".pdf"), pdf, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
