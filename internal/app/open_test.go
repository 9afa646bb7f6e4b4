package app

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"shidian/internal/board"
	"shidian/internal/call"
	"shidian/internal/store"
)

func init() {
	for name, d := range map[string]deed{
		"see: first page":        {try: read("/")},
		"see: open data":         {try: read("/data")},
		"see: data set, public":  {try: read("/data/pilots.csv")},
		"see: data set, unknown": {try: read("/data/units.csv")},
		"see: feed":              {try: read("/feed.atom")},
	} {
		deeds[name] = d
	}
}

// afterYears is the house with two years behind it and a typical case that is public.
func afterYears(t testing.TB, engine store.Engine) *town {
	w := told(t, engine, "two-years")
	w.must(w.DB.Write(ctx, func(t *store.Tx) error {
		for _, statement := range []string{
			`INSERT INTO spread_case (id, pilot, cohort, unit, unit_name, kind, city, city_name, office, state, n, shown, begun_at, shown_at, down, salt)
				SELECT 'case-1', p.id, p.cohort, p.unit, a.unit_name, a.kind, a.city, a.city_name, FALSE, 'published', 1, 1, 1, 1652400000000000, '', 's'
				FROM pilot p JOIN application a ON a.id = p.application WHERE a.city <> '' AND p.id = (SELECT MIN(q.id) FROM pilot q JOIN application b ON b.id = q.application WHERE b.city <> '')`,
			`INSERT INTO spread_version (id, n, title, contents, body, words, at, account, returned, cleared, answered_at, answered_by, salt)
				VALUES ('case-1', 1, '=三长制', ',6,', '{"title":"=三长制","contents":[6],"summary":"以三长为骨干。","problem":"","measures":"","effects":"","copying":"","pictures":[]}', '', 1, '', '[]', '[]', 0, '', 's')`,
		} {
			if _, err := t.Exec(statement); err != nil {
				return err
			}
		}
		return nil
	}))
	w.site = w.Handler(nil)
	return w
}

func (w *town) get(path string, header ...string) *httptest.ResponseRecorder {
	w.t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	out := httptest.NewRecorder()
	w.site.ServeHTTP(out, r)
	return out
}

// What a data set gives is what its schema says, the head of the table has the schema's names in the page's order, and the
// three have as many records.
func TestOpenDataIsAsItIsDescribed(t *testing.T) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			w := afterYears(t, engine)
			page := w.get("/data").Body.String()
			for _, set := range board.DataSets() {
				var schema, value any
				w.must(json.Unmarshal(w.get("/data/"+set.Key+".schema.json").Body.Bytes(), &schema))
				w.must(json.Unmarshal(w.get("/data/"+set.Key+".json").Body.Bytes(), &value))
				for _, wrong := range departures(schema, value, set.Key) {
					t.Error(wrong)
				}
				table, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.get("/data/"+set.Key+".csv").Body.String(), "\ufeff"))).ReadAll()
				w.must(err)
				records := value.(map[string]any)["记录"].([]any)
				if len(records) == 0 || len(table) != len(records)+1 {
					t.Errorf("%s: %d records in JSON, %d lines in CSV", set.Key, len(records), len(table))
				}
				for i, c := range set.Columns {
					if table[0][i] != c.Name || !strings.Contains(page, c.Name) || !strings.Contains(page, c.About) {
						t.Errorf("%s: column %d is %s in the table, %s in its description", set.Key, i, table[0][i], c.Name)
					}
				}
			}
			if table := w.get("/data/cases.csv").Body.String(); !strings.Contains(table, "\r\n'=三长制,") {
				t.Errorf("a title that looks like a formula stands bare: %s", table)
			}
		})
	}
}

