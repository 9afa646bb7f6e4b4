// Command acts writes docs/acts.md out of the table of acts: what may be done, by whom, from which state to which.
package main

import (
	"bytes"
	"fmt"
	"log"
	"os"
	"slices"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/app"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/decide"
	"shidian/internal/dossier"
	"shidian/internal/notify"
	"shidian/internal/publish"
	"shidian/internal/review"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/unit"
)

// rooms in the order of a notice's life, with the titles of their states.
var rooms = []struct {
	prefix, title string
	states        map[act.State]string
}{
	{"unit", "unit 单位与账号", merge(unit.AccountTitles, map[act.State]string{unit.Open: "存续", unit.Closed: "已撤销或停用"})},
	{"notify", "notify 待阅发信件", notify.LetterTitles},
	{"call", "call 通知", call.StateTitles},
	{"apply", "apply 申报", apply.Titles},
	{"recommend", "recommend 推荐审核", apply.Titles},
	{"accept", "accept 受理与形式审查", apply.Titles},
	{"review", "review 评审", merge(review.ExpertTitles, review.PanelTitles)},
	{"decide", "decide 研究", decide.StateTitles},
	{"publish", "publish 公示与发布", publish.StateTitles},
	{"run", "run 实施", run.StateTitles},
	{"evaluate", "evaluate 评估验收", run.StateTitles},
	{"spread", "spread 推广", spread.StateTitles},
	{"dossier", "dossier 归档案卷", dossier.StateTitles},
}

// own are the states of acts that move another thing than their room's, whose states may bear the same words inside.
var own = map[string]map[act.State]string{
	"spread.draw_funding": spread.FundingTitles, "spread.drop_funding": spread.FundingTitles, "spread.pay": spread.FundingTitles, "spread.reverse": spread.FundingTitles,
	"spread.report_use": spread.SpendingTitles, "spread.settle": spread.SpendingTitles,
	"spread.adopt": spread.AdoptionTitles, "spread.check_adoption": spread.AdoptionTitles, "spread.withdraw_adoption": spread.AdoptionTitles,
	"spread.recommend": spread.UpwardTitles, "spread.upward_letter": spread.UpwardTitles, "spread.upward_outcome": spread.UpwardTitles,
	"spread.announce_exchange": spread.ExchangeTitles, "spread.answer_exchange": spread.ExchangeTitles, "spread.call_off_exchange": spread.ExchangeTitles,
	"spread.sum_up_exchange": spread.ExchangeTitles,
	"run.stocktake":          run.StocktakingTitles, "run.close_stocktaking": run.StocktakingTitles,
	"run.raise_problem": run.ProblemTitles, "run.answer_problem": run.ProblemTitles, "run.escalate_problem": run.ProblemTitles, "run.close_problem": run.ProblemTitles,
	"run.ask_change": run.ChangeStates, "run.take_back_change": run.ChangeStates, "run.decide_change": run.ChangeStates,
}

// titlesOf are the names of the states that an act moves between.
func titlesOf(row act.Row, states map[act.State]string) map[act.State]string {
	if titles, has := own[row.Name]; has {
		return titles
	}
	return states
}

func main() {
	if err := os.WriteFile("docs/acts.md", page(), 0o644); err != nil {
		log.Fatal(err)
	}
}

// page is the whole document.
func page() []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, "# The table of acts\n\nMade by `make generate` from the rows that each room exports; do not edit. Every act goes through `act.Do`, which")
	fmt.Fprintln(&b, "holds it against its row: who, from which state, to which. “2” marks acts that one person proposes and another confirms")
	fmt.Fprintln(&b, "after a fresh log-in.")
	rows := app.Acts()
	for _, room := range rooms {
		fmt.Fprintf(&b, "\n## %s\n\n| act | 办理 | who | from | to | 2 | refused when |\n|---|---|---|---|---|---|---|\n", room.title)
		var mine []act.Row
		for _, row := range rows {
			if strings.HasPrefix(row.Name, room.prefix+".") {
				mine = append(mine, row)
				fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", row.Name, row.Title, roles(row.Who), states(titlesOf(row, room.states), row.From, "any"),
					states(titlesOf(row, room.states), row.To, "as before")+with(row), two(row), row.Guard)
			}
		}
		if slices.ContainsFunc(mine, func(row act.Row) bool { return len(row.From) > 0 }) {
			diagram(&b, room.states, mine)
		}
	}
	return b.Bytes()
}

func roles(who []access.Role) string {
	names := make([]string, len(who))
	for i, r := range who {
		names[i] = access.Titles[r]
	}
	return strings.Join(names, "、")
}

func states(titles map[act.State]string, list []act.State, none string) string {
	if len(list) == 0 {
		return none
	}
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = titleOf(titles, s)
	}
	return strings.Join(names, "、")
}

func titleOf(titles map[act.State]string, s act.State) string {
	if s == "" {
		return "–"
	}
	return titles[s]
}

func two(row act.Row) string {
	if row.Two {
		return "2"
	}
	return ""
}

// along are the titles of the states of what goes along with an act's own object.
var along = merge(spread.StateTitles, spread.FundingTitles, map[act.State]string{spread.Chosen: "已入选"}, unit.AccountTitles, apply.Titles, run.StateTitles)

// alongOf are the titles of what goes along with an act: the act's own words before those of other things.
func alongOf(row act.Row) map[act.State]string { return merge(along, own[row.Name]) }

// with says how other things, applications or accounts, go along with what the act is about.
func with(row act.Row) string {
	var b strings.Builder
	for i, step := range row.With {
		sep := "、"
		if i == 0 {
			sep = "；随之："
		}
		b.WriteString(sep + titleOf(alongOf(row), step.From) + "→" + titleOf(alongOf(row), step.To))
	}
	return b.String()
}

// diagram draws how the room's things move, as Mermaid text.
func diagram(b *bytes.Buffer, titles map[act.State]string, rows []act.Row) {
	fmt.Fprint(b, "\n```mermaid\nstateDiagram-v2\n")
	for _, row := range rows {
		for _, from := range row.From {
			for _, to := range row.To {
				fmt.Fprintf(b, "    %s --> %s: %s\n", node(titlesOf(row, titles), from), node(titlesOf(row, titles), to), row.Title)
			}
		}
	}
	fmt.Fprint(b, "```\n")
}

func node(titles map[act.State]string, s act.State) string {
	if s == "" {
		return "[*]"
	}
	return titles[s]
}

func merge(maps ...map[act.State]string) map[act.State]string {
	all := map[act.State]string{}
	for _, m := range maps {
		for k, v := range m {
			all[k] = v
		}
	}
	return all
}
