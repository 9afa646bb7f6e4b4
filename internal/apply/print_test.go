package apply

import (
	"archive/zip"
	"bytes"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"shidian/internal/ledger"
	"shidian/internal/paper"
	"shidian/internal/paper/incoming"
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

// look keeps a paper in the folder $SHIDIAN_LOOK, where one is named, for a person to look at.
func look(t *testing.T, name string, pdf []byte) {
	t.Helper()
	dir := os.Getenv("SHIDIAN_LOOK")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".pdf"), pdf, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestEveryPaperIsMade(t *testing.T) {
	for name, doc := range papers(t) {
		look(t, name, pdfOf(t, doc))
	}
}

// Every value of the form is on the paper, once where it is typed once, number, version and code on every page.
func TestFormHoldsEveryValue(t *testing.T) {
	v := sampleVersion(t, "county")
	text := words(t, pdfOf(t, FormPaper(pilot(), v, "")))
	for _, f := range FieldsFor(pilot(), "county") {
		for _, line := range strings.Split(Shown(pilot(), f, v.Values[f.Key]), "\n") {
			if line = strings.Join(strings.Fields(line), ""); len([]rune(line)) < 30 && !strings.Contains(text, line) {
				t.Errorf("%s: %q is not on the paper", f.Key, line)
			}
		}
	}
	for _, want := range []string{"附件2", "填报说明", "一、基本情况", "申报单位负责人", "申报单位联络人", "（县级科协试点由市科协填写此栏）",
		"申报单位负责人（签章）：", "（单位公章）", "二、试点内容", "6.建立健全组织建设工作体系试点（申报部分方面）：推动市县科协按期换届",
		"自拟：乡镇科协联合体", "三、试点方案", "1.工作计划", "2.预期成果", "2020年6月1日至2022年5月31日", "㛃某", "𬱖某某"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the paper", want)
		}
	}
	for _, mark := range []string{v.Number, v.Code, "第1版"} {
		if n := strings.Count(text, mark); n != 8 {
			t.Errorf("%s stands on %d of 8 pages", mark, n)
		}
	}
	if strings.Contains(text, "草稿") {
		t.Error("a frozen version says 草稿")
	}
}

// "/" stands only where somebody typed it; a society's recommender's box stays empty, a county's is left for the pen.
func TestRule_A3_SlashIsPrintedOnlyWhereTyped(t *testing.T) {
	for kind, typed := range map[string]int{"county": 2, "society": 3} {
		values := filled(kind)
		text := words(t, pdfOf(t, formPaper(pilot(), kind, values)))
		note := strings.Count(strings.Join(pilot().Form.Notes, ""), "/")
		if got := strings.Count(text, "/") - note; got != typed {
			t.Errorf("%s: %d slashes, typed %d", kind, got, typed)
		}
	}
}

func TestDraftHasNoCode(t *testing.T) {
	d := sampleDraft("county", filled("county"))
	d.Application.Number = "SD-2020-0137"
	pdf := pdfOf(t, DraftPaper(pilot(), d))
	text := words(t, pdf)
	if strings.Contains(text, "SD-2020-0137") || strings.Contains(text, "校验") {
		t.Error("a draft bears a code")
	}
	if !strings.Contains(text, "草稿") {
		t.Error("a draft does not say so")
	}
	if codes, err := incoming.ReadCodes(pdf); err != nil || len(codes) != 0 {
		t.Errorf("codes of a draft: %v %v", codes, err)
	}
}

// Each page's code says its page, and reads back as the version's.
func TestRule_A4_CodesOnEveryPage(t *testing.T) {
	v := sampleVersion(t, "county")
	pages := pictures(t, pdfOf(t, FormPaper(pilot(), v, "https://sd.example.cn")))
	if len(pages) != 8 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, page := range pages {
		want := qrText("https://sd.example.cn", v, i+1)
		if codes := incoming.ReadQR(page); len(codes) != 1 || codes[0] != want {
			t.Errorf("page %d bears %q, want %s", i+1, codes, want)
		}
		if number, code, ours := readQR(want); number != v.Number || code != v.Code || !ours {
			t.Errorf("%s reads as %s %s", want, number, code)
		}
	}
}

// pictures are the pages as a scanner sees them, 100 dots an inch.
func pictures(t *testing.T, pdf []byte) (pages []image.Image) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "paper.pdf"), pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-r", "100", "-gray", "-png", filepath.Join(dir, "paper.pdf"), filepath.Join(dir, "p")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "p*.png"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		page, err := png.Decode(bytes.NewReader(readFile(t, name)))
		if err == nil {
			pages = append(pages, page)
		}
	}
	return pages
}

func TestSamePaperTwice(t *testing.T) {
	v := sampleVersion(t, "county")
	if a, b := pdfOf(t, FormPaper(pilot(), v, "")), pdfOf(t, FormPaper(pilot(), v, "")); !bytes.Equal(a, b) {
		t.Error("two renders differ")
	}
}

// The blank form in Word has a bookmark for every field of the applicant and the recommender.
func TestBlankFormHasItsBookmarks(t *testing.T) {
	data, err := paper.DOCX(BlankPaper(pilot()))
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	file, err := archive.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	xml, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range pilot().Fields() {
		if n := strings.Count(string(xml), `w:name="f_`+f.Key+`"`); n != 1 {
			t.Errorf("bookmark f_%s stands %d times", f.Key, n)
		}
	}
	if !strings.Contains(words(t, pdfOf(t, BlankPaper(pilot()))), "(可另加页)") {
		t.Error("the blank form does not say that pages may be added")
	}
}

// The papers for the head and the envelope are one page each, with the longest names and fifty files.
func TestOnePagePapers(t *testing.T) {
	d := sampleDraft("county", filled("county"))
	d.Application.UnitName = strings.Repeat("山东省某某高新技术产业开发区", 3) + "科学技术协会"
	for key, f := range map[string]string{"applicant_unit": d.Application.UnitName, "basic_unit": d.Application.UnitName,
		"unit_overview": strings.Repeat(longText, 20), "reform_progress": strings.Repeat(longText, 20), "reform_highlights": strings.Repeat(longText, 20)} {
		d.Values[key] = Value{Text: f}
	}
	var all ContentsValue
	for _, c := range pilot().Contents.List {
		all.Items = append(all.Items, ContentChoice{Number: c.Number, Clauses: c.Clauses})
	}
	d.Values["contents"] = Value{Text: EncodeContents(all)}
	for len(d.Attachments) < attachmentsMost {
		d.Attachments = append(d.Attachments, Attachment{Name: strings.Repeat("很长的附件名称", 5) + ".pdf"})
	}
	for name, doc := range map[string]paper.Document{"summary": SummaryPaper(pilot(), d), "sign": SignPaper(pilot(), d),
		"label": LabelPaper(pilot(), programme.ContactRole{Address: strings.Repeat("很长的地址", 8)}, d.Application)} {
		pdf := pdfOf(t, doc)
		look(t, "longest-"+name, pdf)
		if n, err := incoming.CheckPDF(pdf, incoming.DefaultLimits); err != nil || n != 1 {
			t.Errorf("%s has %d pages (%v)", name, n, err)
		}
	}
}

func TestReceiptSaysWhatItIsNot(t *testing.T) {
	doc := papers(t)["receipt"]
	text := words(t, pdfOf(t, doc))
	for _, want := range []string{"不是电子签名", "SD-2020-0137", "提交时间", "2020年5月13日12:00:00", "4711", "第4710号"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the receipt", want)
		}
	}
}
