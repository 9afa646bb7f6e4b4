package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"shidian/internal/accept"
	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/board"
	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/decide"
	"shidian/internal/dossier"
	"shidian/internal/evaluate"
	"shidian/internal/files"
	"shidian/internal/jobs"
	"shidian/internal/ledger"
	"shidian/internal/notify"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/publish"
	"shidian/internal/recommend"
	"shidian/internal/review"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// House is the whole program over one database and one folder of files.
type House struct {
	Config Config
	Log    *slog.Logger
	Clock  *clock.Clock
	DB     *store.DB
	Files  *files.Store
	Fonts  *paper.Fonts
	Door   *act.Door
	Queue  *jobs.Queue
	Sweep  *jobs.Sweep
	Outbox *notify.Outbox

	Unit      *unit.Room
	Call      *call.Room
	Apply     *apply.Room
	Recommend *recommend.Room
	Accept    *accept.Room
	Review    *review.Room
	Decide    *decide.Room
	Publish   *publish.Room
	Run       *run.Room
	Evaluate  *evaluate.Room
	Spread    *spread.Room
	Dossier   *dossier.Room

	demo bool // a demo's database: one-click log-in on a loopback address, a clock that can be moved
	stop context.CancelFunc

	background sync.WaitGroup
	counted    sync.Map // account -> deskCount
}

// demoMark is the setting that only a demo's database carries.
const demoMark = "demo"

var (
	errDemoDatabase = errors.New("这是演示用的数据文件夹，不能正式运行；请给 serve 一个新文件夹")
	errRealDatabase = errors.New("这是正式运行的数据文件夹，不能用来演示；请给 demo 一个新文件夹")
)

// Open opens database, files and fonts, brings the tables up to date and puts the rooms in their places. Nothing runs
// in the background yet: see Start.
func Open(ctx context.Context, c Config, log *slog.Logger) (*House, error) {
	h := &House{Config: c, Log: log, Clock: new(clock.Clock)}
	var err error
	if !c.Postgres() {
		if err := os.MkdirAll(filepath.Dir(c.DB), 0o700); err != nil {
			return nil, err
		}
	}
	if h.Files, err = files.Open(c.Files); err != nil {
		return nil, err
	}
	if h.Fonts, err = paper.LoadFonts(c.Fonts); err != nil {
		return nil, fmt.Errorf("字体：%w", err)
	}
	for _, f := range h.Fonts.Found() {
		if f.Substitute {
			log.Info("字体替代", "role", f.Role, "font", f.Family)
		}
	}
	if h.DB, err = store.Open(ctx, c.DB, h.Clock); err != nil {
		return nil, err
	}
	if err := h.prepare(ctx); err != nil {
		return nil, errors.Join(err, h.DB.Close())
	}
	if err := h.furnish(); err != nil {
		return nil, errors.Join(err, h.DB.Close())
	}
	return h, nil
}

// prepare migrates and reads whose database this is.
func (h *House) prepare(ctx context.Context) error {
	if err := h.DB.Migrate(ctx); err != nil {
		return err
	}
	if err := jobs.Migrate(ctx, h.DB); err != nil {
		return err
	}
	return h.DB.Read(ctx, func(t *store.Tx) error {
		_, found, err := store.Setting(t, demoMark)
		h.demo = found
		return err
	})
}

