package app

import (
	"context"
	"image/png"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"shidian/internal/paper/incoming"
	"shidian/internal/testenv"
)

var sampleFiles = []string{"form.pdf", "form-draft.pdf", "form-blank.pdf", "form-blank.docx", "notice-draft.pdf", "notice-draft.docx", "receipt.pdf",
	"recommendation-list.pdf", "recommendation-list.docx", "recommendation-list.xlsx", "acceptance.pdf", "exceptions.pdf",
	"draw.json", "draw-record.pdf", "scores.pdf", "scores.xlsx", "meeting-packet.pdf", "meeting-packet.docx",
	"public-notice.pdf", "public-notice.docx", "release.pdf", "release.docx", "plan.pdf", "midterm.pdf", "final.pdf", "loss-of-status.pdf", "loss-of-status.docx", "recommendation-upward.pdf", "recommendation-upward.docx",
	"half-year.pdf", "stocktaking.xlsx", "stocktaking.docx", "case.pdf", "case.docx", "booklet.pdf", "booklet.docx", "brand-ledger.xlsx"}

// The papers as people hold them: made by the acts and jobs of a demo, read back with the tools that others use.
func TestSamplesArePapersThatAnOfficeCanUse(t *testing.T) {
	dir := t.TempDir()
	if _, err := Samples(context.Background(), dir, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	for _, name := range sampleFiles {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() < 1000 {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, name := range sampleFiles {
		if strings.HasSuffix(name, ".pdf") {
			t.Run(name, func(t *testing.T) { soundPDF(t, filepath.Join(dir, name)) })
		}
	}
	t.Run("the frozen form", func(t *testing.T) { frozenForm(t, filepath.Join(dir, "form.pdf")) })
	t.Run("the draft", func(t *testing.T) {
		text := wordsOf(t, filepath.Join(dir, "form-draft.pdf"))
		// A watermark at 45 degrees is read out a character a line.
		if !strings.Contains(text, "草") || !strings.Contains(text, "稿") || strings.Contains(text, "校验") || len(codes(t, filepath.Join(dir, "form-draft.pdf"))) > 0 {
			t.Error("a draft bears 草稿 and no code")
		}
	})
	t.Run("the receipt", func(t *testing.T) {
		text := squeeze(wordsOf(t, filepath.Join(dir, "receipt.pdf")))
		for _, want := range []string{"SD-2020-0001", "甲县科学技术协会", "2020年5月13日", "根哈希", "不是电子签名"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is missing", want)
			}
		}
		if halves := regexp.MustCompile(`[0-9a-f]{32}`).FindAllString(text, -1); len(halves) != 4 {
			t.Errorf("two hashes in two lines each, got %v", halves)
		}
	})
	for name, wants := range map[string][]string{
		"recommendation-list.pdf": {"推荐汇总表", "乙市科学技术协会", "丁县科学技术协会", "戊县科学技术协会", "超出名", "推荐单位负责人（签字）："},
		"acceptance.pdf":          {"受理情况", "山东省甲学会", "形式审查", "纸质件", "不是电子签名"},
		"exceptions.pdf":          {"例外事项一览", "超出名额", "己县科学技术", "旧版纸质", "辛县科学技术", "共2项"},
		"draw-record.pdf":         {"专家抽取记录表", "第一评审组", "机关纪委", "财务部门", "20200603", "抽取人（签字）：", "draw.json"},
		"scores.pdf":              {"评分汇总表", "丁县科学技术协会", "超出名额推荐", "偏离较大", "专家回避", "去掉最高分和最低分"},
		"meeting-packet.pdf":      {"建议名单", "提请省科协主席办公会研究。共11个单位", "名次", "极差"},
		"public-notice.pdf": {"代拟稿", "建议名单的公示", "2020年6月22日至2020年6月29日（5个工作日）", "拟确定的8个单位", "受理电话：", "监督电话：",
			"真实姓名或者加盖公章", "按照《关于开展深化改革试点申报工作的通知》（鲁科协发〔2020〕13号）要求"},
		"plan.pdf": {"甲县科学技术协会", "实施方案", "2020年7月6日至2022年7月5日", "学会学术部", "（一）建立健全科技人才联系服务工作体系试点", "时间进度和预期目标", "2020年12月31日", "10件",
			"第1版，2020年7月6日由山东省科学技术协会审定"},
		"midterm.pdf":               {"中期评估表", "任务完成", "未达到", "整改事项（2021年10月6日前完成）", "专家签字："},
		"final.pdf":                 {"终期评估表", "82分，建议等级：良好", "预期目标和实际完成情况", "90%", "合计"},
		"recommendation-upward.pdf": {"代拟稿", "中国科协：", "特此函达。", "典型案例推荐表", "乙县科学技术协会", "制度文件目标4项，实际4项（100%）"},
		"loss-of-status.pdf":        {"代拟稿", "试点单位资格的通知", "听取单位陈述意见，并经省科协主席办公会", "自本通知成文之日起执行"},
		"release.pdf":               {"代拟稿", "名单的通知", "按照《关于开展深化改革试点申报工作的通知》（鲁科协发〔2020〕13号）要求", "确定8个单位", "试点周期为2年"},
		"case.pdf":                  {"（示例）", "摘要", "一、针对的问题", "四、可复制可推广的做法", "图：活动场次逐季上升（示例）", "发布", "优秀"},
		"booklet.pdf":               {"典型案例汇编", "收入案例3个", "目录", "学会服务站办在园区里（示例）....", "三、工作成效"},
		"half-year.pdf":             {"甲县科学技术协会", "2020年下半年工作进展情况", "2020年7月1日至2020年12月31日", "2020年12月28日", "成立工作专班", "进度滞后", "两个站点的场所"},
	} {
		t.Run("what "+name+" says", func(t *testing.T) {
			text := squeeze(wordsOf(t, filepath.Join(dir, name)))
			for _, want := range wants {
				if !strings.Contains(text, want) {
					t.Errorf("%q is missing", want)
				}
			}
		})
	}
	t.Run("the half year", func(t *testing.T) {
		halfYearCounts(t, filepath.Join(dir, "stocktaking.xlsx"), filepath.Join(dir, "stocktaking.docx"))
	})
	t.Run("the ledger of the money", func(t *testing.T) { ledgerAddsUp(t, filepath.Join(dir, "brand-ledger.xlsx")) })
	t.Run("the draw", func(t *testing.T) { drawRepeats(t, filepath.Join(dir, "draw.json")) })
	t.Run("the scores", func(t *testing.T) { scoresRecompute(t, filepath.Join(dir, "scores.xlsx")) })
	for _, name := range []string{"meeting-packet", "public-notice", "release"} {
		t.Run(name+" for Word", func(t *testing.T) { sameUnits(t, filepath.Join(dir, name)) })
	}
	t.Run("the notice", func(t *testing.T) {
		text := squeeze(wordsOf(t, filepath.Join(dir, "notice-draft.pdf")))
		for _, want := range []string{"各省级学会、各市科协、各直属企事业科协：", "科协科协常委会", "更好地科技人才", "（原件此处以下缺）", "代拟稿"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is missing", want)
			}
		}
		if strings.Contains(text, "13号") {
			t.Error("a draft bears no number")
		}
	})
}

// soundPDF: A4, tagged, titled; every font embedded, a subset, with its characters; no fault found by qpdf; no line
// begins with a mark that may not begin one.
func soundPDF(t *testing.T, path string) {
	info := tool(t, "pdfinfo", path)
	for _, want := range []string{"595.2", "841.8", "Tagged:", "yes"} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo: %q is missing in\n%s", want, info)
		}
	}
	if !regexp.MustCompile(`Title: +\S`).MatchString(info) {
		t.Error("no title")
	}
	for _, line := range strings.Split(strings.TrimSpace(tool(t, "pdffonts", path)), "\n")[2:] {
		if strings.Count(line, " yes") < 3 {
			t.Errorf("font not embedded, subset and readable: %s", line)
		}
	}
	tool(t, "qpdf", "--check", path)
	for _, line := range strings.Split(wordsOf(t, path), "\n") {
		if line = strings.TrimSpace(line); line != "" && strings.ContainsRune("、。，．；：？！）〕】》〉」』”’…", []rune(line)[0]) {
			t.Errorf("a line begins with its mark: %s", line)
		}
	}
}

