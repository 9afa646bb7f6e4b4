package board

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"
)

// parsed is the feed as a reader sees it.
type parsed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      []string `xml:"http://www.w3.org/2005/Atom id"`
	Title   []string `xml:"http://www.w3.org/2005/Atom title"`
	Updated []string `xml:"http://www.w3.org/2005/Atom updated"`
	Author  []string `xml:"http://www.w3.org/2005/Atom author>name"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"http://www.w3.org/2005/Atom link"`
	Entries []struct {
		ID      []string `xml:"http://www.w3.org/2005/Atom id"`
		Title   []string `xml:"http://www.w3.org/2005/Atom title"`
		Updated []string `xml:"http://www.w3.org/2005/Atom updated"`
		Links   []struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"http://www.w3.org/2005/Atom link"`
		Summary string `xml:"http://www.w3.org/2005/Atom summary"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

func read(t *testing.T, news []News, site string) (f parsed) {
	t.Helper()
	text, err := Atom(news, site, "试点", "省科协")
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(text, &f); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return f
}

var someNews = []News{
	{Sort: SortOpen, ID: "public_notice/1", Title: "公示 <甲> & \"乙\"\x01", URL: "/public/1", Words: "公示时间。", At: time.Date(2020, 6, 20, 9, 0, 0, 0, time.UTC)},
	{Sort: SortNotice, ID: "notice/1/1", Title: "通知", URL: "/notices/1", Number: "〔2020〕13号", Words: "批次。", At: time.Date(2020, 5, 12, 9, 0, 0, 0, time.UTC)},
}

// What RFC 4287 asks of a feed and of each entry is there, once each; whoever reads it finds the pages.
func TestTheFeedHasWhatAtomAsks(t *testing.T) {
	f := read(t, someNews, "https://example.org")
	if len(f.ID) != 1 || len(f.Title) != 1 || len(f.Updated) != 1 || len(f.Author) != 1 || len(f.Entries) != 2 {
		t.Fatalf("the feed is %+v", f)
	}
	self := false
	for _, l := range f.Links {
		self = self || l.Rel == "self" && l.Href == "https://example.org/feed.atom"
	}
	if !self || f.Updated[0] != "2020-06-20T17:00:00+08:00" {
		t.Errorf("it does not say where it stands, or of when it is: %+v", f)
	}
	for i, e := range f.Entries {
		if len(e.ID) != 1 || !strings.HasPrefix(e.ID[0], "urn:uuid:") || len(e.Title) != 1 || len(e.Updated) != 1 || len(e.Links) != 1 {
			t.Fatalf("entry %d is %+v", i, e)
		}
		if _, err := time.Parse(time.RFC3339, e.Updated[0]); err != nil || e.Links[0].Rel != "alternate" || e.Links[0].Href != "https://example.org"+someNews[i].URL {
			t.Errorf("entry %d: %v, leads to %+v", i, err, e.Links)
		}
	}
	if f.Entries[0].ID[0] == f.Entries[1].ID[0] || !strings.HasPrefix(f.Entries[0].Title[0], "公示 <甲> & \"乙\"") || f.Entries[1].Summary != "〔2020〕13号。批次。" {
		t.Errorf("entries are %+v", f.Entries)
	}
}

// A moved site, a further entry, a changed title: ids stay, so that no reader sees a thing twice.
func TestTheFeedsIDsStay(t *testing.T) {
	before := read(t, someNews, "https://example.org")
	more := append([]News{{Sort: SortLoss, ID: "loss/1", Title: "取消", URL: "/losses/1", At: time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)}}, someNews...)
	more[1].Title = "改了"
	after := read(t, more, "http://other.example:8080")
	if before.ID[0] != after.ID[0] || before.Entries[0].ID[0] != after.Entries[1].ID[0] || before.Entries[1].ID[0] != after.Entries[2].ID[0] {
		t.Error("an id changed")
	}
}

// A feed of nothing is a feed still; a long one ends.
func TestTheFeedOfNothingAndOfMuch(t *testing.T) {
	if f := read(t, nil, ""); len(f.ID) != 1 || len(f.Updated) != 1 || len(f.Entries) != 0 {
		t.Errorf("of nothing: %+v", f)
	}
	many := make([]News, 2*feedEntries)
	for i := range many {
		many[i] = News{ID: strings.Repeat("x", i)}
	}
	if f := read(t, many, ""); len(f.Entries) != feedEntries {
		t.Errorf("%d entries", len(f.Entries))
	}
}
