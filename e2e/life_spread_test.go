package e2e

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"

	"shidian/e2e/browser"
)

// photo is a photograph for a case.
func (w *lifeWay) photo() string {
	w.t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 800, 600)), nil); err != nil {
		w.t.Fatal(err)
	}
	path := filepath.Join(w.t.TempDir(), "现场.jpg")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

// isSpread: the unit writes a case that begins with its plan and its reports, the office checks it, two persons let it out,
// and anybody finds it by a word of two characters.
func (w *lifeWay) isSpread() {
	p := w.clerk
	p.Open(w.pilot.URL)
	p.Click("起草典型案例")
	p.See("初稿取自")
	for label, begins := range map[string]string{"改革举措": "建立三长工作机制", "工作成效": "5"} {
		if text := p.Value(label); !strings.Contains(text, begins) {
			w.t.Errorf("%s begins as %q", label, text)
		}
	}
	p.Fill("标题", "三长带动基层组织全覆盖")
	p.Fill("摘要", "以三长为骨干，把组织办到群众身边。")
	p.Fill("可复制可推广的做法", "章程和职责清单可以直接采用。")
	p.Upload("添加图片", w.photo())
	p.Click("上传图片")
	p.Fill("图片说明", "三长议事现场")
	p.Tick("图中人员已同意公开")
	p.Click("报送审核")
	p.See("待审核")
	p.Inspect("典型案例，待审核")
	office := w.office
	office.Open(w.h.URL("/desk"))
	office.Click("审核案例")
	office.Click("审核通过")
	office.Click("提请发布")
	w.confirms("发布典型案例")
	public := w.b.PersonWithoutScript("看案例的人")
	public.Resize(browser.Phone)
	public.Open(w.h.URL("/cases?q=三长"))
	public.Click("三长带动基层组织全覆盖")
	public.See("章程和职责清单可以直接采用。")
	public.Inspect("典型案例，公开的页面")
	if pdf := public.Download("", "PDF"); !strings.HasPrefix(string(pdf), "%PDF") {
		w.t.Error("the case is no PDF")
	}
	public.Leave()
}

// isUsed: another unit states with its proof that it uses the case; the office confirms, and everybody reads it.
func (w *lifeWay) isUsed() {
	p := w.person("乙县", "乙县科协　填报人")
	p.Open(w.h.URL("/cases"))
	p.Click("三长带动基层组织全覆盖")
	w.article = p.Address()
	p.Click("本单位也在应用，填报推广应用")
	p.Fill("从哪一天起应用", "2023-06-01")
	p.Fill("怎样应用", "照章程和职责清单建立了三长工作机制。")
	p.Fill("成效", "在五个乡镇推开。")
	p.Fill("佐证", "县科协印发的文件。")
	p.Inspect("推广应用，填报")
	p.Click("填报")
	p.See("待核实")
	p.Leave()
	w.office.Open(w.h.URL("/desk"))
	w.office.Click("核实")
	w.office.See("在五个乡镇推开。")
	w.office.Inspect("推广应用，核实")
	w.office.Click("予以核实")
	w.office.Open(w.article)
	w.office.See("乙县科学技术协会")
}

// goesUp: the body takes the pilot into the brand programme; two persons let the form go, the letter is registered, the answer put down.
func (w *lifeWay) goesUp() {
	w.decides(lifeCohort, "品牌培育", "2023-06-12", lifeUnit)
	p := w.office
	p.Open(w.article)
	p.Click("向上推荐")
	p.Fill("推荐理由", "机制成熟，目标全部完成。")
	p.Fill("创新之处", "把基层骨干组织起来。")
	p.Fill("可复制可推广之处", "章程和职责清单可以直接采用。")
	p.Inspect("向上推荐，填写")
	p.Click("提请审签")
	w.confirms("向上推荐")
	p.Reload()
	if !isZip(p.Download("", "推荐函和推荐表 Word")) {
		w.t.Error("the recommendation is no document")
	}
	p.Fill("文号", "鲁科协演示函〔2023〕6号")
	p.Fill("成文日期", "2023-06-12")
	p.Click("登记推荐函")
	p.Tick("采纳")
	p.Fill("答复日期", "2023-06-12")
	p.Fill("情况", "收入典型案例选编。")
	p.Click("登记结果")
	p.See("采纳")
	p.Inspect("向上推荐，已采纳")
	public := w.b.PersonWithoutScript("读案例的人")
	public.Resize(browser.Phone)
	public.Open(w.h.URL("/cases"))
	public.Click("三长带动基层组织全覆盖")
	public.See("中国科协推荐")
	public.See("乙县科学技术协会")
	public.Inspect("典型案例，已推荐、有应用")
	public.Leave()
}
