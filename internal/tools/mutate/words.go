package main

// rule is one rule of the notice in short, under the number that tests and documents use.
type rule struct {
	Number, Words string
	Seen          []seen // where a person sees that it holds, or what the program says where it does not
}

// seen is a page on which a rule can be seen.
type seen struct{ Address, What string }

// rules of 鲁科协发〔2020〕13号.
var rules = []rule{
	{"N1", "A cohort is opened by a numbered notice with addressees, annexes and contacts; a city passes it on with an earlier inner date",
		[]seen{{"/notices/{id}", "通知"}, {"/cohorts/{id}/register", "登记文号和印发件"}, {"/notices/{id}/pass", "转发和市内截止日期"}}},
	{"N2", "The kinds of unit: cities, counties, provincial societies, directly affiliated enterprise associations",
		[]seen{{"/units", "单位"}, {"/applications/new", "谁可以申报"}}},
	{"N3", "Every year brings a new cohort; cohorts overlap; earlier ones than the first notice's do not exist",
		[]seen{{"/cohorts", "批次"}, {"/pilots", "各批两年的时间轴"}}},
	{"N4", "Six reform contents, each with its problem and its aim, in the notice's words",
		[]seen{{"/notices/{id}", "试点内容"}, {"/cohorts/{id}/draft", "起草时与原文核对"}}},
	{"A1", "Voluntary; one or several contents, each whole or only aspects of it", []seen{{"/applications/{id}/edit", "试点内容和方面"}}},
	{"A2", "The form of Annex 2, field by field", []seen{{"/applications/{id}/edit", "申报书"}, {"/notices/{id}/form.pdf", "空白样式"}}},
	{"A3", "No field stays empty: what has no content says “/”, where that is allowed", []seen{{"/applications/{id}/edit", "空项填“/”"}, {"/applications/{id}/submit", "还缺什么"}}},
	{"A4", "On paper or typed in by the office for a unit, which confirms it", []seen{{"/applications/type-in", "代录"}, {"/applications/{id}/confirm", "单位确认"}, {"/counter", "纸质件登记"}}},
	{"A5", "Before the deadline, one for all; what is late is not accepted", []seen{{"/applications/{id}/submit", "截止时间"}, {"/applications/{id}/late", "逾期补报"}, {"/accept/late", "逾期的"}}},
	{"A6", "Counties go through their city; all others apply directly", []seen{{"/recommend", "审核推荐"}, {"/recommend/{id}", "推荐意见"}}},
	{"A7", "In principle no more than two counties of a city", []seen{{"/recommend", "名额"}, {"/recommend/{id}", "超出名额的理由和省里的决定"}}},
	{"A8", "A unit that carries out a content sets up who leads and which department answers", []seen{{"/pilots/{id}/plan/edit", "分管领导和责任部门"}}},
	{"C1", "Chosen by experts, drawn by lot before witnesses (ours); before that a formal check item by item (ours), with a supplement and a second look",
		[]seen{{"/accept/{id}", "形式审查"}, {"/panels/{id}", "评审组和抽取"}, {"/review/{id}/{n}", "评分表"}, {"/panels/{id}/scores", "汇总"}}},
	{"C2", "The body that the programme names decides the list line by line; a reserve comes up only by its decision", []seen{{"/decide/{id}", "逐项研究决定"}}},
	{"C3", "The list is on public notice for the counted days; objections by name, with evidence, are handled and answered",
		[]seen{{"/public/{id}", "公示"}, {"/public/{id}/objection", "提出异议"}, {"/objections/{id}", "核实和答复"}}},
	{"C4", "Released only when the period is over and no objection is open", []seen{{"/publish/{id}", "能否发布"}, {"/released/{id}", "发布的名单"}}},
	{"R1", "Each pilot works out a plan with measures, a timetable and expected goals, approved before work starts; the two years count from the release",
		[]seen{{"/pilots/{id}/plan", "实施方案"}}},
	{"R2", "Every half year the province takes stock of all living pilots in one act", []seen{{"/stocktakings", "调度"}, {"/pilots/{id}/half/{stocktaking}", "半年报告"}}},
	{"R3", "A contact department follows each pilot; what problems are raised is tracked to its solution", []seen{{"/pilots/contacts", "联系部室"}, {"/follow", "联系工作"}, {"/problems/{id}", "问题"}}},
	{"R4", "Pilots exchange with each other", []seen{{"/exchanges/{id}", "观摩交流活动"}, {"/pilots/{id}/notes", "记录"}}},
	{"R5", "The office coordinates; the departments take part", []seen{{"/problems", "提请协调"}, {"/changes/{id}", "变更的答复"}}},
	{"J1", "A midterm evaluation; who fails rectifies within a time, who still falls short loses the status", []seen{{"/evaluate/{id}", "中期评估、整改、陈述"}, {"/losses/{id}", "取消资格的公告"}}},
	{"J2", "A final evaluation with a grade, or not passed", []seen{{"/evaluate/{id}", "终期评估"}, {"/grades/{id}", "公布的等级"}}},
	{"J3", "Reform measures and cases worth copying are summed up", []seen{{"/cases/{id}/edit", "从方案和报告起草"}, {"/cases/{id}/work", "审核"}}},
	{"J4", "From the excellent ones, some are taken into the brand programme by a decision, with funding in instalments", []seen{{"/brand", "品牌培育"}, {"/brand/{id}", "经费、拨付、使用"}}},
	{"J5", "Cases are published by two persons, used by others with proof, and the best recommended upward", []seen{{"/cases", "典型案例"}, {"/cases/{id}", "公开的案例"}, {"/adoptions", "推广应用"}, {"/upward", "向上推荐"}}},
}
