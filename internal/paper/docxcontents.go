package paper

import (
	"fmt"
)

func anchorName(n int) string { return fmt.Sprintf("_Toc%06d", n) }

// anchor opens the bookmark of a heading that a contents page lists and returns what closes it.
func (w *docx) anchor(p Para) string {
	if !w.linked || p.Level < 1 || p.Level > 2 {
		return ""
	}
	w.anchors++
	w.bookmarks++
	w.f(`<w:bookmarkStart w:id="%d" w:name="%s"/>`, w.bookmarks, anchorName(w.anchors))
	return fmt.Sprintf(`<w:bookmarkEnd w:id="%d"/>`, w.bookmarks)
}

const fieldEnd = `<w:r><w:fldChar w:fldCharType="end"/></w:r>`

func fieldBegin(code string) string {
	return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + code + ` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`
}

// contents is a table of contents that Word makes anew when it is asked to, filled with the headings as they are now.
func (w *docx) contents(c Contents) {
	for i, e := range w.headings {
		style := contentsStyles[e.level]
		props := runProps(style.Face, style)
		w.f(`<w:p><w:pPr>%s<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="%d"/></w:tabs><w:snapToGrid w:val="0"/><w:spacing w:line="%d" w:lineRule="exact"/><w:ind w:left="%d"/></w:pPr>`,
			w.turned(), w.width, twips(style.Line), twips(style.Left*style.char()))
		if i == 0 {
			w.b.WriteString(fieldBegin(`TOC \o "1-2" \h \z \u`))
		}
		number := ""
		if i < len(c.Pages) {
			number = fmt.Sprint(c.Pages[i])
		}
		w.f(`<w:hyperlink w:anchor="%[1]s"><w:r>%[2]s<w:t xml:space="preserve">%[3]s</w:t></w:r><w:r>%[2]s<w:tab/></w:r>%[4]s<w:r>%[2]s<w:t>%[5]s</w:t></w:r>%[6]s</w:hyperlink>`,
			anchorName(i+1), props, escape(e.title), fieldBegin("PAGEREF "+anchorName(i+1)+` \h`), number, fieldEnd)
		if i+1 == len(w.headings) {
			w.b.WriteString(fieldEnd)
		}
		w.f(`</w:p>`)
	}
}
