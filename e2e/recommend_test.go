package e2e

import (
	"bytes"
	"context"
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
	"shidian/internal/access"
	"shidian/internal/app"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// A city judges what its three counties submitted: one is sent back by item and mended, two are recommended, the third
// waits for the province with a reason, and the order is set by keyboard.
func TestACityRecommends(t *testing.T) {
	browser.Each(t, func(t *testing.T, b *browser.Browser) {
		h := house.StartFurnished(t, threeCounties)
		city, county := b.Person("甲市"), b.Person("甲县")
		h.Enter(city, "甲市科协")
		city.Click("审核推荐")
		city.See("3份申报书等待审核")
		city.Inspect("审核推荐")
		city.ClickIn("等待审核。", "审核甲县科学技术协会")
		city.Inspect("审核推荐，一份申报书")
		city.Click("退回修改")
		city.Tick("1. 工作计划")
		city.Fill("“1. 工作计划”怎样修改", "措施要有分工和时限。")
		city.Click("退回修改")
		mends(h, county)
		recommendsTwo(h, city)
		asksForAThird(city)
		ranksByKeyboard(city)
		for _, name := range []string{"推荐函 PDF", "汇总表 PDF"} {
			if pdf := city.Download("", name); !bytes.HasPrefix(pdf, []byte("%PDF-")) {
				t.Errorf("%s is no PDF", name)
			}
		}
	})
}

// threeCounties lets 甲县, 乙县 and 丙县 submit before the doors open.
func threeCounties(ctx context.Context, inside *app.House) error {
	return submitAs(ctx, inside, "jiaxian", "yixian", "bingxian")
}

// submitAs lets the units of these log-ins submit the demonstration form before the doors open.
func submitAs(ctx context.Context, inside *app.House, logins ...string) error {
	for _, login := range logins {
		var clerk access.Actor
		var cohorts []call.Cohort
		err := inside.DB.Read(ctx, func(t *store.Tx) (err error) {
			if cohorts, err = call.List(t, call.Published); err != nil {
				return err
			}
			accounts, err := unit.AccountsWith(t, access.Clerk)
			for _, a := range accounts {
				if a.Login == login {
					clerk, err = unit.ActorOf(t, a.ID)
				}
			}
			return err
		})
		if err != nil {
			return err
		}
		id, err := inside.FillDemoForm(ctx, clerk, pilots(cohorts))
		if err != nil {
			return err
		}
		if _, err := inside.Apply.Submit(ctx, clerk, id, apply.Ticks{Head: true, HeadName: "演示负责人", Secrecy: true, SecrecyName: "演示审查人"}); err != nil {
			return err
		}
	}
	return nil
}

// pilots is the cohort that counties apply in.
func pilots(all []call.Cohort) call.Cohort {
	for _, c := range all {
		if _, counties := c.Programme.Kind(unit.County); counties {
			return c
		}
	}
	return call.Cohort{}
}

func mends(h *house.House, county *browser.Page) {
	h.Enter(county, "甲县科协　填报人")
	county.Click("按退回意见修改")
	county.Click("打开申报书")
	county.See("措施要有分工和时限。")
	county.Fill("1. 工作计划", "分三步，逐项明确分工和时限。")
	county.See("已保存")
	county.Click("检查并提交")
	county.Tick("已经负责人")
	county.Tick("已作保密审查")
	county.Fill("保密审查人姓名", "演示审查人")
	county.Click("提交")
	county.See("申报书提交回执")
}

func recommendsTwo(h *house.House, city *browser.Page) {
	city.Open(h.URL("/recommend"))
	city.See("与第1版有1处不同")
	city.ClickIn("等待审核。", "审核甲县科学技术协会")
	city.See("与第1版相比，改了1处")
	city.Inspect("审核推荐，修改后的申报书")
	city.ClickIn("打印后手写", "推荐")
	city.See("请填写推荐意见")
	city.Click("情况属实，同意推荐。")
	city.ClickIn("打印后手写", "推荐")
	city.See("还有2份等待审核")
	city.ClickIn("等待审核。", "审核乙县科学技术协会")
	city.Tick("不在系统中填写，打印后手写")
	city.ClickIn("打印后手写", "推荐")
	city.See("已用 2 个")
}

func asksForAThird(city *browser.Page) {
	city.ClickIn("等待审核。", "审核丙县科学技术协会")
	city.See("推荐名额已经用完")
	city.Fill("推荐单位意见", "同意推荐，这句话不会丢。")
	city.Click("推荐，报山东省科协研究")
	city.See("请写明理由")
	if city.Value("推荐单位意见") != "同意推荐，这句话不会丢。" {
		city.See("同意推荐，这句话不会丢。")
	}
	city.Inspect("审核推荐，名额已经用完")
	city.Fill("超出名额的理由", "该县承担省级改革任务，基础较好。")
	city.Click("推荐，报山东省科协研究")
	city.See("超出名额，待研究")
	city.See("现在没有等待审核的申报书")
	city.Inspect("审核推荐，已推荐三份")
}

func ranksByKeyboard(city *browser.Page) {
	city.TabTo("乙县科学技术协会上移")
	city.Press("Enter")
	city.See("乙县科学技术协会现在排第1")
	city.Press("Enter") // the focus is on the other arrow now: it goes down again
	city.See("乙县科学技术协会现在排第2")
}
