package pages

import (
	"html"
	"net/url"
	"regexp"
)

var (
	inputs    = regexp.MustCompile(`<input[^>]*>`)
	textareas = regexp.MustCompile(`(?s)<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>`)
	nameOf    = regexp.MustCompile(` name="([^"]*)"`)
	valueOf   = regexp.MustCompile(` value="([^"]*)"`)
)

// formOf is what a browser would send of a page's fields, unchanged.
func formOf(page string) url.Values {
	values := url.Values{}
	for _, input := range inputs.FindAllString(page, -1) {
		name := nameOf.FindStringSubmatch(input)
		if name == nil {
			continue
		}
		value := ""
		if m := valueOf.FindStringSubmatch(input); m != nil {
			value = html.UnescapeString(m[1])
		}
		values.Set(name[1], value)
	}
	for _, area := range textareas.FindAllStringSubmatch(page, -1) {
		values.Set(area[1], html.UnescapeString(area[2]))
	}
	return values
}
