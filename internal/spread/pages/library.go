package pages

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"shidian/internal/access"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/kit/components"
	"shidian/internal/run"
	"shidian/internal/spread"
	"shidian/internal/store"
)

const libraryLink = "/cases"

// libraryView is a page of the public cases.
type libraryView struct {
	spread.Library
	Filter spread.Filter
}

// Library is the list of the public cases, for everybody: GET /cases.
func (p *Pages) Library(w http.ResponseWriter, r *http.Request) error {
	query, err := kit.ReadQuery(r)
	if err != nil {
		return err
	}
	v := libraryView{Filter: filterOf(query)}
	v.Filter.Page = query.Page()
	err = p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		v.Library, err = p.Room.List(t, v.Filter)
		return err
	})
	if err != nil {
		return err
	}
	return kit.Render(w, r, libraryPage(v))
}

func filterOf(query *kit.Form) spread.Filter {
	return spread.Filter{Cohort: query.Text("cohort"), City: query.Text("city"), Kind: query.Text("kind"), Content: query.Text("content"),
		Words: query.Line("q"), IDs: query.All("case")}
}

// kept are the filters that stand, by their names in the address.
func (v libraryView) kept() map[string]string {
	kept := map[string]string{}
	for name, value := range map[string]string{"cohort": v.Filter.Cohort, "city": v.Filter.City, "kind": v.Filter.Kind, "content": v.Filter.Content, "q": v.Filter.Words} {
		if value != "" {
			kept[name] = value
		}
	}
	return kept
}

// at is the address of the list with one filter changed; an empty value takes it away.
func (v libraryView) at(name, value string) string {
	q := url.Values{}
	for key, now := range v.kept() {
		q.Set(key, now)
	}
	if q.Set(name, value); value == "" {
		q.Del(name)
	}
	if len(q) == 0 {
		return libraryLink
	}
	return libraryLink + "?" + q.Encode()
}

func (v libraryView) bar() components.Filter {
	f := components.Filter{Action: libraryLink, Query: v.Filter.Words, Keep: v.kept(), Hint: "标题、正文、单位，用空格隔开几个词"}
	delete(f.Keep, "q")
	for _, g := range []struct {
		label, name, on string
		counts          []spread.Count
	}{{"内容", "content", v.Filter.Content, v.Choices}, {"地区", "city", v.Filter.City, v.Cities}, {"类别", "kind", v.Filter.Kind, v.Kinds}, {"批次", "cohort", v.Filter.Cohort, v.Cohorts}} {
		group := components.FilterGroup{Label: g.label, Choices: []components.Choice{{Label: "全部", URL: v.at(g.name, ""), Count: -1, On: g.on == ""}}}
		for _, c := range g.counts {
			if c.N > 0 || c.Key == g.on {
				group.Choices = append(group.Choices, components.Choice{Label: c.Name, URL: v.at(g.name, c.Key), Count: c.N, On: c.Key == g.on})
			}
		}
		if len(group.Choices) > 2 || g.on != "" {
			f.Groups = append(f.Groups, group)
		}
	}
	return f
}

func (v libraryView) pages() components.Pages {
	return components.Pages{Page: v.Filter.Page, Size: spread.CasesOnPage, Total: v.Total, URL: func(page int) string { return v.at("page", strconv.Itoa(page)) }}
}

// narrowed tells whether the list shows only some of the cases.
func (v libraryView) narrowed() bool { return len(v.kept()) > 0 }

// Booklet binds the cases that are ticked, or all that the filters leave: GET /cases/booklet.pdf, or .docx.
func (p *Pages) Booklet(docx bool) kit.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		query, err := kit.ReadQuery(r)
		if err != nil {
			return err
		}
		file, err := p.Room.Booklet(r.Context(), filterOf(query), docx)
		if err != nil {
			return err
		}
		return sendPaper(w, spread.BookletTitle, file, docx)
	}
}

// articleView is a public case, or one that was taken down, whose words are not read.
type articleView struct {
	spread.Article
	Work bool // the reader may see the page of those who work on it
	Used usesView
}

