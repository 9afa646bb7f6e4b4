package spread

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"strings"
	"testing"
	"time"

	"shidian/internal/act"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/paper"
	"shidian/internal/programme"
	"shidian/internal/worldtest"
)

// drawnJPEG is a picture of a size.
func drawnJPEG(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.RGBA{uint8(x), uint8(y), uint8(x * y), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pictured is a picture that is in the files.
func (w *world) pictured(caption string) Picture {
	w.T.Helper()
	p := Picture{Width: 320, Height: 200, Caption: caption, Consent: true}
	for _, one := range []struct {
		hash *string
		w, h int
	}{{&p.Large, 320, 200}, {&p.Small, 160, 100}} {
		blob, err := w.Blobs.Put(bytes.NewReader(drawnJPEG(w.T, one.w, one.h)), 1<<20)
		w.Must(err)
		*one.hash = blob.Hash
	}
	return p
}

func articles() []Article {
	p := &programme.Programme{Name: "试点", Organiser: programme.Organiser{Office: "某协办公室"},
		Contents: &programme.Contents{List: []programme.Content{{Number: 1, Short: "联系服务"}, {Number: 2, Short: "组织建设"}}}}
	article := func(title string, year int, contents ...int) Article {
		b := body(title)
		b.Contents = contents
		return Article{Case: Case{UnitName: "甲县某协会", ShownAt: time.Date(2022, 8, year-2019, 0, 0, 0, 0, time.UTC), Shown: 1}, Version: Version{Body: b}, Of: call.Cohort{Year: year, Programme: p}, Grade: "优秀"}
	}
	return []Article{article("案例一", 2021, 2), article("案例二", 2020, 1, 2), article("案例三", 2020, 2, 1), article("案例四", 2020)}
}

func TestRule_J5_ABookletIsInOrderOfTheContents(t *testing.T) {
	text := ""
	for _, c := range chapters(articles()) {
		text += c.Name + "："
		for _, a := range c.Articles {
			text += a.Version.Body.Title
		}
		text += "。"
	}
	if text != "联系服务：案例二。组织建设：案例一案例三。其他：案例四。" {
		t.Error(text)
	}
	if got := chapters(articles()[3:]); len(got) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestACaseOnPaper(t *testing.T) {
	a := articles()[1]
	a.Version.Body.Copying = ""
	a.Version.Body.Pictures = []Picture{{Large: "L", Small: "S", Width: 400, Height: 200, Caption: "图"}}
	doc := CasePaper(a, nil)
	want := "案例二\n甲县某协会\n联系服务；组织建设　2020年度　优秀　2022年8月1日发布\n摘要　以三长为骨干，把科协组织办到群众身边。\n一、针对的问题\n基层科协组织覆盖不全。\n" +
		"二、改革举措\n一是建立三长工作机制。\n二是推动资源下沉。\n三、工作成效\n建立制度五项。\n图\n"
	if got := paper.Words(doc); got != want {
		t.Errorf("the paper says\n%s\nwant\n%s", got, want)
	}
	read := ""
	load := func(hash string) ([]byte, error) { read += hash; return drawnJPEG(t, 40, 20), nil }
	for _, doc := range []paper.Document{CasePaper(a, load), BookletPaper([]Article{a}, "", time.Unix(0, 0), load)} {
		if _, err := paper.PDF(doc, worldtest.Fonts()); err != nil {
			t.Error(err)
		}
	}
	if read != "LS" {
		t.Errorf("pictures %q were read: the case's paper has the large ones, a booklet the small", read)
	}
}

func TestABookletIsMadeOfWhatIsShown(t *testing.T) {
	each(t, 1, func(w *world) {
		b := body("三长制")
		b.Pictures = []Picture{w.pictured("三长座谈")}
		id := w.shows(0, b)
		other := w.shows(0, body("资源下沉"))
		kind := func(docx bool) string { return map[bool]string{true: "PK", false: "%PDF"}[docx] }
		for _, docx := range []bool{false, true} {
			file, name, err := w.room.CaseFile(w.Ctx, id, docx)
			if err != nil || name != "三长制" || !strings.HasPrefix(string(file), kind(docx)) {
				w.T.Errorf("%s: %v", name, err)
			}
			if again, _, _ := w.room.CaseFile(w.Ctx, id, docx); !bytes.Equal(file, again) {
				w.T.Error("the same case gave two files")
			}
			for _, f := range []Filter{{}, {Words: "三长制"}, {IDs: []string{other}}} {
				if file, err := w.room.Booklet(w.Ctx, f, docx); err != nil || !strings.HasPrefix(string(file), kind(docx)) {
					w.T.Errorf("%+v: %v", f, err)
				}
			}
		}
		_, err := w.room.Booklet(w.Ctx, Filter{Words: "没有"}, false)
		w.Refused(err, fault.KindConflict, "J5")
		w.sees(id, 0, "")
		_, _, err = w.room.CaseFile(w.Ctx, id, false)
		w.Refused(err, fault.KindNotFound, "")
		_, err = w.room.Booklet(w.Ctx, Filter{IDs: []string{id}}, false)
		w.Refused(err, fault.KindConflict, "J5")
	})
}

func TestABookletOfTooManyIsRefusedBeforeItIsMade(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.shows(0, body("三长制"))
		_, err := w.Door.Do(w.Ctx, w.Handler, rowSet, Object(id), func(t *act.Tx) error {
			c, err := Get(t.Tx, id)
			for i := 0; i < BookletMost && err == nil; i++ {
				c.ID = fmt.Sprintf("copy-%03d", i)
				if err = insertCase(t, c, "s"); err == nil {
					err = insertVersion(t, Version{Case: c.ID, N: 1, Body: body("三长制"), At: t.Now(), salt: "s"})
				}
			}
			return err
		})
		w.Must(err)
		_, err = w.room.Booklet(w.Ctx, Filter{}, false)
		w.Refused(err, fault.KindConflict, "J5")
		if len(w.room.booklets.places)+len(w.room.booklets.queue) != 0 {
			w.T.Error("the press is not free")
		}
	})
}

// BenchmarkBooklet binds a hundred cases of 4,000 characters with four pictures each.
func BenchmarkBooklet(b *testing.B) {
	picture := drawnJPEG(b, 480, 360)
	a := articles()[0]
	a.Version.Body.Measures = strings.Repeat(strings.Repeat("建立三长工作机制，推动资源下沉，", 20)+"\n", 12)
	for range 4 {
		a.Version.Body.Pictures = append(a.Version.Body.Pictures, Picture{Width: 1600, Height: 1200, Caption: "座谈"})
	}
	var all []Article
	for range BookletMost {
		all = append(all, a)
	}
	for _, docx := range []bool{false, true} {
		b.Run(fmt.Sprint("docx ", docx), func(b *testing.B) {
			room := &Room{Fonts: worldtest.Fonts()}
			b.ReportAllocs()
			for b.Loop() {
				file, err := room.fileOf(BookletPaper(all, "", time.Unix(0, 0), func(string) ([]byte, error) { return picture, nil }), docx)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(file)), "bytes")
			}
		})
	}
}

