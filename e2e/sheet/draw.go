package main

import (
	"bufio"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"shidian/assets/fonts"
)

// A sheet is a grid of cells; measures in pixels.
const (
	columns, lines = 3, 5
	perSheet       = columns * lines
	height         = 270 // of both pictures of a cell
	deskWidth      = height * 1366 / 768
	phoneWidth     = height * 360 / 740
	gap, caption   = 16, 28
	cellWidth      = deskWidth + gap/2 + phoneWidth + gap
	cellHeight     = height + caption + gap
)

var ground, ink = color.Gray{0xcc}, color.Gray{0x20}

func drawSheet(shots []shot, path string) error {
	face, err := captionFace()
	if err != nil {
		return err
	}
	rows := (len(shots) + columns - 1) / columns
	sheet := image.NewRGBA(image.Rect(0, 0, columns*cellWidth+gap, rows*cellHeight+gap))
	draw.Draw(sheet, sheet.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	for i, s := range shots {
		at := image.Pt(gap+i%columns*cellWidth, gap+i/columns*cellHeight)
		if err := place(sheet, s.desk, at, deskWidth); err != nil {
			return err
		}
		if err := place(sheet, s.phone, at.Add(image.Pt(deskWidth+gap/2, 0)), phoneWidth); err != nil {
			return err
		}
		pen := font.Drawer{Dst: sheet, Src: image.NewUniform(ink), Face: face, Dot: fixed.P(at.X, at.Y+height+caption*3/4)}
		pen.DrawString(s.name)
	}
	return save(sheet, path)
}

// place scales a picture into its corner of the cell.
func place(sheet *image.RGBA, path string, at image.Point, width int) error {
	picture, err := open(path)
	if err != nil {
		return err
	}
	draw.CatmullRom.Scale(sheet, image.Rectangle{at, at.Add(image.Pt(width, height))}, picture, picture.Bounds(), draw.Src, nil)
	return nil
}

func open(path string) (image.Image, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return png.Decode(bufio.NewReader(file))
}

// captionFace is the sans face that the papers are printed with.
func captionFace() (font.Face, error) {
	file, ok := fonts.Find("hei", "")
	if !ok {
		return nil, errors.New("the font for captions is missing in assets/fonts")
	}
	parsed, err := opentype.Parse(file.Data)
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(parsed, &opentype.FaceOptions{Size: 16, DPI: 72})
}

func save(sheet image.Image, path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := jpeg.Encode(file, sheet, &jpeg.Options{Quality: 80}); err != nil {
		return err
	}
	return file.Close()
}
