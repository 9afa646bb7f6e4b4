#!/usr/bin/env python3
"""Makes the TrueType fonts of this folder out of the Fandol fonts (CFF outlines): their source form under the GPL.

    apt-get install python3-fonttools texlive-lang-chinese
    ./convert.py /usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf FandolFang-Regular.ttf

Cubic outlines become quadratic ones, at most one unit off and in the other direction, as TrueType wants; the layout
tables, which the papers do not use, and the cmaps that are not Unicode are dropped. It takes about half a minute a font.
"""
import sys

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

DROPPED = ("CFF ", "VORG", "GSUB", "GPOS", "BASE", "vhea", "vmtx")


def quadratic(font):
    glyphs = font.getGlyphSet()
    made = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        made[name] = pen.glyph()
    return made


def convert(source, target):
    font = TTFont(source)
    order, made = font.getGlyphOrder(), quadratic(font)
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, made
    for tag in DROPPED:
        if tag in font:
            del font[tag]
    font["cmap"].tables = [t for t in font["cmap"].tables if t.isUnicode()]
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
                  "maxSizeOfInstructions", "maxComponentElements"):
        setattr(maxp, field, 1 if field == "maxZones" else 0)
    maxp.maxComponentElements = max((len(g.components) if g.isComposite() else 0) for g in made.values())
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
    font.save(target)


if __name__ == "__main__":
    convert(sys.argv[1], sys.argv[2])
