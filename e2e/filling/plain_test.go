package filling

import (
	"os"
	"path/filepath"
	"testing"

	"shidian/e2e/browser"
)

// The whole way of an applicant without JavaScript: start, fill in, save by section, mend, submit, receipt, take back.
func TestTheWholeWayWithoutScript(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		clerk := b.PersonWithoutScript("填报人")
		clerk.Open(h.url("/as/jiaxian"))
		clerk.Open(h.url("/applications/new"))
		clerk.See("严禁填报、上传涉密信息")
		clerk.Click("开始填写申报书")
		clerk.Fill("申报单位负责人 姓 名", "甲㛃")
		clerk.Click("保存“一、基本情况”")
		clerk.See("已保存")
		id := h.only()
		h.mustHold(id, "head_name", "甲㛃")
		h.fill(id, whole)
		clerk.Open(h.url("/applications/" + id + "/edit"))
		clerk.Fill("预期成果", "")
		clerk.Click("保存全部")
		clerk.Click("检查并提交")
		clerk.See("还有 1 处需要处理")
		clerk.Open(h.url("/applications/" + id + "/edit"))
		clerk.Fill("预期成果", "三项制度")
		clerk.Click("保存全部")
		clerk.Click("检查并提交")
		clerk.Tick("已经负责人")
		clerk.Tick("已作保密审查")
		clerk.Fill("保密审查人姓名", "演示审查人")
		clerk.Click("提交")
		clerk.See("申报书提交回执")
		clerk.See("SD-2020-0001")
		clerk.Click("接下来做什么")
		clerk.See("打印三份")
		clerk.Click("申报进程")
		clerk.See("待推荐单位审核")
		clerk.Click("取回修改")
		clerk.See("已取回，现在是草稿")
	})
}

func TestTwoTextsWithoutScriptComeBackSideBySide(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		id := h.begin()
		clerk := b.PersonWithoutScript("填报人")
		h.sheet(clerk, "jiaxian", id)
		h.fill(id, map[string]string{"unit_overview": "同事先存的"})
		clerk.Fill(overview, "我写的")
		clerk.Click("保存全部")
		clerk.See("有两份不同的内容")
		clerk.See("同事先存的")
		if got := clerk.Value(overview); got != "我写的" {
			t.Errorf("the field holds %q", got)
		}
		clerk.Fill(overview, "两人的")
		clerk.Click("保存全部")
		clerk.See("已保存")
		h.mustHold(id, "unit_overview", "两人的")
	})
}

func TestSlashesWithOneClick(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		id := h.begin()
		clerk := b.Person("填报人")
		h.sheet(clerk, "jiaxian", id)
		clerk.Fill(overview, "有内容")
		clerk.Click("空项填“/”")
		clerk.See("下列各栏可以填")
		clerk.Click("填入“/”")
		h.mustHold(id, "reform_highlights", "/")
		h.mustHold(id, "contact_email", "/")
		h.mustHold(id, "unit_overview", "有内容")
		h.mustHold(id, "work_plan", "")
	})
}

func TestAttachmentsGoUpAndAreRefusedByContent(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := open(t)
		id := h.begin()
		clerk := b.Person("填报人")
		h.sheet(clerk, "jiaxian", id)
		good, bad := filepath.Join(t.TempDir(), "照片.png"), filepath.Join(t.TempDir(), "假的.pdf")
		write(t, good, "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xdc\xccY\xe7\x00\x00\x00\x00IEND\xaeB`\x82")
		write(t, bad, "不是 PDF")
		clerk.Upload("添加附件", good)
		clerk.Click("上传")
		clerk.See("移除")
		clerk.Upload("添加附件", bad)
		clerk.Click("上传")
		clerk.See("按内容判断，与文件名无关")
		clerk.Faults() // the refusal's status
		if files := h.draft(id).Attachments; len(files) != 1 || files[0].Name != "照片.png" {
			t.Errorf("%+v", files)
		}
	})
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
