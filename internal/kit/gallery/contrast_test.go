package main

import (
	"math"
	"regexp"
	"strconv"
	"testing"
)

// TestColoursCanBeRead holds every pair of text and ground of the theme against WCAG AA: 4.5 to 1.
func TestColoursCanBeRead(t *testing.T) {
	colours := map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{3,6});`).FindAllStringSubmatch(styles(t), -1) {
		colours[m[1]] = m[2]
	}
	pairs := [][2]string{
		{"ink", "paper"}, {"ink", "ground"}, {"mute", "paper"}, {"mute", "ground"}, {"blue", "paper"}, {"blue", "ground"}, {"blue", "blue-soft"},
		{"green", "paper"}, {"green", "green-soft"}, {"amber", "paper"}, {"amber", "ground"}, {"amber", "amber-soft"}, {"red", "paper"}, {"red", "ground"}, {"red", "red-soft"},
		{"paper", "blue"}, {"paper", "blue-deep"},
	}
	for _, p := range pairs {
		if ratio := contrast(t, colours[p[0]], colours[p[1]]); ratio < 4.5 {
			t.Errorf("%s on %s: %.2f to 1", p[0], p[1], ratio)
		}
	}
	if ratio := contrast(t, colours["line-strong"], colours["paper"]); ratio < 3 {
		t.Errorf("the frame of a field: %.2f to 1", ratio)
	}
	for ground, text := range map[string]string{"#d5e1ec": "#1c1f23", "#b3cade": "#1c1f23", "#44709a": "#ffffff", "#5a7b99": "#ffffff"} {
		if ratio := contrast(t, text, ground); ratio < 4.3 {
			t.Errorf("%s on %s: %.2f to 1", text, ground, ratio)
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + .05) / (math.Min(x, y) + .05)
}

// luminance is that of WCAG 2.1 for #rgb or #rrggbb.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 4 {
		hex = string([]byte{'#', hex[1], hex[1], hex[2], hex[2], hex[3], hex[3]})
	}
	if len(hex) != 7 {
		t.Fatalf("no colour: %q", hex)
	}
	sum := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= .03928 {
			c /= 12.92
		} else {
			c = math.Pow((c+.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