func TestWhoWaitsForTheBookletBeforeMayLeave(t *testing.T) {
	room := &Room{booklets: newPress(1, 1)}
	leave, err := room.booklets.enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := room.Booklet(ctx, Filter{}, false); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	leave()
	if len(room.booklets.places)+len(room.booklets.queue) != 0 {
		t.Error("the press is not free")
	}
}

// Whoever asks for papers all day long takes neither the machine nor its memory from the others: a few are made, a few more wait.
func TestPapersForEverybodyAreMadeAFewAtATime(t *testing.T) {
	each(t, 1, func(w *world) {
		id := w.shows(0, body("三长制"))
		for _, p := range []press{w.room.booklets, w.room.papers} {
			for range cap(p.queue) {
				p.queue <- struct{}{}
			}
		}
		_, err := w.room.Booklet(w.Ctx, Filter{}, false)
		w.Refused(err, fault.KindBusy, "")
		_, _, err = w.room.CaseFile(w.Ctx, id, true)
		w.Refused(err, fault.KindBusy, "")
		<-w.room.papers.queue
		if _, _, err := w.room.CaseFile(w.Ctx, id, true); err != nil || len(w.room.papers.places) != 0 {
			w.T.Errorf("%v, %d at work", err, len(w.room.papers.places))
		}
	})
}
