package pages

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"shidian/internal/board"
	"shidian/internal/calendar"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// dataView is the page on what programs can take.
type dataView struct {
	Sets  []board.DataSet
	Terms string
}

// Data says what data sets there are: GET /data.
func (p *Pages) Data(w http.ResponseWriter, r *http.Request) error {
	v := dataView{Sets: board.DataSets()}
	err := p.db().Read(r.Context(), func(t *store.Tx) error {
		by, err := board.Publisher(t)
		v.Terms = board.DataTerms(by)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, dataPage(v))
}

// The forms of a data set, by the ends of their addresses.
const (
	formCSV    = ".csv"
	formJSON   = ".json"
	formSchema = ".schema.json"
)

// DataFile gives a data set in one form: GET /data/{file}.
func (p *Pages) DataFile(w http.ResponseWriter, r *http.Request) error {
	key, form, _ := strings.Cut(r.PathValue("file"), ".")
	form = "." + form
	sets := board.DataSets()
	i := slices.IndexFunc(sets, func(s board.DataSet) bool { return s.Key == key })
	if i < 0 || form != formCSV && form != formJSON && form != formSchema {
		return fault.NotFound()
	}
	known, err := p.data.of(r.PathValue("file"), kit.Now(r.Context()), p.asked(r, board.CasesShown), p.asked(r, state), func() ([]byte, error) { return p.write(r, sets[i], form) })
	if err != nil {
		return err
	}
	kind, name := "application/json; charset=utf-8", sets[i].Title+form
	switch form {
	case formCSV:
		kind = kit.CSVType
	case formSchema:
		kind, name = "application/schema+json; charset=utf-8", sets[i].Title+"（结构说明）.json"
	}
	kit.NameFile(w, name, kind)
	return known.send(w, r)
}

// write makes a data set in one form.
func (p *Pages) write(r *http.Request, s board.DataSet, form string) (body []byte, err error) {
	if form == formSchema {
		return s.Schema()
	}
	err = p.db().Read(r.Context(), func(t *store.Tx) error {
		records, err := s.Records(t)
		if err != nil {
			return err
		}
		if form == formCSV {
			body = s.CSV(records)
			return nil
		}
		by, err := board.Publisher(t)
		if err != nil {
			return err
		}
		body, err = s.JSON(records, board.DataTerms(by))
		return err
	})
	return body, err
}

// state is what a public file depends on: the acts done so far, and the day. One query.
func state(t *store.Tx) (string, error) {
	size, err := ledger.Size(t)
	return strconv.FormatInt(size, 10) + "/" + calendar.DayOf(t.Now()).String(), err
}

func (p *Pages) asked(r *http.Request, what func(*store.Tx) (string, error)) func() (string, error) {
	return func() (answer string, err error) {
		err = p.db().Read(r.Context(), func(t *store.Tx) error {
			answer, err = what(t)
			return err
		})
		return answer, err
	}
}

// shelf keeps public files as they were made last. A file is made anew when something was done since, but at most once in a
// while and one at a time: programs that ask for it all day long cost next to nothing. What is taken down is gone with the act.
type shelf struct {
	mu   sync.Mutex
	kept map[string]file
}

// keptFor is how long a file is given without asking whether something was done.
const keptFor = 5 * time.Second

// file is a public file ready to be sent.
type file struct {
	state, shown string
	at           time.Time
	body, packed []byte
	tag          string
}

func (s *shelf) of(name string, now time.Time, shown, state func() (string, error), write func() ([]byte, error)) (file, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	shows, err := shown()
	if err != nil {
		return file{}, err
	}
	last, has := s.kept[name]
	has = has && last.shown == shows
	if since := now.Sub(last.at); has && since >= 0 && since < keptFor { // a demo's clock may be set back
		return last, nil
	}
	stands, err := state()
	if err != nil {
		return file{}, err
	}
	if !has || last.state != stands {
		body, err := write()
		if err != nil {
			return file{}, err
		}
		last = ready(body)
	}
	last.state, last.shown, last.at = stands, shows, now
	if s.kept == nil {
		s.kept = map[string]file{}
	}
	s.kept[name] = last
	return last, nil
}

func ready(body []byte) file {
	var packed bytes.Buffer
	w, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression) // the level is a constant that exists
	w.Write(body)                                              // a bytes.Buffer does not fail
	w.Close()
	sum := sha256.Sum256(body)
	return file{body: body, packed: packed.Bytes(), tag: `W/"` + hex.EncodeToString(sum[:12]) + `"`}
}

// send answers with the file, or that the one who asks has it already.
func (f file) send(w http.ResponseWriter, r *http.Request) error {
	h := w.Header()
	h.Set("ETag", f.tag)
	h.Set("Cache-Control", "no-cache")
	h.Set("Vary", "Accept-Encoding")
	if has(r.Header.Get("If-None-Match"), f.tag) {
		for _, name := range []string{"Content-Type", "Content-Disposition"} {
			h.Del(name)
		}
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	body := f.body
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = f.packed
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		w.Write(body) // a reader that went away is no fault of ours
	}
	return nil
}

// has tells whether an If-None-Match names the tag.
func has(match, tag string) bool {
	for _, one := range strings.Split(match, ",") {
		if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
