package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"

	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// writingDeeds are no acts; all over HTTP.
var writingDeeds = map[string]deed{
	"save: draft":       {draft, save},
	"save: typed in":    {typedIn, save},
	"save: submitted":   {submitted, save},
	"attach: draft":     {draft, attach},
	"attach: typed in":  {typedIn, attach},
	"attach: submitted": {submitted, attach},
	"slash: draft":      {draft, slash},
}

// save types a text over what stands there.
func save(w *town, who, id string) error {
	base := get(w, func(t *store.Tx) (string, error) {
		d, err := apply.DraftOf(t, id)
		return d.Values["expected_results"].Hash, err
	})
	body, err := json.Marshal(map[string]any{"account": w.people[who].Account,
		"changes": []apply.Change{{Key: "expected_results", Text: name("成果"), Base: base}}})
	w.must(err)
	return refusal(w.ask(who, http.MethodPut, "/applications/"+id+"/fields", "application/json", body))
}

// onePixel is a PNG.
var onePixel = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89" +
	"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff\xff\x7f\x00\t\xfb\x03\xfd*\x86\xe3\x8a\x00\x00\x00\x00IEND\xaeB`\x82")

// upload is a multipart form with one file and further fields.
func upload(field, name string, content []byte, further ...string) (kind string, body []byte) {
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for i := 0; i+1 < len(further); i += 2 {
		form.WriteField(further[i], further[i+1])
	}
	part, _ := form.CreateFormFile(field, name)
	part.Write(content)
	form.Close()
	return form.FormDataContentType(), b.Bytes()
}

func attach(w *town, who, id string) error {
	kind, body := upload("file", "证明.png", onePixel)
	return refusal(w.ask(who, http.MethodPost, "/applications/"+id+"/attachments", kind, body))
}

// slash asks for "/" in a field.
func slash(w *town, who, id string) error {
	return refusal(w.ask(who, http.MethodPost, "/applications/"+id+"/slash", formType, []byte("key=reform_highlights")))
}

const formType = "application/x-www-form-urlencoded"

// readingDeeds are over HTTP.
var readingDeeds = map[string]deed{
	"see: draft":                 {draft, read("/applications/%s")},
	"see: draft's paper":         {draft, read("/applications/%s/draft.pdf")},
	"see: typed in":              {typedIn, read("/applications/%s/edit")},
	"see: submitted":             {kept(submitted), read("/applications/%s")},
	"see: receipt":               {kept(submitted), read("/applications/%s/receipt")},
	"see: submitted in the list": {kept(submitted), inTheList},
	"see: who may write":         {kept(draft), read("/applications/%s/writers")},
	"see: proposal":              {kept(proposed(proposeFirst, newDraft)), read("/proposals/%s")},
	"see: ledger's head":         {try: read("/ledger")},
	"see: ledger's entries":      {try: entries},
	"see: failed jobs":           {running, read("/jobs")},
	"see: the check-up":          {running, read("/doctor")},
	"see: desk":                  {try: read("/desk")},
	"see: messages":              {try: read("/messages")},
}

func read(pattern string) func(*town, string, string) error {
	return func(w *town, who, id string) error {
		return refusal(w.ask(who, http.MethodGet, strings.Replace(pattern, "%s", id, 1), "", nil))
	}
}

// kept is made once for a whole line: who reads changes nothing.
func kept(object func(*town) string) func(*town) string {
	last, of := "", (*town)(nil)
	return func(w *town) string {
		if of != w {
			last, of = object(w), w
		}
		return last
	}
}

// running starts the background work, whose failures are read.
func running(w *town) string {
	if w.stop == nil {
		w.must(w.Start(ctx))
	}
	return "running"
}

// shows tells whether a page holds a text; a page without it is as if there were nothing.
func shows(w *town, who, path, text string) error {
	out := w.ask(who, http.MethodGet, path, "", nil)
	if err := refusal(out); err != nil {
		return err
	}
	if !strings.Contains(out.Body.String(), text) {
		return fault.NotFound()
	}
	return nil
}

func inTheList(w *town, who, id string) error {
	return shows(w, who, "/applications?cohort="+w.cohort.ID, "/applications/"+id)
}

// entries looks for the words of an act that is in the record of every house.
func entries(w *town, who, _ string) error { return shows(w, who, "/ledger", "登记并发布通知") }

// roomDeeds are asked of the rooms.
var roomDeeds = map[string]deed{
	"save: notice draft": {newDraft, saveNotice},
	"save: letter draft": {try: func(w *town, who, _ string) error {
		return w.Call.SaveLetter(ctx, w.people[who], w.second.ID, w.text())
	}},
	"see: notice draft":     {try: seeNoticeDraft},
	"see: published notice": {try: func(w *town, who, _ string) error { return call.MayRead(w.people[who], w.second).Err() }},
	"see: unit list": {try: func(w *town, who, _ string) error {
		_, err := w.Unit.Listing(ctx, w.people[who], unit.ListFilter{})
		return err
	}},
	"see: society's unit": {try: seeUnit("省甲学会")},
	"see: county's unit":  {try: seeUnit("甲县科协")},
}

func saveNotice(w *town, who, id string) error {
	text := get(w, func(t *store.Tx) (call.Text, error) {
		d, err := call.DraftOf(t, id)
		return d.Text, err
	})
	text.Notice.Contact.Phone = fmt.Sprint("0531-", w.year())
	return w.Call.Save(ctx, w.people[who], id, text)
}

func seeNoticeDraft(w *town, who, _ string) error {
	_, err := w.Call.DraftFile(ctx, w.people[who], w.second.ID, call.DOCX)
	return err
}

func seeUnit(short string) func(*town, string, string) error {
	return func(w *town, who, _ string) error {
		_, err := w.Unit.View(ctx, w.people[who], w.unit(short).ID)
		return err
	}
}
