package board

import (
	"bytes"
	"encoding/xml"
	"time"

	"github.com/google/uuid"

	"shidian/internal/clock"
)

// feedEntries is how many entries the feed has at most.
const feedEntries = 50

// The feed as RFC 4287 has it.
type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Author  string      `xml:"author>name"`
		Links   []atomLink  `xml:"link"`
		Entries []atomEntry `xml:"entry"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	}
	atomEntry struct {
		ID       string       `xml:"id"`
		Title    string       `xml:"title"`
		Updated  string       `xml:"updated"`
		Links    []atomLink   `xml:"link"`
		Category atomCategory `xml:"category"`
		Summary  string       `xml:"summary,omitempty"`
	}
	atomCategory struct {
		Term string `xml:"term,attr"`
	}
)

// Atom writes what was made public as a feed (RFC 4287). site is the address of the site without a slash at its end; brand its
// name, publisher who speaks. An entry's id depends on the thing alone: it stays when the site moves.
func Atom(news []News, site, brand, publisher string) ([]byte, error) {
	oldest, updated := "", time.Unix(0, 0)
	if len(news) > 0 {
		oldest, updated = news[len(news)-1].ID, news[0].At
	}
	if publisher == "" {
		publisher = brand
	}
	f := atomFeed{Lang: "zh-CN", ID: feedID("feed/" + oldest), Title: brand, Updated: atomTime(updated), Author: publisher,
		Links: []atomLink{{"self", "application/atom+xml", site + "/feed.atom"}, {"alternate", "text/html", site + "/"}}}
	for _, n := range news[:min(len(news), feedEntries)] {
		words := n.Words
		if n.Number != "" {
			words = n.Number + "。" + words
		}
		f.Entries = append(f.Entries, atomEntry{ID: feedID(n.ID), Title: n.Title, Updated: atomTime(n.At), Category: atomCategory{n.Sort}, Summary: words,
			Links: []atomLink{{"alternate", "text/html", site + n.URL}}})
	}
	var out bytes.Buffer
	out.WriteString(xml.Header)
	e := xml.NewEncoder(&out)
	e.Indent("", " ")
	err := e.Encode(f)
	return out.Bytes(), err
}

// feedSpace is the space of names in which the ids of entries are made (RFC 9562, version 5).
var feedSpace = uuid.NewSHA1(uuid.NameSpaceOID, []byte("shidian news"))

func feedID(of string) string { return "urn:uuid:" + uuid.NewSHA1(feedSpace, []byte(of)).String() }

func atomTime(at time.Time) string { return at.In(clock.Zone).Format(time.RFC3339) }