// departures are where a value is not as a schema says; it knows what our schemas use, and fails on what it does not know.
func departures(schema, value any, at string) (wrong []string) {
	s := schema.(map[string]any)
	say := func(format string, args ...any) { wrong = append(wrong, at+": "+fmt.Sprintf(format, args...)) }
	for word, of := range s {
		switch word {
		case "$schema", "title", "description":
		case "type":
			kinds := []string{}
			if one, single := of.(string); single {
				kinds = append(kinds, one)
			} else {
				for _, k := range of.([]any) {
					kinds = append(kinds, k.(string))
				}
			}
			if !slices.Contains(kinds, kindOf(value)) {
				say("%v is a %s, not %v", value, kindOf(value), kinds)
			}
		case "const":
			if value != of {
				say("%v, not %v", value, of)
			}
		case "enum":
			if !slices.Contains(of.([]any), value) {
				say("%v is none of %v", value, of)
			}
		case "pattern":
			if text, is := value.(string); is && !regexp.MustCompile(of.(string)).MatchString(text) {
				say("%q is not written as %s", text, of)
			}
		case "required":
			for _, name := range of.([]any) {
				if _, has := value.(map[string]any)[name.(string)]; !has {
					say("%s is missing", name)
				}
			}
		case "properties":
			for name, one := range value.(map[string]any) {
				if sub, known := of.(map[string]any)[name]; known {
					wrong = append(wrong, departures(sub, one, at+"/"+name)...)
				} else if s["additionalProperties"] == false {
					say("%s is not described", name)
				}
			}
		case "additionalProperties": // with properties
		case "items":
			if list, is := value.([]any); is {
				for i, one := range list {
					wrong = append(wrong, departures(of, one, fmt.Sprint(at, "/", i))...)
				}
			}
		case "maxItems":
			if list, is := value.([]any); is && float64(len(list)) > of.(float64) {
				say("%d items", len(list))
			}
		default:
			say("this check does not know %s", word)
		}
	}
	return wrong
}

func kindOf(value any) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case string:
		return "string"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	case float64:
		if v == float64(int64(v)) {
			return "integer"
		}
	}
	return fmt.Sprintf("%T", value)
}

// The check sees what is wrong.
func TestASchemasDeparturesAreSeen(t *testing.T) {
	var schema any
	if err := json.Unmarshal([]byte(`{"type":"object","required":["a"],"additionalProperties":false,"properties":{"a":{"type":["integer","null"]},"b":{"type":"array","items":{"type":"string","pattern":"^x"}}}}`), &schema); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{`{"a":1}`: 0, `{"a":null,"b":["x1"]}`: 0, `{"a":"1"}`: 1, `{"a":1.5}`: 1, `{"b":["y",2]}`: 3, `{"a":1,"c":2}`: 1} {
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		if wrong := departures(schema, value, ""); len(wrong) != want {
			t.Errorf("%s: %q", text, wrong)
		}
	}
}

// quoted are the values in a form's personal part.
var quoted = regexp.MustCompile(`:"[^"]+"`)

// No person stands in what everybody takes: none of the people with an account, nobody whom a form names, no phone, no mail.
func TestNobodyIsNamedInOpenData(t *testing.T) {
	w := afterYears(t, store.SQLite)
	var persons []string
	w.must(w.DB.Read(ctx, func(t *store.Tx) error {
		for _, query := range []string{"SELECT name FROM account", "SELECT login FROM account", "SELECT phone FROM account", "SELECT name FROM expert", "SELECT office_phone FROM public_notice",
			"SELECT discipline_phone FROM public_notice", "SELECT leader FROM pilot_person", "SELECT contact FROM pilot_person", "SELECT contact_phone FROM pilot_person"} {
			some, err := store.Rows(t, store.Scalar[string], query)
			if err != nil {
				return err
			}
			persons = append(persons, some...)
		}
		forms, err := store.Rows(t, store.Scalar[string], "SELECT personal FROM application_version")
		for _, form := range forms {
			persons = append(persons, quoted.FindAllString(form, -1)...)
		}
		if err != nil {
			return err
		}
		cohorts, err := call.List(t, call.Published)
		for _, c := range cohorts {
			contact, err := call.ContactOf(t, c)
			if err != nil {
				return err
			}
			persons = append(persons, contact.Phone, contact.Mailbox, contact.Address)
		}
		return err
	}))
	for i := range persons {
		persons[i] = strings.Trim(persons[i], `:"`)
	}
	persons = slices.DeleteFunc(persons, func(text string) bool { return len([]rune(text)) < 2 })
	if len(persons) < 20 {
		t.Fatalf("only %d names to look for", len(persons))
	}
	phone := regexp.MustCompile(`\b1[3-9]\d{9}\b|\b0\d{2,3}-\d{7,8}\b|[\w.]+@[\w.]+`)
	for _, set := range board.DataSets() {
		for _, form := range []string{".csv", ".json"} {
			text := w.get("/data/" + set.Key + form).Body.String()
			for _, person := range persons {
				if strings.Contains(text, person) {
					t.Errorf("%s%s has %q", set.Key, form, person)
				}
			}
			if found := phone.FindString(text); found != "" {
				t.Errorf("%s%s has %q", set.Key, form, found)
			}
		}
	}
}

