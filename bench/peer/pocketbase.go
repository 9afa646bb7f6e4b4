package peer

import (
	"encoding/json"
	"os"
	"path/filepath"

	"shidian/bench/load"
)

// Owner is an account of PocketBase with its form.
type Owner struct{ ID, Token, Form string }

// ReadOwners gives the accounts that were prepared in a folder.
func ReadOwners(dir string) (list []Owner, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, "owners.json"))
	if err != nil {
		return nil, err
	}
	return list, json.Unmarshal(raw, &list)
}

// writer sends ready requests of its owners, in turn.
type writer struct {
	raws [][]byte
	next int
	what string
}

// Next implements load.Worker.
func (w *writer) Next() []byte {
	raw := w.raws[w.next%len(w.raws)]
	w.next++
	return raw
}

// Answered implements load.Worker.
func (w *writer) Answered(a load.Answer) error {
	if a.Status != 200 {
		return load.Wrong(a, w.what)
	}
	return nil
}

// Patches are n connections on which owners change their forms: PATCH of the JSON field; create: POST of a new record.
func Patches(host string, owners []Owner, n int, texts []string, create bool) []load.Worker {
	var list []load.Worker
	for i := range min(n, len(owners)) {
		w := &writer{what: "PocketBase"}
		for k := i; k < len(owners); k += n {
			for _, text := range texts {
				w.raws = append(w.raws, write(host, owners[k], text, create))
			}
		}
		list = append(list, w)
	}
	return list
}

func write(host string, o Owner, text string, create bool) []byte {
	method, path := "PATCH", "/api/collections/forms/records/"+o.Form+"?fields=id,updated"
	record := map[string]any{"data": map[string]string{"text": text}}
	if create {
		method, path = "POST", "/api/collections/forms/records?fields=id,updated"
		record["owner"] = o.ID
	}
	body, err := json.Marshal(record)
	if err != nil {
		panic(err) // plain strings
	}
	return load.Request(method, path, host, body, "Content-Type: application/json", "Authorization: "+o.Token)
}

// Lists are n connections that read the list of 50 rows.
func Lists(host string, owners []Owner, n int) []load.Worker {
	raw := load.Request("GET", "/api/collections/applications/records?perPage=50&sort=number", host, nil,
		"Accept-Encoding: gzip", "Authorization: "+owners[0].Token)
	list := make([]load.Worker, n)
	for i := range list {
		list[i] = &writer{raws: [][]byte{raw}, what: "PocketBase's list"}
	}
	return list
}
