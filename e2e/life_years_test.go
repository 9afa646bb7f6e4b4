package e2e

// isPlanned: a contact department is named, the plan is written, handed in, and approved by two.
func (w *lifeWay) isPlanned() {
	w.pilot = w.pilots("2021年", "")[0]
	p := w.clerk
	p.Open(w.pilot.URL + "/plan/edit")
	for label, text := range map[string]string{"分管领导姓名": "某甲", "分管领导职务": "副主席", "责任部门": "组织宣传部",
		"改革目标": "扩大基层组织覆盖面。", "工作措施": "一是建立三长工作机制。\n二是推动资源下沉。"} {
		p.Fill(label, text)
	}
	for label, text := range map[string]string{"工作事项": "建立三长工作机制", "完成时间": "2023-03-31", "预期指标": "制度", "目标值": "4", "单位": "项", "佐证材料": "印发件"} {
		p.FillIn("（编号m1）", label, text)
	}
	p.Click("报送实施方案")
	p.See("实施方案已报送")
	w.office.Open(w.pilot.URL + "/plan")
	w.office.Click("提请审定")
	w.office.See("已提请审定")
	w.confirms("审定实施方案")
	w.office.Open(w.pilot.URL)
	w.office.See("实施中")
}

// takesStock: on a day the office asks all for a half year, and the unit reports what was done of its one milestone.
func (w *lifeWay) takesStock(on, title, until, stands, done string) {
	w.t.Helper()
	w.jump(on)
	p := w.office
	p.Open(w.h.URL("/stocktakings/new"))
	p.Fill("报送截止日期", until)
	p.Click("布置")
	p.See(title)
	w.clerk.Open(w.h.URL("/desk"))
	w.clerk.Click("填写报送")
	w.clerk.See(title)
	w.clerk.TickIn("建立三长工作机制", stands)
	w.clerk.FillIn("建立三长工作机制", "实际完成", done)
	w.clerk.Fill("工作进展情况", "按方案推进。")
	w.clerk.Click("报送")
	w.clerk.See("已报送")
}

func (w *lifeWay) worksAYear() {
	w.takesStock("2021-12-20", "2021年下半年", "2022-01-10", "按计划推进", "1")
	w.takesStock("2022-06-15", "2022年上半年", "2022-07-10", "按计划推进", "2")
}

// isEvaluated: the midterm is passed.
func (w *lifeWay) isEvaluated() {
	w.office.Open(w.pilot.evaluation())
	w.looks("达到", "通过")
	w.office.Click("登记评估结果")
	w.office.See("中期已通过")
}

func (w *lifeWay) worksAnotherYear() {
	w.takesStock("2022-12-20", "2022年下半年", "2023-01-10", "按计划推进", "4")
	w.takesStock("2023-05-29", "2023年上半年", "2023-06-09", "已完成", "5")
}

// isGraded: judged excellent, decided by the body, told.
func (w *lifeWay) isGraded() {
	w.jump("2023-06-12")
	p := w.office
	p.Open(w.pilot.evaluation())
	for i, name := range criteria {
		p.FillIn(name, "得分", []string{"19", "33", "23", "18"}[i])
		p.FillIn(name, "情况", "对照方案和报告评定")
	}
	p.Choose("建议等级", "优秀")
	p.Fill("参加评估的专家", "专家甲、专家乙")
	p.Fill("总的意见", "按评估标准打分。")
	p.Click("登记评估结果")
	p.See("等级待研究")
	w.decides(lifeCohort, "终期等级", "2023-06-12", lifeUnit)
	w.tells()
	w.clerk.Open(w.pilot.evaluation())
	w.clerk.See("已结束（优秀）")
}
