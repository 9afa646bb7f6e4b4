package dossier

import (
	"bytes"
	"image"
	"image/jpeg"
	"strings"
	"testing"
	"testing/fstest"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/decide"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// rowEnded stands for the two years up to a grade, which other tests go through.
var rowEnded = act.Row{Name: "worldtest.ended", Title: "结束", Who: []access.Role{access.Handler}}

// ended is a pilot at its end with the best grade, told.
func (w *world) ended(pilot string) {
	w.T.Helper()
	_, err := w.Door.Do(w.Ctx, w.Handler, rowEnded, run.Object(pilot), func(t *act.Tx) error {
		t.Touch("pilot", pilot)
		t.Touch("evaluation", pilot+"/1")
		if _, err := t.Exec("UPDATE pilot SET state = 'ended' WHERE id = $1", pilot); err != nil {
			return err
		}
		_, err := t.Exec(`INSERT INTO evaluation (pilot, n, kind, conclusion, sheet, experts, words, items, until_day, early, total, proposed, grade, reason, scan, state,
			decision, at, account, salt) VALUES ($1, 1, 'final', '', '[]', '', '', '[]', '', '', 9000, '优秀', '优秀', '', '', 'agreed', '', 1, '', 's')`, pilot)
		return err
	})
	w.Must(err)
}

// spreads has the first pilot's work copied: a visit, a case in two public versions, a use of it, its recommendation, and money.
func (w *world) spreads() {
	w.T.Helper()
	room := spread.New(w.Door, w.Blobs, worldtest.Fonts(), w.run)
	w.room.Later = []Later{Spread(w.Blobs)}
	clerk, other := w.bids[0].Clerk, w.bids[1].Clerk
	pilot := func(i int) run.Pilot {
		return worldtest.Get(w.World, func(t *store.Tx) (run.Pilot, error) { return run.ByApplication(t, w.bids[i].ID) })
	}
	p := pilot(0)
	w.At("2020-07-01 09:00")
	visit, err := room.AnnounceExchange(w.Ctx, w.Handler, spread.AnnouncingExchange{Title: "现场观摩", Kind: spread.ExchangeVisit, From: "2020-07-10", Until: "2020-07-11",
		Hours: "上午9时", Place: "第1县科协", Host: p.ID, Cohorts: []string{w.Cohort}, Words: "每单位不超过5人。", AnswerBy: "2020-07-05"})
	w.Must(err)
	w.Must(room.AnswerExchange(w.Ctx, other, visit, spread.AnsweringExchange{Pilot: pilot(1).ID, Coming: "yes", People: "3"}))
	w.At("2020-07-12 09:00")
	w.Must(room.SumUpExchange(w.Ctx, w.Handler, visit, spread.SummingUp{Words: "看了三处。", Attended: map[string]string{pilot(1).ID: "3"}, Files: []string{w.pdf("visit")}}))
	w.At("2022-08-01 09:00")
	w.ended(p.ID)

	id := w.published(room, clerk, p)
	use, err := room.Adopt(w.Ctx, other, spread.Adopting{Case: id, Since: "2022-07-01", How: "采用了制度文本。", Outcome: "建立制度两项。", Count: "300", Counted: "人次", Proof: "文件", Files: []string{w.pdf("use")}})
	w.Must(err)
	w.Must(room.CheckAdoption(w.Ctx, w.Handler, use, true, ""))
	w.Confirm(room.Recommend(w.Ctx, w.Handler, id, spread.UpwardForm{Reason: "机制成熟。", Novelty: "专家到村。", Copying: "制度文本。"}))
	w.Must(room.RegisterUpwardLetter(w.Ctx, w.Handler, id, "鲁科协函〔2022〕5号", "2022-08-01"))
	w.Must(room.RegisterOutcome(w.Ctx, w.Handler, id, spread.Answer{State: spread.NotTaken, On: "2022-08-01", Words: "当期名额已满"}))
	w.funded(room, clerk, p)
}

// published is a case with a picture, public in its second version.
func (w *world) published(room *spread.Room, clerk access.Actor, p run.Pilot) string {
	w.T.Helper()
	var drawn bytes.Buffer
	w.Must(jpeg.Encode(&drawn, image.NewGray(image.Rect(0, 0, 60, 40)), nil))
	picture, err := room.Picture(w.Ctx, &drawn)
	w.Must(err)
	picture.Caption, picture.Consent = "座谈", true
	id, err := room.Begin(w.Ctx, clerk, p.ID, false)
	w.Must(err)
	for _, title := range []string{"三长制", "三长制的两年"} {
		n, err := room.HandIn(w.Ctx, clerk, id, spread.Body{Title: title, Contents: p.Contents[:1], Summary: "以三长为骨干。", Problem: "覆盖不全。", Measures: "建立工作机制。",
			Effects: "建立制度五项。", Copying: "制度文本可以直接采用。", Pictures: []spread.Picture{picture}})
		w.Must(err)
		w.Must(room.Check(w.Ctx, w.Handler, spread.Checking{Case: id, N: n}))
		w.Confirm(room.Publish(w.Ctx, w.Handler, spread.Publication{Case: id, N: n}))
	}
	return id
}

// funded takes the pilot into the brand programme; of its money a part is paid, put right, and used.
func (w *world) funded(room *spread.Room, clerk access.Actor, p run.Pilot) {
	w.T.Helper()
	w.decide.Later = map[programme.Matter]decide.Later{programme.MatterBrand: room.LaterBrand(), programme.MatterMoney: room.LaterMoney()}
	decides := func(m programme.Matter, session string) {
		w.Confirm(w.decide.Record(w.Ctx, w.Handler, decide.Taken{Cohort: w.Cohort, Matter: m, Session: session, On: "2022-08-01", Excerpt: w.pdf(session),
			Lines: []decide.TakenLine{{Application: w.bids[0].ID, Outcome: decide.Agreed}}}))
	}
	decides(programme.MatterBrand, "第8次")
	funding, err := room.Draw(w.Ctx, w.Handler, spread.Drawing{Pilot: p.ID, Total: "10万元", Words: "推广三长制", Lines: []spread.DrawnLine{{What: "培训", Amount: "10万元"}},
		Instalments: []spread.DrawnInstalment{{Amount: "10万元", By: "2022-09-30"}}})
	w.Must(err)
	decides(programme.MatterMoney, "第9次")
	paying := spread.Paying{Pilot: p.ID, Funding: funding, Instalment: 1, Amount: "8万元", On: "2022-08-01", Voucher: "记-1", Proof: w.pdf("voucher"), Met: true}
	w.Must(room.Pay(w.Ctx, w.Handler, paying))
	b := worldtest.Get(w.World, func(t *store.Tx) (spread.Branded, error) { return spread.BrandOf(t, p.ID) })
	paying.Voucher, paying.Proof, paying.Amount = "记-2", w.pdf("right voucher"), "10万元"
	w.Must(room.Reverse(w.Ctx, w.Handler, spread.Reversing{Payment: b.Fundings[0].Payments[0].ID, Why: "数额填错", Again: true, Paying: paying}))
	w.Must(room.StateUse(w.Ctx, clerk, spread.Stating{Pilot: p.ID, Funding: funding, Amounts: map[int]string{1: "6万元"}, Details: map[int]string{1: "培训两期"}, Files: []string{w.pdf("invoice")}}))
	b = worldtest.Get(w.World, func(t *store.Tx) (spread.Branded, error) { return spread.BrandOf(t, p.ID) })
	w.Must(room.Settle(w.Ctx, w.Handler, spread.Settling{Pilot: p.ID, Spending: b.Fundings[0].Spendings[0].ID, To: spread.SpendingConfirmed}))
}

// What came of a pilot goes along: every version of a case that was public, its use and recommendation, the money and the visit,
// each as a paper, with its proofs; what an act fixed is proved by its hash.
func TestWhatCameOfAPilotGoesAlong(t *testing.T) {
	each(t, func(w *world) {
		w.released()
		w.spreads()
		files := w.unpacked(w.export())
		report, err := Check(files, nil)
		w.Must(err)
		if len(report.Problems) > 0 {
			w.T.Fatalf("%v", report.Problems)
		}
		opens(w.T, files)
		cover := string(files[fileIndex].Data)
		for _, want := range []string{"典型案例《三长制》（第1版）", "已由后一版代替", "典型案例《三长制的两年》（第2版）", "应用典型案例《三长制的两年》的情况", "鲁科协函〔2022〕5号",
			"未采纳：当期名额已满", "品牌培育第1次经费", "经费台账", "观摩：现场观摩", "第8次摘录", "第9次摘录"} {
			if !strings.Contains(cover, want) {
				w.T.Errorf("the cover lacks %s", want)
			}
		}
		for _, part := range []string{"案例第1版图片1.jpg", "案例第2版图片1.jpg", "推广应用1.pdf", "推广应用1佐证1.pdf", "推荐函和推荐表1（代拟稿）.pdf", "第1次经费拨付凭证1.pdf", "第1次经费第1次使用证明1.pdf",
			"经费台账.xlsx", "参加情况.xlsx", "活动材料1.pdf"} {
			named(w.T, files, part)
		}
		acts := string(files[fileActs].Data)
		for _, want := range []string{"典型案例", "已发布", "推广应用", "未采纳", "已批准", "已确认", "已汇总"} {
			if !strings.Contains(acts, want) {
				w.T.Errorf("the acts lack %s", want)
			}
		}
		w.Holds(w.Verify(spread.Checks(w.Blobs)))
		for ending, what := range map[string]string{"案例第1版数据.json": "典型案例数据", "案例第2版数据.json": "典型案例数据", "第1次经费拨付凭证1.pdf": "拨付凭证", "第1次经费拨付凭证2.pdf": "拨付凭证"} {
			place := named(w.T, files, ending)
			changed := relisted(tampered(files, func(m fstest.MapFS) { m[place] = flipped(m[place], len(m[place].Data)/2) }))
			if said := first(w.T, changed); !strings.Contains(said, what) {
				w.T.Errorf("%s changed, and the check file with it: %q", place, said)
			}
		}
	})
}

// A case that was taken down stays in the file with the reason, and one that was never public is none of it.
func TestTheFileKeepsWhatWasPublicAlone(t *testing.T) {
	each(t, func(w *world) {
		w.released()
		room := spread.New(w.Door, w.Blobs, worldtest.Fonts(), w.run)
		w.room.Later = []Later{Spread(w.Blobs)}
		p := worldtest.Get(w.World, func(t *store.Tx) (run.Pilot, error) { return run.ByApplication(t, w.bids[0].ID) })
		id := w.published(room, w.bids[0].Clerk, p)
		w.Must(room.TakeDown(w.Ctx, w.Handler, id, "数据有误"))
		draft, err := room.Begin(w.Ctx, w.bids[0].Clerk, p.ID, false)
		w.Must(err)
		_, err = room.HandIn(w.Ctx, w.bids[0].Clerk, draft, spread.Body{Title: "轮值制", Contents: p.Contents[:1], Summary: "一", Problem: "二", Measures: "三", Effects: "四", Copying: "五"})
		w.Must(err)
		cover := string(w.unpacked(w.export())[fileIndex].Data)
		if !strings.Contains(cover, "三长制的两年") || !strings.Contains(cover, "已撤下：数据有误") || strings.Contains(cover, "轮值制") {
			w.T.Errorf("the cover: %s", cover)
		}
	})
}
