package doctor

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
)

func run(t *testing.T, check Check) Finding {
	t.Helper()
	found := Look(context.Background(), []Check{check})
	if len(found) != 1 {
		t.Fatalf("%s found %v", check.Name, found)
	}
	return found[0]
}

func TestACheckThatCannotLookIsBroken(t *testing.T) {
	found := Look(context.Background(), []Check{{"某项", func(context.Context) ([]Finding, error) { return nil, errors.New("坏了") }}})
	var said bytes.Buffer
	if Write(&said, found) || !strings.Contains(said.String(), "[异常] 某项：没有查成：坏了") {
		t.Errorf("%s", said.String())
	}
}

func TestTheYearsCalendar(t *testing.T) {
	var rows []calendar.Row
	for year := 2020; year <= 2021; year++ {
		rows = append(rows, calendar.Row{Day: calendar.Date(year, time.January, 1), Name: "元旦"})
	}
	years, err := calendar.NewYears(rows)
	if err != nil {
		t.Fatal(err)
	}
	for moment, want := range map[string]Standing{"2020-05-13": Well, "2020-10-01": Well, "2021-09-30": Well, "2021-10-01": Notice, "2022-01-01": Broken} {
		at, _ := time.ParseInLocation("2006-01-02", moment, clock.Zone)
		if got := run(t, Calendar(years, func() time.Time { return at })); got.Standing != want {
			t.Errorf("%s: %v", moment, got)
		}
	}
}

func TestMail(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if got := run(t, Mail(address)); got.Standing != Well {
		t.Errorf("a server that answers: %v", got)
	}
	listener.Close()
	if got := run(t, Mail(address)); got.Standing != Broken {
		t.Errorf("no server: %v", got)
	}
	if got := run(t, Mail("")); got.Standing != Notice {
		t.Errorf("none set: %v", got)
	}
}

func TestDiskAndClock(t *testing.T) {
	if got := run(t, Disk(t.TempDir())); !strings.Contains(got.Words, "GB") {
		t.Errorf("%v", got)
	}
	folder := t.TempDir()
	if got := run(t, Disk(folder, folder)); got.Standing == "" {
		t.Errorf("two folders of one disk: %v", got)
	}
	if got := run(t, Disk("/no/such/folder")); got.Standing != Broken {
		t.Errorf("%v", got)
	}
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		if got := run(t, Clock(db)); got.Standing != Well {
			t.Errorf("%v", got)
		}
		exec(t, db, "INSERT INTO ledger_entry (n, at, account, act, object, bytes) VALUES (0, $1, 'a', 'b', 'c', $2)",
			clock.Micros(db.Clock.Now().Add(time.Hour)), []byte("x"))
		if got := run(t, Clock(db)); got.Standing != Broken {
			t.Errorf("a clock that went back: %v", got)
		}
	})
}

