package pages

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"

	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/kit"
	"shidian/internal/store"
)

// verifyView is the public page: nothing asked yet, or the answer.
type verifyView struct {
	Code    string
	Number  string
	Answer  *apply.Verdict
	ByFile  bool
	Problem string // why there is no answer
	Field   string // which of the two inputs it is about
}

// VerifyForm answers a code, typed or from the QR on a paper: GET /verify?code=, &number=.
func (p *Pages) VerifyForm(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v := verifyView{Code: query.Line("code"), Number: query.Line("number")}
	if v.Code == "" {
		return kit.Render(w, r, verifyPage(v))
	}
	if err := p.lookups.take(r, p.wall()); err != nil {
		return err
	}
	err = p.read(r, func(t *store.Tx) error {
		answer, err := apply.Verify(t, v.Code, v.Number)
		v.Answer = &answer
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, verifyPage(v))
}

// Verify answers an uploaded PDF: POST /verify, file.
func (p *Pages) Verify(w http.ResponseWriter, r *http.Request) error {
	var content bytes.Buffer
	r, _, err := kit.ReadUpload(r, func() error { return p.lookups.take(r, p.wall()) }, func(_, _ string, file io.Reader) error {
		_, err := content.ReadFrom(io.LimitReader(file, files.AttachmentLimit+1))
		return err
	})
	if err != nil {
		return err
	}
	v := verifyView{ByFile: true}
	if !bytes.HasPrefix(content.Bytes(), []byte("%PDF-")) {
		v.Problem, v.Field = "请选择申报材料的 PDF 文件。照片或截图请改用校验码查询。", "file"
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, verifyPage(v))
	}
	answer, err := p.Room.VerifyPDF(r.Context(), content.Bytes())
	if fault.Is(err, fault.KindInvalid) {
		v.Problem, v.Field = firstWords(err), "file"
		return kit.RenderStatus(w, r, http.StatusUnprocessableEntity, verifyPage(v))
	}
	if err != nil {
		return err
	}
	v.Answer = &answer
	return kit.Render(w, r, verifyPage(v))
}

// title says the answer in one line.
func (v verifyView) title() string {
	switch a := v.Answer; {
	case !a.Genuine:
		return "没有查到"
	case v.ByFile && !a.File:
		return "编号和校验码真实，内容请与原件核对"
	case a.InForce:
		return "真实，是现行版本"
	default:
		return "真实，但不是现行版本"
	}
}

func (v verifyView) class() string {
	switch a := v.Answer; {
	case !a.Genuine:
		return "sh-verdict sh-verdict-bad"
	case a.InForce && (a.File || !v.ByFile):
		return "sh-verdict sh-verdict-good"
	default:
		return "sh-verdict sh-verdict-old"
	}
}

func (v verifyView) version() string { return "第" + strconv.Itoa(v.Answer.Version) + "版" }

// lookups limits how often one network may ask: nobody guesses codes.
type lookups struct {
	mu    sync.Mutex
	asked map[string][]time.Time
}

const (
	lookupsEach = 20 // in the window, from one network
	lookupSpan  = 10 * time.Minute
	lookupsKept = 10000 // addresses remembered; beyond it all are forgotten
)

func newLookups() *lookups { return &lookups{asked: map[string][]time.Time{}} }

// wall is the time of limits: a demo that moves the business clock must not lift them.
func (p *Pages) wall() time.Time { return p.DB.Clock.Now().Add(-p.DB.Clock.Offset()) }

// take counts one lookup.
func (l *lookups) take(r *http.Request, now time.Time) error {
	from := kit.Network(r)
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.asked) > lookupsKept {
		l.asked = map[string][]time.Time{}
	}
	recent := l.asked[from][:0]
	for _, at := range l.asked[from] {
		if now.Sub(at) < lookupSpan {
			recent = append(recent, at)
		}
	}
	if len(recent) >= lookupsEach {
		l.asked[from] = recent
		wait := recent[0].Add(lookupSpan).Sub(now)
		return fault.TooMany("查询太频繁，请过几分钟再试。", kit.Now(r.Context()).Add(wait))
	}
	l.asked[from] = append(recent, now)
	return nil
}
