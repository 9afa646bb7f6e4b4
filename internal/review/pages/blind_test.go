package pages

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"shidian/internal/apply"
	"shidian/internal/paper"
	"shidian/internal/review"
	"shidian/internal/store"
	"shidian/internal/store/storetest"
	"shidian/internal/worldtest"
)

// An applicant's friend among the experts looks for whose an application is: on every page, in every paper and answer
// that he gets, in names of files, addresses and errors.
func TestRule_C1_ABlindReviewTellsAFriendNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db, worldtest.Blind(t), 3)
		at := "/review/" + s.panel
		answers := map[string]*httptest.ResponseRecorder{}
		see := func(name string, out *httptest.ResponseRecorder) {
			if out.Code >= 500 {
				t.Errorf("%s: %d", name, out.Code)
			}
			answers[name] = out
		}
		see("pledge", s.get("e1", at))
		see("too early", s.get("e1", at+"/1"))
		see("pledged", s.post("e1", at+"/accept", "pledge", "1"))
		see("my panels", s.get("e1", "/review"))
		see("my panel", s.get("e1", at))
		for n := 1; n <= 3; n++ {
			one := fmt.Sprintf("%s/%d", at, n)
			see("sheet "+one, s.get("e1", one))
			see("kept "+one, s.keep("e1", one+"/draft", `{"account":"`+s.people["e1"].Account+`","points":{"problem":"3"},"comment":"x"}`))
			see("wrong "+one, s.post("e1", one, "c-problem", "99"))
			see("file "+one, s.get("e1", one+"/files/1"))
			see("no file "+one, s.get("e1", one+"/files/2"))
		}
		fields := []string{"c-problem", "25", "c-distinct", "15", "c-model", "20", "c-copyable", "20", "comment", ""}
		see("scored", s.post("e1", at+"/1", fields...))
		see("scored again", s.post("e1", at+"/2", fields...))
		see("mine", s.get("e1", at))
		see("declared", s.post("e1", at+"/3/declare", "what", "看出是谁"))
		see("not mine", s.get("e1", at+"/3"))
		see("nothing", s.get("e1", at+"/9"))
		see("the office's", s.get("e1", "/panels/"+s.panel+"/scores"))
		see("the office's list", s.get("e1", "/panels/"+s.panel+"/scores.xlsx"))
		for name, out := range answers {
			for _, word := range s.secrets() {
				if strings.Contains(said(out), word) {
					t.Errorf("%s (%d) says %s", name, out.Code, word)
				}
			}
		}
		if out := answers["file "+at+"/1"]; out.Code != http.StatusOK || answers["scored"].Code != http.StatusSeeOther || answers["the office's"].Code != http.StatusNotFound {
			t.Errorf("file %d, scored %d, the office's %d", out.Code, answers["scored"].Code, answers["the office's"].Code)
		}
		s.papersTellNothing()
	})
}

// secrets are the words that would say whose an application is.
func (s *site) secrets() []string {
	words := []string{"甲市", "王某某", "13812345678", "证明.pdf", "SD-2020"}
	for _, b := range s.bids {
		a := worldtest.Get(s.World, func(t *store.Tx) (apply.Application, error) { return apply.Get(t, b.ID) })
		words = append(words, b.ID, a.UnitName, strings.TrimSuffix(a.UnitName, "科学技术协会"), a.Unit, url.PathEscape(a.UnitName))
	}
	return words
}

// said is all of an answer: its headers and its body.
func said(out *httptest.ResponseRecorder) string {
	text, _ := url.PathUnescape(fmt.Sprint(out.Header()))
	if out.Header().Get("Content-Type") == "application/pdf" {
		return text + fmt.Sprint(out.Header()) + properties(out.Body.Bytes()) // papers have a test of their own
	}
	return text + fmt.Sprint(out.Header()) + out.Body.String()
}

// properties are what a PDF says beside its pages.
func properties(pdf []byte) string {
	api.DisableConfigDir()
	info, err := api.PDFInfo(bytes.NewReader(pdf), "", nil, false, nil)
	if err != nil {
		return "王某某: " + err.Error() // what cannot be looked through counts as told
	}
	all, _ := api.Properties(bytes.NewReader(pdf), nil)
	return fmt.Sprint(info.Title, info.Author, info.Subject, info.Keywords, info.Creator, info.Producer, info.Attachments, all)
}

// papersTellNothing looks at the words of what is printed for an expert, before they become glyphs.
func (s *site) papersTellNothing() {
	s.T.Helper()
	docs := map[string]paper.Document{}
	s.Must(s.DB.Read(s.Ctx, func(t *store.Tx) error {
		d, err := review.DeskOf(t, s.people["e1"], s.panel)
		if err != nil {
			return err
		}
		if docs["pack"], err = packOf(t, d); err != nil {
			return err
		}
		docs["digest"], err = digestOf(t, d, "1")
		return err
	}))
	for name, doc := range docs {
		text := fmt.Sprintf("%+v", doc)
		for _, word := range s.secrets() {
			if strings.Contains(text, word) {
				s.T.Errorf("the %s says %s", name, word)
			}
		}
		if !strings.Contains(text, "三长") {
			s.T.Errorf("the %s says nothing at all", name)
		}
	}
}