// furnish makes the rooms and ties what an earlier room must start in a later one: visible function fields, set here.
func (h *House) furnish() error {
	years, err := h.Config.officialCalendar()
	if err != nil {
		return err
	}
	h.Door = act.NewDoor(h.DB, Covers())
	h.Queue = jobs.New(h.DB)
	h.Sweep = &jobs.Sweep{DB: h.DB}
	h.Outbox = &notify.Outbox{Door: h.Door, Receivers: receivers}
	h.Unit = unit.New(h.Door, unit.Options{Secure: h.Config.Secure()})
	h.Unit.Cheap = h.demo
	h.Call = call.New(h.Door, h.Files, h.Fonts)
	h.Apply = apply.New(h.Door, h.Files, h.Fonts, h.Config.Public)
	h.Call.BlankForm = apply.BlankPaper
	h.Call.Begun, h.Call.Submitted, h.Call.Drafting = apply.Begun, apply.SubmittedTo, apply.DraftingBelow
	h.Call.Applicants = apply.Applicants
	h.Recommend = recommend.New(h.Door, h.Files, h.Fonts, h.Config.Public)
	h.Apply.Freed = func(t *act.Tx, a apply.Application) error { return recommend.Free(t, a.ID) }
	h.Accept = accept.New(h.Door, h.Files, h.Fonts, years)
	h.Accept.Freed, h.Accept.Retaken = h.Apply.Freed, recommend.Retake
	h.Review = review.New(h.Door, h.Files, h.Fonts, h.Unit)
	h.Decide = decide.New(h.Door, h.Files, h.Fonts)
	h.Decide.Ranking = ranking
	h.Publish = publish.New(h.Door, h.Files, h.Fonts, years)
	h.Run = run.New(h.Door, h.Files, h.Fonts, years)
	h.Publish.OpenPilot = h.Run.Open
	h.Apply.Fact = run.Fact
	h.Evaluate = evaluate.New(h.Door, h.Files, h.Fonts, years)
	h.Decide.Later = map[programme.Matter]decide.Later{programme.MatterLoss: h.Evaluate.LaterLoss(), programme.MatterGrade: h.Evaluate.LaterGrade(),
		programme.MatterEnd: h.Run.Ending()}
	h.Spread = spread.New(h.Door, h.Files, h.Fonts, h.Run)
	h.Run.Lost, h.Evaluate.Lost, h.Outbox.Left = spread.Lose, spread.Lose, h.Evaluate.Told
	h.Decide.Later[programme.MatterBrand], h.Decide.Later[programme.MatterMoney] = h.Spread.LaterBrand(), h.Spread.LaterMoney()
	h.Dossier = dossier.New(h.Door, h.Files, h.Fonts)
	h.Dossier.History, h.Dossier.Title = h.Apply.History, actTitle
	h.Dossier.Later = []dossier.Later{dossier.Spread(h.Files)}
	h.Call.OwesPaper = owesPaper
	h.Apply.Papers = recommend.PapersByHash
	h.Apply.Reasons = append(h.Apply.Reasons, recommend.Reasons, accept.Reasons, publish.Reasons)

	mailer := &notify.Mailer{DB: h.DB, Server: h.Config.MailServer, User: h.Config.MailUser, Secret: h.Config.MailSecret,
		From: h.Config.MailFrom, Public: h.Config.Public, Plain: h.Config.MailPlain, Address: addressOf}
	mailer.Register(h.Queue)
	h.Apply.Work(h.Queue)
	h.Recommend.Work(h.Queue)
	h.Run.Work(h.Queue)
	h.Dossier.Work(h.Queue)
	h.Call.Due(h.Sweep)
	h.Apply.Due(h.Sweep)
	h.Run.Due(h.Sweep)
	return nil
}

// receivers are the accounts with one of the roles who may act at this moment for a unit, or for the one that came in its
// place.
func receivers(t *store.Tx, unitID string, roles []access.Role) ([]string, error) {
	stands, err := unit.SuccessorOf(t, unitID, t.Now())
	if err != nil {
		return nil, err
	}
	accounts, err := unit.AccountsOf(t, stands, roles...)
	var ids []string
	for _, a := range accounts {
		if a.Usable(t.Now()) {
			ids = append(ids, a.ID)
		}
	}
	return ids, err
}