// frozenForm: what was typed is in it, rare characters included, and each page says by its QR code which it is.
func frozenForm(t *testing.T, path string) {
	text := squeeze(wordsOf(t, path))
	for _, want := range []string{"演示负责人㛃", "演示联络人𬱖", "13800000000", "2020年6月1日至2022年5月31日", "建立健全组织建设工作体系试点",
		"供全省科协系统参考", "编号SD-2020-0001", "第1版"} {
		if !strings.Contains(text, squeeze(want)) {
			t.Errorf("%q is missing", want)
		}
	}
	found := codes(t, path)
	pages := regexp.MustCompile(`Pages: +(\d+)`).FindStringSubmatch(tool(t, "pdfinfo", path))
	if pages == nil || len(found) == 0 {
		t.Fatalf("pages %v, codes %v", pages, found)
	}
	for i, code := range found {
		if want := regexp.MustCompile(`SD-2020-0001.*p?` + regexp.QuoteMeta(itoa(i+1)) + `$`); !want.MatchString(code) {
			t.Errorf("page %d bears %q", i+1, code)
		}
	}
	if itoa(len(found)) != pages[1] {
		t.Errorf("%d codes on %s pages", len(found), pages[1])
	}
}

// codes reads the QR codes of all pages from pictures of them, as a phone would.
func codes(t *testing.T, path string) (found []string) {
	t.Helper()
	base := filepath.Join(t.TempDir(), "page")
	tool(t, "pdftoppm", "-r", "150", "-png", path, base)
	pictures, err := filepath.Glob(base + "*.png")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range pictures {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, incoming.ReadQR(picture)...)
	}
	return found
}

func wordsOf(t *testing.T, path string) string { return tool(t, "pdftotext", "-layout", path, "-") }

func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(testenv.Tool(t, name), args...).Output()
	if err != nil {
		t.Fatalf("%s %v: %v", name, args, err)
	}
	return string(out)
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// ledgerAddsUp: the ledger's last line says what is left of what was agreed to, paid and used.
func ledgerAddsUp(t *testing.T, path string) {
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, row := range rows {
		text += strings.Join(row, " ") + "\n"
	}
	for _, want := range []string{"甲县科学技术协会", "研究决定", "第1笔冲正", "凭证号填错（示例）", "第1次使用（已确认）", "第2次使用（待确认）", "第2笔应拨", "示例-12"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	left := ""
	for _, row := range rows {
		if len(row) > 14 && row[14] != "" {
			left = row[13] + " " + row[14]
		}
	}
	if left != "40000 20000" {
		t.Errorf("in the end %q is left unpaid and unused", left)
	}
}
