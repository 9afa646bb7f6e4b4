package call

import (
	"regexp"
	"strings"

	"shidian/internal/programme"
)

// gapWords mark where the source breaks off.
const gapWords = "（原件此处以下缺）"

var (
	headingLine = regexp.MustCompile(`^[一二三四五六七八九十]+、`)
	itemLine    = regexp.MustCompile(`^(\d+[.．]|（[一二三四五六七八九十\d]+）)`)
)

// Paragraphs reads a typed text, a paragraph on each line; how it is set follows from the number it begins with:
// 一、 is a heading, （一） and 1. an item.
func Paragraphs(typed string) []programme.Paragraph {
	var list []programme.Paragraph
	for _, line := range strings.Split(typed, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		style := programme.Body
		switch {
		case line == gapWords:
			style = programme.Gap
		case headingLine.MatchString(line):
			style = programme.Heading
		case itemLine.MatchString(line):
			style = programme.Item
		}
		list = append(list, programme.Paragraph{Style: style, Text: line})
	}
	return list
}

// Typed writes paragraphs as they are typed.
func Typed(list []programme.Paragraph) string { return strings.TrimSuffix(words(list), "\n") }

// Lines reads lines without the empty ones.
func Lines(typed string) []string {
	var list []string
	for _, line := range strings.Split(typed, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}
