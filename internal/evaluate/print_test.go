package evaluate

import (
	"bytes"
	"testing"

	"shidian/internal/access"
	"shidian/internal/decide"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/run"
	"shidian/internal/store"
	"shidian/internal/worldtest"
)

// The papers are the office's and the supervisor's, as PDF and for Word; what waits leads each to what he has to do.
func TestPapersAndWhatWaits(t *testing.T) {
	each(t, 2, func(w *world) {
		waits := func(actor access.Actor, verbs ...string) {
			t.Helper()
			tasks := worldtest.Get(w.World, func(t *store.Tx) ([]run.Task, error) { return Waiting(t, actor) })
			var got []string
			for _, task := range tasks {
				got = append(got, task.Verb)
			}
			if len(got) != len(verbs) {
				t.Errorf("waits %v, want %v", got, verbs)
			}
			for i := range got {
				if i < len(verbs) && got[i] != verbs[i] {
					t.Errorf("waits %v, want %v", got, verbs)
				}
			}
		}
		waits(w.Handler, "中期评估") // two of one cohort stand on the desk as one
		waits(w.bids[0].Clerk)
		w.Must(w.room.LookMidterm(w.Ctx, w.Handler, w.looking(0, Failed)))
		w.Must(w.room.LookMidterm(w.Ctx, w.Handler, w.looking(1, Passed)))
		waits(w.bids[0].Clerk, "报送整改情况")
		waits(w.bids[1].Clerk)
		w.Must(w.room.Rectified(w.Ctx, w.bids[0].Clerk, w.rectifying(0, true)))
		waits(w.bids[0].Clerk)
		waits(w.Handler, "再次评估")
		w.Must(w.room.LookAgain(w.Ctx, w.Handler, w.looking(0, Failed)))
		waits(w.Handler, "请单位陈述")
		w.Must(w.room.Hear(w.Ctx, w.Handler, w.pilots[0], "请陈述", "2021-07-10"))
		waits(w.bids[0].Clerk, "陈述意见")
		w.Must(w.room.State(w.Ctx, w.bids[0].Clerk, w.pilots[0], "", "没有意见", nil))
		waits(w.Handler, "登记研究决定")
		w.Confirm(w.decide.Record(w.Ctx, w.Handler, w.taken(programme.MatterLoss, decide.Agreed, 0)))
		waits(w.Handler, "登记通知")
		w.At("2022-07-01 09:00")
		waits(w.Handler, "登记通知", "终期评估")
		w.Must(w.room.Judge(w.Ctx, w.Handler, w.judging(1, "良好", 15, 28, 20, 15)))
		waits(w.Approver)
		for _, docx := range []bool{false, true} {
			magic := []byte("%PDF-")
			if docx {
				magic = []byte("PK")
			}
			for name, file := range map[string]func(access.Actor) ([]byte, error){
				"midterm": func(a access.Actor) ([]byte, error) { return w.room.LookFile(w.Ctx, a, w.pilots[0], 1, docx) },
				"final":   func(a access.Actor) ([]byte, error) { return w.room.LookFile(w.Ctx, a, w.pilots[1], 2, docx) },
				"packet":  func(a access.Actor) ([]byte, error) { return w.room.PacketFile(w.Ctx, a, w.Cohort, docx) },
				"loss":    func(a access.Actor) ([]byte, error) { return w.room.LossFile(w.Ctx, a, w.pilots[0], docx) },
			} {
				content, err := file(w.Handler)
				w.Must(err)
				if !bytes.HasPrefix(content, magic) {
					t.Errorf("%s begins with %q", name, content[:4])
				}
				_, err = file(w.bids[0].Clerk)
				w.Refused(err, fault.KindNotFound, "")
			}
		}
		_, err := w.room.LookFile(w.Ctx, w.Handler, w.pilots[0], 3, false)
		w.Refused(err, fault.KindNotFound, "")
		_, err = w.room.LossFile(w.Ctx, w.Handler, w.pilots[1], false)
		w.Refused(err, fault.KindNotFound, "")
	})
}
