package house

import (
	"encoding/json"
	"net/url"

	"shidian/bench/load"
)

// Read gives the texts that stand in a draft, through the address by which an open sheet learns of changes.
func Read(c *load.Conn, host string, p *Person) (map[string]string, error) {
	path := "/applications/" + p.Application + "/pulse?" + url.Values{"account": {p.Account}, "since": {"0"}}.Encode()
	a, err := c.Do(load.Request("GET", path, host, nil, "Accept: application/json", "Cookie: "+p.Cookie))
	if err != nil {
		return nil, err
	}
	var answer struct {
		Changed []struct{ Key, Text string } `json:"changed"`
	}
	if a.Status != 200 {
		return nil, load.Wrong(a, "reading "+p.Name())
	}
	if err := json.Unmarshal(a.Body, &answer); err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, field := range answer.Changed {
		texts[field.Key] = field.Text
	}
	return texts, nil
}
