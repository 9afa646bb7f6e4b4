package spread

import (
	"context"
	"fmt"
	"slices"
	"time"

	"shidian/internal/call"
	"shidian/internal/clock"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// BookletTitle is what stands on a booklet.
const BookletTitle = "典型案例汇编"

// chapter are the cases of a booklet that are about one content before all others.
type chapter struct {
	Name     string
	Articles []Article
}

// chapters puts cases together by the first of their contents, in the order of the programmes, the newest first; those of none
// stand at the end.
func chapters(articles []Article) (all []chapter) {
	var cohorts []call.Cohort
	for _, a := range articles {
		cohorts = append(cohorts, a.Of)
	}
	slices.SortStableFunc(cohorts, func(a, b call.Cohort) int { return b.Year - a.Year })
	names := append(newCounter(cohorts).contents, Count{Name: "其他"})
	for _, name := range names {
		c := chapter{Name: name.Name}
		for _, a := range articles {
			if firstContent(a) == name.Key {
				c.Articles = append(c.Articles, a)
			}
		}
		if len(c.Articles) > 0 {
			all = append(all, c)
		}
	}
	return all
}

// firstContent is the short name of the content that a case is about before all others; "" for none.
func firstContent(a Article) string {
	for _, n := range a.Version.Body.Contents {
		if c, found := a.Of.Programme.Content(n); found {
			return c.Short
		}
	}
	return ""
}

// BookletPaper binds public cases: a cover, the contents, and the cases by reform content, each beginning on a page of its own.
// about says on the cover which cases they are; "" for all.
func BookletPaper(articles []Article, about string, at time.Time, load Loader) paper.Document {
	organiser := articles[0].Of.Programme.Organiser
	cover := BookletTitle
	if about != "" {
		cover += "\n（" + about + "）"
	}
	blocks := []paper.Block{paper.At{Line: 4.2}, paper.Para{Style: paper.CoverTitle, Text: cover}, paper.At{Line: 11},
		paper.Para{Style: paper.CoverOffice, Text: fmt.Sprintf("收入案例%d个", len(articles))}, paper.At{Line: 19},
		paper.Para{Style: paper.CoverOffice, Text: organiser.Office + "\n" + at.In(clock.Zone).Format("2006年1月")}, paper.PageBreak{},
		paper.Para{Style: paper.Title, Text: "目　录"}, paper.Blank{Lines: 1}, paper.Contents{}}
	parts := chapters(articles)
	for _, c := range parts {
		for i, a := range c.Articles {
			blocks = append(blocks, paper.PageBreak{})
			if i == 0 && len(parts) > 1 {
				blocks = append(blocks, paper.Para{Style: paper.FormHead, Level: 1, Text: c.Name}, paper.Blank{Lines: 1})
			}
			blocks = append(blocks, caseBlocks(a, 2, func(p Picture) paper.Picture { return onPaper(p, p.Small, bookletWide, load) })...)
		}
	}
	return paper.Document{Title: BookletTitle, Author: organiser.Office, Created: at, Numbers: paper.Numbers{On: true, Skip: 1}, Blocks: blocks}
}

// Booklet binds the public cases that a filter leaves into a PDF, or with docx into a document for Word and WPS. One is made at
// a time, for it takes a machine some seconds: whoever comes later waits, and holds nothing meanwhile; few wait.
func (r *Room) Booklet(ctx context.Context, f Filter, docx bool) ([]byte, error) {
	leave, err := r.booklets.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	var articles []Article
	about, at := "", time.Time{}
	err = r.Door.DB.Read(ctx, func(t *store.Tx) error {
		f.Page, at = 0, t.Now()
		found, err := r.find(t, f)
		if err != nil {
			return err
		}
		if err := MayBind(len(found.entries)); err != nil {
			return err
		}
		about = found.about(f)
		for _, e := range found.entries {
			a, err := ArticleOf(t, e.ID)
			if err != nil {
				return err
			}
			articles = append(articles, a)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	doc := BookletPaper(articles, about, at, r.Files.Bytes)
	if docx {
		i := slices.IndexFunc(doc.Blocks, func(b paper.Block) bool { _, is := b.(paper.Contents); return is })
		doc.Blocks[i] = paper.Contents{Pages: paper.HeadingPages(doc, r.Fonts)}
	}
	return r.fileOf(doc, docx)
}