// owesPaper names the units that owe paper by a cohort's paper deadline, each as it stands now. Who was given a date of
// his own to mend it is reminded of that.
func owesPaper(t *store.Tx, cohort string) ([]string, error) {
	owing, err := accept.Owes(t, cohort)
	if err != nil || len(owing) == 0 {
		return nil, err
	}
	dates, err := call.DatesFor(t, cohort, "")
	var units []string
	for _, o := range owing {
		if err == nil && o.Until.Equal(dates.Paper) {
			var stands string
			stands, err = unit.SuccessorOf(t, o.Application.Unit, t.Now())
			units = append(units, stands)
		}
	}
	return units, err
}

// addressOf is where an account gets its mail.
func addressOf(t *store.Tx, account string) (string, error) {
	a, err := unit.AccountByID(t, account)
	return a.Email, err
}

// Start begins the background work: jobs, and what falls due.
func (h *House) Start(ctx context.Context) error {
	if err := h.Queue.Start(ctx, runtime.GOMAXPROCS(0), h.Log); err != nil {
		return err
	}
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	h.stop = stop
	h.background.Go(func() { h.Sweep.Run(running, h.Log) })
	h.background.Go(func() { h.sweepDaily(running) })
	h.background.Go(func() { h.watchNights(running) })
	return nil
}

// Close stops the background work, running jobs get ten seconds, and closes the database.
func (h *House) Close() error {
	var err error
	if h.stop != nil {
		h.stop()
		h.background.Wait()
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		err = h.Queue.Stop(ctx)
	}
	return errors.Join(err, h.DB.Close())
}

// Acts is the table of acts: every room's rows, in the order of a notice's life.
func Acts() []act.Row {
	var rows []act.Row
	for _, of := range [][]act.Row{notify.Acts(), unit.Acts(), call.Acts(), apply.Acts(), recommend.Acts(), accept.Acts(), review.Acts(),
		decide.Acts(), publish.Acts(), run.Acts(), evaluate.Acts(), spread.Acts(), dossier.Acts()} {
		rows = append(rows, of...)
	}
	return rows
}

// actTitle names an act of any room, with its step.
func actTitle(name, step string) string { return board.ActTitle(Acts(), name, step) }

// Covers are all tables that are bound to the ledger.
func Covers() []ledger.Cover {
	covers := act.Covers()
	for _, of := range [][]ledger.Cover{notify.Covers(), unit.Covers(), call.Covers(), apply.Covers(), recommend.Covers(), accept.Covers(), review.Covers(),
		decide.Covers(), publish.Covers(), run.Covers(), evaluate.Covers(), spread.Covers(), dossier.Covers()} {
		covers = append(covers, of...)
	}
	return covers
}

// checks are the rooms' further proofs.
func (h *House) checks() []ledger.Check {
	checks := unit.Checks()
	for _, of := range [][]ledger.Check{call.Checks(h.Files), h.Apply.Checks(), h.Recommend.Checks(), review.Checks(),
		decide.Checks(h.Files), publish.Checks(h.Files), h.Run.Checks(), evaluate.Checks(h.Files), spread.Checks(h.Files)} {
		checks = append(checks, of...)
	}
	return checks
}

// Uncovered names every table that verify does not hold against the ledger, and why.
func Uncovered() map[string]string {
	why := map[string]string{
		"setting":          "本机设置（校验码密钥、演示时钟），不是办理",
		"ledger_head":      "办理记录自身，由 verify 逐条核对",
		"ledger_entry":     "办理记录自身，由 verify 逐条核对",
		"ledger_hash":      "办理记录自身，由 verify 逐条核对",
		"ledger_along":     "办理记录自身，由 verify 逐条核对",
		"refusal":          "被拒绝的尝试，另表记录，不入哈希树",
		"due":              "到期提醒，由办理安排，可重新推算",
		"goose_db_version": "表结构版本",
	}
	for _, of := range []map[string]string{notify.Uncovered(), unit.Uncovered(), call.Uncovered(), apply.Uncovered(), accept.Uncovered(), review.Uncovered(), run.Uncovered()} {
		for table, reason := range of {
			why[table] = reason
		}
	}
	return why
}