// Whoever has the newest gets nothing again; whoever takes gzip gets the same, packed; nothing else has an address there.
func TestOpenDataIsGivenOnce(t *testing.T) {
	w := afterYears(t, store.SQLite)
	for _, path := range []string{"/data/lists.csv", "/data/lists.json", "/data/lists.schema.json", "/feed.atom"} {
		first := w.get(path)
		tag := first.Header().Get("ETag")
		if first.Code != http.StatusOK || tag == "" {
			t.Fatalf("%s: %d, tag %q", path, first.Code, tag)
		}
		for match, want := range map[string]int{tag: 304, `"other", ` + tag: 304, "*": 304, strings.TrimPrefix(tag, "W/"): 304, `"other"`: 200} {
			if again := w.get(path, "If-None-Match", match); again.Code != want || want == 304 && again.Body.Len() > 0 {
				t.Errorf("%s with %s: %d, %d bytes", path, match, again.Code, again.Body.Len())
			}
		}
		if packed := w.get(path, "Accept-Encoding", "gzip"); packed.Header().Get("Content-Encoding") != "gzip" || packed.Body.Len() >= first.Body.Len() {
			t.Errorf("%s packed: %d of %d bytes", path, packed.Body.Len(), first.Body.Len())
		}
	}
	for _, path := range []string{"/data/lists", "/data/lists.xml", "/data/units.csv", "/data/lists.csv.json", "/data/.csv"} {
		if out := w.get(path); out.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, out.Code)
		}
	}
}

// The feed leads to pages that anybody may read, each once.
func TestTheFeedLeadsToPages(t *testing.T) {
	w := afterYears(t, store.SQLite)
	var feed struct {
		Entries []struct {
			ID   string `xml:"id"`
			Link struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
			Category struct {
				Term string `xml:"term,attr"`
			} `xml:"category"`
		} `xml:"entry"`
	}
	w.must(xml.Unmarshal(w.get("/feed.atom").Body.Bytes(), &feed))
	seen, sorts := map[string]bool{}, map[string]int{}
	for _, e := range feed.Entries {
		if seen[e.ID] {
			t.Errorf("%s twice", e.ID)
		}
		seen[e.ID] = true
		sorts[e.Category.Term]++
		path := strings.TrimPrefix(e.Link.Href, "http://example.com")
		if strings.HasPrefix(path, "/cases/") { // the case of this test has no pictures and no history
			continue
		}
		if out := w.get(path); out.Code != http.StatusOK {
			t.Errorf("%s: %d", path, out.Code)
		}
	}
	for _, sort := range []string{board.SortNotice, board.SortOpen, board.SortRelease, board.SortLoss, board.SortCase} {
		if sorts[sort] == 0 {
			t.Errorf("nothing of %s: %v", sort, sorts)
		}
	}
	if page := w.get("/").Body.String(); !strings.Contains(page, `type="application/atom+xml"`) || !strings.Contains(page, `href="/feed.atom"`) {
		t.Error("the first page does not announce the feed")
	}
}

// The first page says what was made public and how the pilots are doing, and nothing of a cohort whose letters still wait.
func TestTheFirstPageSaysHowItGoes(t *testing.T) {
	w := afterYears(t, store.SQLite)
	w.home("公示公告", "关于取消", "典型案例", "=三长制", "实施情况", "2021年度山东省科协系统深化改革试点80", "用表格看", "核对抽取")
	w.must(w.DB.Write(ctx, func(t *store.Tx) error {
		_, err := t.Exec(`UPDATE outbox_letter SET state = 'held' WHERE cause = '发布' AND cohort = (SELECT id FROM cohort WHERE year = 2021)`)
		return err
	}))
	page := squeeze(textOf(asked(w.Handler(nil), http.MethodGet, "/", nil, nil).Body.String()))
	if strings.Contains(page, "2021年度山东省科协系统深化改革试点80") || strings.Contains(page, "关于公布2021") {
		t.Error("a list that was told to nobody stands on the first page")
	}
	for _, path := range []string{"/data/pilots.json", "/data/lists.json"} {
		out := asked(w.Handler(nil), http.MethodGet, path, nil, nil).Body.String()
		if strings.Contains(out, `"年度":2021,"单位"`) || strings.Contains(out, "鲁科协演示〔2021〕2号") {
			t.Errorf("and in %s: %s", path, out)
		}
	}
}
