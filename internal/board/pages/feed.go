package pages

import (
	"net/http"

	"shidian/internal/board"
	"shidian/internal/store"
)

// Feed is what was made public, for readers of feeds: GET /feed.atom.
func (p *Pages) Feed(w http.ResponseWriter, r *http.Request) error {
	var news []board.News
	var publisher string
	err := p.db().Read(r.Context(), func(t *store.Tx) error {
		front, err := p.frontOf(t)
		news = front.News
		if err == nil {
			publisher, err = board.Publisher(t)
		}
		return err
	})
	if err != nil {
		return err
	}
	feed, err := board.Atom(news, p.site(r), p.Brand, publisher)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	return ready(feed).send(w, r)
}

// site is the address of the site: the one that was configured, else the one that was asked.
func (p *Pages) site(r *http.Request) string {
	switch {
	case p.Site != "":
		return p.Site
	case r.TLS != nil:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
