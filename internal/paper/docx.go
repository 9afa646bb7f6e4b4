package paper

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"
)

// DOCX returns the document for Word and WPS: a paper to work on. Codes, draft marks and exact page ends belong to
// the PDF alone. Fonts are named as Windows offices have them; none is embedded. Values with a Key stand between
// bookmarks "f_"+Key; Props are custom properties of the file.
func DOCX(doc Document) ([]byte, error) {
	if len(doc.Blocks) == 0 {
		return nil, fmt.Errorf("paper: document %q has no blocks", doc.Title)
	}
	w := &docx{width: twips(Width * mm), headings: listed(headings(doc.Blocks))}
	if doc.Landscape {
		w.width = twips(WideWidth * mm)
	}
	w.linked = slices.ContainsFunc(doc.Blocks, isContents)
	w.blocks(doc.Blocks)
	return w.pack(doc)
}

// twips are twentieths of a point, the unit of lengths in a DOCX.
func twips(pt float64) int {
	if pt < 0 {
		return -twips(-pt)
	}
	return int(pt*20 + 0.5)
}

// docx collects the body of word/document.xml.
type docx struct {
	b         strings.Builder
	width     int // of the text box
	bookmarks int
	pictures  []*qrImage
	photos    []Picture
	drawings  int     // codes and photographs
	headings  []entry // those that a contents page lists
	anchors   int     // how many of them were written
	linked    bool    // there is a contents page, whose lines lead to them
	turn      bool    // the next paragraph starts a page
	y         int     // estimated height used on the page, for At
	tight     bool    // inside a table: paragraphs leave the grid
	held      bool    // what is written stays on the page of a signature that follows
}

func (w *docx) f(format string, args ...any) { fmt.Fprintf(&w.b, format, args...) }

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// pack joins the parts into the file, all dated by the document.
func (w *docx) pack(doc Document) ([]byte, error) {
	type part struct {
		name string
		text string
		read func() ([]byte, error) // in place of text
	}
	parts := []part{
		{name: "[Content_Types].xml", text: contentTypes},
		{name: "_rels/.rels", text: packageRels},
		{name: "docProps/core.xml", text: coreProps(doc)},
		{name: "docProps/custom.xml", text: customProps(doc.Props)},
		{name: "word/_rels/document.xml.rels", text: w.relations()},
		{name: "word/document.xml", text: w.document(doc)},
		{name: "word/footer1.xml", text: footer(doc.Numbers.On, `<w:jc w:val="right"/>`, `w:right="280"`)},
		{name: "word/footer2.xml", text: footer(doc.Numbers.On, `<w:jc w:val="left"/>`, `w:left="280"`)},
		{name: "word/footer3.xml", text: footer(false, "", "")},
		{name: "word/settings.xml", text: settingsPart},
		{name: "word/styles.xml", text: stylesPart},
	}
	for i, q := range w.pictures {
		parts = append(parts, part{name: fmt.Sprintf("word/media/code%d.png", i+1), text: string(q.png())})
	}
	for i, p := range w.photos {
		parts = append(parts, part{name: fmt.Sprintf("word/media/picture%d.jpeg", i+1), read: func() ([]byte, error) {
			data, _, _, _, err := p.read()
			return data, err
		}})
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: doc.Created.UTC()})
		if err != nil {
			return nil, err
		}
		body := []byte(p.text)
		if p.read != nil {
			if body, err = p.read(); err != nil {
				return nil, err
			}
		}
		if _, err := f.Write(body); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// document is the body with the section's page, margins and footers.
func (w *docx) document(doc Document) string {
	page := `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1978" w:left="1587" w:header="851" w:footer="1304" w:gutter="0"/>`
	if doc.Landscape {
		page = `<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1587" w:right="2041" w:bottom="1474" w:left="2041" w:header="851" w:footer="851" w:gutter="0"/>`
	}
	first := ""
	if doc.Numbers.Skip > 0 {
		first = `<w:titlePg/>`
	}
	return xmlHead + `<w:document ` + wordSpace + ` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>` +
		w.b.String() +
		`<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/><w:footerReference w:type="first" r:id="rId5"/>` +
		page + first + `<w:docGrid w:type="lines" w:linePitch="580"/></w:sectPr></w:body></w:document>`
}

// footer holds the page number "— 1 —" at the outer edge, or nothing.
func footer(on bool, align, indent string) string {
	inner := `<w:p/>`
	if on {
		props := `<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>`
		inner = `<w:p><w:pPr><w:ind ` + indent + `/>` + align + `</w:pPr><w:r>` + props + `<w:t xml:space="preserve">— </w:t></w:r>` +
			`<w:r>` + props + `<w:fldChar w:fldCharType="begin"/></w:r><w:r>` + props + `<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
			`<w:r>` + props + `<w:fldChar w:fldCharType="separate"/></w:r><w:r>` + props + `<w:t>1</w:t></w:r><w:r>` + props + `<w:fldChar w:fldCharType="end"/></w:r>` +
			`<w:r>` + props + `<w:t xml:space="preserve"> —</w:t></w:r></w:p>`
	}
	return xmlHead + `<w:ftr ` + wordSpace + `>` + inner + `</w:ftr>`
}

func coreProps(doc Document) string {
	date := doc.Created.UTC().Format(time.RFC3339)
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escape(doc.Title) + `</dc:title><dc:creator>` + escape(doc.Author) + `</dc:creator><dc:language>zh-CN</dc:language>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + date + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + date + `</dcterms:modified></cp:coreProperties>`
}

func customProps(props []Prop) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">`)
	for i, p := range props {
		fmt.Fprintf(&b, `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" name="%s"><vt:lpwstr>%s</vt:lpwstr></property>`, i+2, escape(p.Name), escape(p.Value))
	}
	b.WriteString(`</Properties>`)
	return b.String()
}

func (w *docx) relations() string {
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	add := func(id, kind, target string) {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s%s" Target="%s"/>`, id, office, kind, target)
	}
	add("rId1", "styles", "styles.xml")
	add("rId2", "settings", "settings.xml")
	for i := range 3 {
		add(fmt.Sprintf("rId%d", i+3), "footer", fmt.Sprintf("footer%d.xml", i+1))
	}
	for i := range w.pictures {
		add(fmt.Sprintf("code%d", i+1), "image", fmt.Sprintf("media/code%d.png", i+1))
	}
	for i := range w.photos {
		add(fmt.Sprintf("picture%d", i+1), "image", fmt.Sprintf("media/picture%d.jpeg", i+1))
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}