func exec(t *testing.T, db *store.DB, query string, args ...any) {
	t.Helper()
	if err := db.Write(context.Background(), func(tx *store.Tx) error { _, err := tx.Exec(query, args...); return err }); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// bare makes an application without the acts that lead to it: what an invariant must notice.
func bare(t *testing.T, db *store.DB, id, state, city string) {
	t.Helper()
	exec(t, db, `INSERT INTO application (id, cohort, definition, unit, unit_name, kind, city, city_name, number, state, version, contents,
		typed_in, confirmed, started_at, submitted_at, salt, saved_at, revision) VALUES ($1, 'c', 'd', $1, '甲', 'county', $2, '', $3, $4,
		1, '', FALSE, TRUE, 0, 0, '', 0, 0)`, id, city, "SD-2020-"+id, state)
}

// decided leaves what goes wrong from the decision on: one selected out of nothing, a pilot without release, an objection
// that was left open; one that lost its status unheard, one that ended without a grade, one with a grade that nobody decided.
func decided(t *testing.T, db *store.DB) {
	t.Helper()
	bare(t, db, "0008", "selected", "")
	bare(t, db, "0009", "in_review", "")
	exec(t, db, `INSERT INTO decision (id, cohort, matter, body, state, session, on_date, excerpt, passed_over, listed_at, decided_at, account, salt)
		VALUES ('d', 'c', '', '', 'decided', '', '', '', '', 0, 0, '', '')`)
	exec(t, db, `INSERT INTO public_notice (id, cohort, decision, n, state, from_day, until_day, until_at, days, working, first_day, office_phone,
		discipline_phone, site_url, snapshot, signer, issued, at, account, salt)
		VALUES ('n', 'c', 'd', 1, 'released', '', '', 0, 5, TRUE, TRUE, '', '', '', '', '', '', 0, '', '')`)
	exec(t, db, `INSERT INTO objection (id, notice, number, code_hash, application, who, name, phone, words, evidence, way, received, at, state, concerns,
		handler, outcome, finding, answer, strikes, closed_at, salt)
		VALUES ('o', 'n', '2020-1-001', '', '', '', '', '', '', '', '', 0, 0, 'assigned', 'x', 'x', '', '', '', FALSE, 0, '')`)
	exec(t, db, `INSERT INTO pilot (id, cohort, application, unit, contents, from_day, until_day, state, opened_at, salt)
		VALUES ('p', 'c', '0009', '0009', '[]', '', '', 'disqualified', 0, '')`)
	for id, state := range map[string]string{"0006": "ended", "0007": "final"} {
		exec(t, db, `INSERT INTO pilot (id, cohort, application, unit, contents, from_day, until_day, state, opened_at, salt)
			VALUES ($1, 'c', $1, $1, '[]', '', '', $2, 0, '')`, id, state)
	}
	exec(t, db, `INSERT INTO evaluation (pilot, n, kind, conclusion, sheet, experts, words, items, until_day, early, total, proposed, grade, reason, scan,
		state, decision, at, account, salt) VALUES ('0007', 1, 'final', '', '[]', '', '', '[]', '', '', 0, '', '优秀', '', '', 'agreed', 'd', 0, '', '')`)
}

// halves leaves what goes wrong in a half year: a stocktaking of another cohort to which a pilot reported before it was called,
// excused without a reason and reported at once; and a second one for the same days.
func halves(t *testing.T, db *store.DB) {
	t.Helper()
	for id, cohorts := range map[string]string{"s1": ",other,c,", "s2": ",c,", "s3": ",other,"} {
		exec(t, db, `INSERT INTO stocktaking (id, title, cohorts, from_day, until_day, due_at, words, state, at, account, remarks, salt)
			VALUES ($1, $1, $2, '2020-07-01', '2020-12-31', 0, '', 'open', 10, '', '', '')`, id, cohorts)
	}
	for n, state := range map[int]string{1: "excused", 2: "submitted", 3: "replaced"} {
		exec(t, db, `INSERT INTO half_report (stocktaking, pilot, n, state, serves, body, reason, at, account, salt) VALUES ('s3', 'p', $1, $2, '', '{}', '', 5, '', '')`, n, state)
	}
}

// atWork leaves what goes wrong while pilots are at work: a problem that ended in nothing, a change that one person decided,
// a pilot that was withdrawn and one that was ended without more.
func atWork(t *testing.T, db *store.DB) {
	t.Helper()
	exec(t, db, `INSERT INTO pilot (id, cohort, application, unit, contents, from_day, until_day, state, opened_at, salt)
		VALUES ('q', 'c', '0001', '0001', '[]', '', '', 'withdrawn', 0, ''), ('r', 'c', '0002', '0002', '[]', '', '', 'terminated', 0, '')`)
	exec(t, db, `INSERT INTO pilot_problem (id, pilot, n, title, state, raised_at, since, outcome, salt) VALUES ('x', 'p', 1, '', 'closed', 0, 0, '', '')`)
	exec(t, db, `INSERT INTO pilot_change (id, pilot, n, kind, state, was, wanted, reason, evidence, at, account, answer, answered_at, answered_by, salt)
		VALUES ('y', 'p', 1, 'plan', 'agreed', '{}', '{}', '', '', 0, '', '', 0, '', '')`)
	exec(t, db, `INSERT INTO proposal (id, act, object, params, reason, state, proposer, proposed_at, decider, decided_at, answer, salt)
		VALUES ('z', 'run.decide_change', 'change/y', '{}', '', 'confirmed', 'one', 0, 'one', 0, '', '')`)
}

// cases are public ones with which something is wrong: a version that is not there, one that one person let out and that holds an
// ID number, and one of a pilot that was terminated.
func cases(t *testing.T, db *store.DB) {
	t.Helper()
	for i, name := range []string{"案例一", "案例二", "案例三"} {
		exec(t, db, `INSERT INTO spread_case (id, pilot, cohort, unit, unit_name, kind, city, city_name, office, state, n, shown, begun_at, shown_at, down, salt)
			VALUES ($1, $2, 'c', '0001', $3, 'county', '', '', FALSE, 'published', 1, 1, 0, 1, '', '')`, fmt.Sprint("case", i), []string{"0007", "0007", "r"}[i], name)
	}
	exec(t, db, `INSERT INTO spread_version (id, n, title, contents, body, words, at, account, returned, cleared, answered_at, answered_by, salt)
		VALUES ('case1', 1, '', ',', '{"effects":"11010519491231002X"}', '', 0, '', '[]', '[]', 1, '', '')`)
	exec(t, db, `INSERT INTO proposal (id, act, object, params, reason, state, proposer, proposed_at, decider, decided_at, answer, salt)
		VALUES ('case1', 'spread.publish', 'case/case1', '{}', '', 'confirmed', 'one', 0, 'one', 0, '', '')`)
}

// funded leaves what goes wrong with money: agreed to by nobody, of which the parts sum up to less, more was paid than was agreed
// to, and more was used than was paid.
func funded(t *testing.T, db *store.DB) {
	t.Helper()
	exec(t, db, "INSERT INTO spread_brand (pilot, decision, look, at, salt) VALUES ('p', 'd', 1, 0, '')")
	exec(t, db, `INSERT INTO spread_funding (id, pilot, n, state, total, words, at, account, decision, decided_on, answer, salt)
		VALUES ('f', 'p', 1, 'agreed', 100, '', 0, '', 'd', '', '', '')`)
	exec(t, db, "INSERT INTO spread_funding_line (funding, n, what, amount, salt) VALUES ('f', 1, '', 100, '')")
	exec(t, db, "INSERT INTO spread_instalment (funding, n, amount, by_day, terms, salt) VALUES ('f', 1, 90, '', '', '')")
	exec(t, db, `INSERT INTO spread_payment (id, funding, instalment, amount, on_day, voucher, proof, at, account, reversed_at, reversed_by, why, instead, salt)
		VALUES ('x', 'f', 1, 91, '', '', '', 0, '', 0, '', '', '', ''), ('y', 'f', 1, 9, '', '', '', 0, '', 1, '', '', '', '')`)
	exec(t, db, `INSERT INTO spread_spending (id, funding, n, state, words, files, at, account, answered_at, answered_by, answer, salt)
		VALUES ('u', 'f', 1, 'confirmed', '', '[]', 0, '', 0, '', '', ''), ('v', 'f', 2, 'returned', '', '[]', 0, '', 0, '', '', '')`)
	exec(t, db, "INSERT INTO spread_spending_line (spending, line, amount, words, salt) VALUES ('u', 1, 92, '', ''), ('v', 1, 1000, '', '')")
}

// spreadAbout leaves what goes wrong with what comes of the pilots: a unit that uses its own case, a recommendation that one
// person made, an answer to an activity that was called off before.
func spreadAbout(t *testing.T, db *store.DB) {
	t.Helper()
	exec(t, db, `INSERT INTO spread_case (id, pilot, cohort, unit, unit_name, kind, city, city_name, office, state, n, shown, begun_at, shown_at, down, salt)
		VALUES ('k', 'p', 'c', '0009', '', 'county', '', '', FALSE, 'published', 1, 1, 0, 0, '', '')`)
	exec(t, db, `INSERT INTO adoption (id, of_case, unit, unit_name, since_day, how, outcome, count, counted, proof, files, state, at, account, answered_at,
		answered_by, reason, salt) VALUES ('u', 'k', '0009', '', '', '', '', 0, '', '', '[]', 'confirmed', 0, '', 0, '', '', '')`)
	exec(t, db, `INSERT INTO upward (of_case, n, version, body, reason, novelty, copying, figures, state, at, account, number, dated, outcome, answered_on, answered_at,
		answered_by, salt) VALUES ('k', 1, 1, '', '', '', '', '{}', 'recommended', 0, '', '', '', '', '', 0, '', '')`)
	exec(t, db, `INSERT INTO proposal (id, act, object, params, reason, state, proposer, proposed_at, decider, decided_at, answer, salt)
		VALUES ('zz', 'spread.recommend', 'upward/k', '{}', '', 'confirmed', 'one', 0, 'one', 0, '', '')`)
	exec(t, db, `INSERT INTO exchange (id, title, kind, cohorts, from_day, until_day, hours, place, host, words, answer_by, state, by_unit, at, account, reason,
		summary, files, ended_at, ended_by, salt) VALUES ('e', '', 'visit', ',c,', '', '', '', '', '', '', '', 'called_off', '0001', 0, '', '', '', '[]', 5, '', '')`)
	exec(t, db, `INSERT INTO exchange_answer (exchange, pilot, coming, people, note, at, account, salt) VALUES ('e', 'p', TRUE, 1, '', 6, '', '')`)
}

// Each invariant is broken by hand, and found by its own name; before that nothing is.
func TestInvariantsFindWhatIsWrong(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		exec(t, db, "INSERT INTO definition (hash, programme, name, body) VALUES ('d', 'p', 'n', '{}')")
		exec(t, db, "INSERT INTO cohort (id, definition, year, state, version, number, opened_at, published_at) VALUES ('c', 'd', 2020, 'published', 1, '', 0, 0)")
		for n := 1; n <= 10; n++ {
			exec(t, db, "INSERT INTO unit (id, kind, region, from_at, to_at) VALUES ($1, 'county', '', 0, 0)", fmt.Sprintf("%04d", n))
		}
		if got := run(t, Across(db)); got.Standing != Well {
			t.Fatalf("%v", got)
		}
		bare(t, db, "0001", "returned", "")
		bare(t, db, "0002", "endorsed", "city")
		bare(t, db, "0003", "submitted", "city")
		bare(t, db, "0004", "withdrawn", "city")
		bare(t, db, "0005", "overrun", "city")
		bare(t, db, "0006", "accepted", "")
		bare(t, db, "0007", "not_accepted", "")
		decided(t, db)
		halves(t, db)
		atWork(t, db)
		funded(t, db)
		cases(t, db)
		spreadAbout(t, db)
		exec(t, db, `INSERT INTO plan (pilot, n, state, body, at, account, returned, until_at, answered_at, answered_by, paper, salt)
			VALUES ('p', 1, 'submitted', '{}', 0, '', '[]', 0, 0, '', '', '')`)
		exec(t, db, `INSERT INTO endorsement (application, version, recommender, opinion, pen, rank, at, account, salt)
			VALUES ('0003', 1, 'another', '', FALSE, 1, 0, '', '')`)
		exec(t, db, "INSERT INTO place (cohort, quota, holder, n, application) VALUES ('c', 'q', 'city', 1, '0004')")
		exec(t, db, `INSERT INTO check_item (application, version, item, result, note, at, account, salt) VALUES ('0006', 1, 'i', 'mendable', '', 0, '', '')`)
		exec(t, db, "INSERT INTO application_counter (year, last) VALUES ('SD-2020', 11)")
		wrong := map[string]string{"退回修改的申报书都有": "0001", "推荐单位只推荐": "0003", "推荐之后才受理": "0002", "占用名额的都已推荐": "0004",
			"待研究的超出名额": "0005", "已受理的逐项检查": "0006", "不予受理的都有": "0007", "编号连续": "缺SD-2020-0010",
			"都经研究同意（C2）": "0008", "都经公示": "0008", "所反映的人员": "2020-1-001", "异议都已答复": "2020-1-001", "已发布的名单": "0009", "都已成为试点": "0008",
			"实施中的都有": "0007", "待审的都有": "0009",
			"布置以前的单位": "0009", "布置以后报送": "0009", "至多一份": "0009", "免报都": "0009", "只调度一次": "s2", "没通过的中期评估": "0009", "听取过陈述": "0009", "终期等级都经研究": "0007", "都有终期等级": "0006",
			"应用自己的案例": "0009", "向上推荐都由": "0009", "取消以后的回复": "0009",
			"办结的问题": "0009", "都由两人办理": "0009", "撤回的都经": "0001", "终止的都经": "0002",
			"批准的经费都经": "0009", "各笔合计相等": "0009", "不超过批准的各笔": "0009", "不超过已经拨付的": "0009",
			"审核过的一版": "案例一", "都由两人发布": "案例二", "都不属于取消资格": "案例三", "没有身份证号码": "案例二第1版"}
		said := map[string]string{}
		err := db.Read(context.Background(), func(tx *store.Tx) error {
			for _, i := range Invariants {
				if strings.HasSuffix(i.Name, "同意（A7）") || strings.HasSuffix(i.Name, "占用名额（A7）") || strings.HasSuffix(i.Name, "比例上限（J2）") || strings.HasPrefix(i.Name, "纳入品牌培育的") {
					continue // they ask the programme: shown with real places in the room recommend, with real grades in evaluate and spread
				}
				list, err := i.Broken(tx)
				if err != nil {
					return err
				}
				said[i.Name] = strings.Join(list, " ")
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for name, want := range wrong {
			for invariant, list := range said {
				if strings.Contains(invariant, name) && !strings.Contains(list, want) {
					t.Errorf("%s finds %q, want %s", invariant, list, want)
				}
			}
		}
		if len(said) != len(wrong) {
			t.Errorf("%d invariants, %d broken here", len(said), len(wrong))
		}
	})
}