// Article is a public case, for everybody: GET /cases/{id}. One that was taken down says so.
func (p *Pages) Article(w http.ResponseWriter, r *http.Request) error {
	var v articleView
	gone := false
	err := p.DB.Read(r.Context(), func(t *store.Tx) error {
		c, err := spread.Get(t, r.PathValue("id"))
		if err != nil {
			return err
		}
		if v.Work, err = seesWork(t, kit.Actor(r.Context()), c); err != nil {
			return err
		}
		if gone = spread.WasPublic(c); gone {
			v.Case = c
			return nil
		}
		if v.Used, err = usesOf(t, kit.Actor(r.Context()), c); err != nil {
			return err
		}
		v.Article, err = spread.ArticleOf(t, c.ID)
		return err
	})
	if err != nil {
		return err
	}
	if gone {
		return kit.RenderStatus(w, r, http.StatusGone, gonePage(v))
	}
	return kit.Render(w, r, articlePage(v))
}

// seesWork tells whether somebody may see a case as it is being worked on.
func seesWork(t *store.Tx, actor access.Actor, c spread.Case) (bool, error) {
	if !actor.SignedIn() {
		return false, nil
	}
	pilot, err := run.CaseOf(t, c.Pilot)
	return spread.MaySeeCase(actor, c, pilot).Allowed, err
}

func (v articleView) facts() []components.Term {
	terms := []components.Term{{Name: "单位", Value: components.Text(v.UnitName)}}
	for _, one := range [][2]string{{"推荐单位", v.CityName}, {v.Of.Programme.Called().Contents, v.Contents()}, {"批次", v.Of.Title()}, {"评估等级", v.Grade}, {"发布日期", components.Day(v.ShownAt)}} {
		if one[1] != "" {
			terms = append(terms, components.Term{Name: one[0], Value: components.Text(one[1])})
		}
	}
	return terms
}

// ArticleFile is a public case as a paper: GET /cases/{id}/case.pdf, or .docx.
func (p *Pages) ArticleFile(docx bool) kit.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		file, name, err := p.Room.CaseFile(r.Context(), r.PathValue("id"), docx)
		if err != nil {
			return err
		}
		return sendPaper(w, name, file, docx)
	}
}

// PictureLink is the address of the picture at a place (from 0) of a version; what stands there never changes.
func PictureLink(id string, version, at int, small bool) string {
	size := ""
	if small {
		size = "s"
	}
	return fmt.Sprintf("%s/pictures/%d/%d%s.jpg", spread.PublicLink(id), version, at+1, size)
}

// Picture is a picture of a version: GET /cases/{id}/pictures/{n}/{file}, where n is the version. Everybody sees those of the version
// that is public; others whoever may see the case while it is being worked on.
func (p *Pages) Picture(w http.ResponseWriter, r *http.Request) error {
	name, isPicture := strings.CutSuffix(r.PathValue("file"), ".jpg")
	name, small := strings.CutSuffix(name, "s")
	n, wrong := strconv.Atoi(r.PathValue("n"))
	at, wrongToo := strconv.Atoi(name)
	if !isPicture || wrong != nil || wrongToo != nil {
		return fault.NotFound()
	}
	var picture spread.Picture
	public := false
	err := p.DB.Read(r.Context(), func(t *store.Tx) (err error) {
		picture, public, err = pictureOf(t, kit.Actor(r.Context()), r.PathValue("id"), n, at)
		return err
	})
	if err != nil {
		return err
	}
	hash := picture.Large
	if small {
		hash = picture.Small
	}
	file, err := p.Room.Files.Get(hash)
	if err != nil {
		return err
	}
	defer file.Close()
	if public { // private: what is taken down is gone from here, and stays in no proxy
		w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	}
	return kit.SendBlob(w, r, "图"+name+".jpg", "image/jpeg", file)
}

// pictureOf reads the picture at a place (from 1) of a version, if the actor may see it; public: everybody may.
func pictureOf(t *store.Tx, actor access.Actor, id string, n, at int) (picture spread.Picture, public bool, err error) {
	c, err := spread.Get(t, id)
	if err != nil {
		return picture, false, err
	}
	public = n > 0 && n == c.Shown
	if !public {
		may, err := seesWork(t, actor, c)
		if err == nil && !may {
			err = fault.NotFound()
		}
		if err != nil {
			return picture, false, err
		}
	}
	v, err := spread.VersionOf(t, id, n)
	if err == nil && (at < 1 || at > len(v.Body.Pictures)) {
		err = fault.NotFound()
	}
	if err != nil {
		return picture, false, err
	}
	return v.Body.Pictures[at-1], public, nil
}
