package main

import (
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/draw"
)

func picture(t *testing.T, path string, w, h int, c color.Color, taken time.Time) {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, img); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, taken, taken); err != nil {
		t.Fatal(err)
	}
}

func TestSheet(t *testing.T) {
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "pictures")
	begin := time.Date(2020, 5, 13, 0, 0, 0, 0, time.UTC)
	for i := range perSheet + 1 {
		name := filepath.Join(from, string(rune('乙'-i))+"页") // names against the order in time
		picture(t, name+desk, 1366, 768, color.RGBA{200, 0, 0, 255}, begin.Add(time.Duration(i)*time.Minute))
		picture(t, name+phone, 360, 740, color.RGBA{0, 0, 200, 255}, begin)
	}
	if err := run(from, to); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(to, "sheet-1.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	sheet, err := jpeg.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	red, _, _, _ := sheet.At(gap+deskWidth/2, gap+height/2).RGBA()
	_, _, blue, _ := sheet.At(gap+deskWidth+gap/2+phoneWidth/2, gap+height/2).RGBA()
	if red>>8 < 150 || blue>>8 < 150 {
		t.Errorf("the first cell shows red %d, blue %d", red>>8, blue>>8)
	}
	index, err := os.ReadFile(filepath.Join(to, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(index), "sheet-2.jpg") || strings.Index(string(index), "乙页") > strings.Index(string(index), string(rune('乙'-1))+"页") {
		t.Errorf("index:\n%s", index)
	}
	if run(t.TempDir(), to) == nil {
		t.Error("no pictures, and no complaint")
	}
}
