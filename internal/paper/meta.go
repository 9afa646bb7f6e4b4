package paper

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// MarkProperty is the entry of the information dictionary that repeats the first page's QR text, so that our own
// file is recognised without looking at its pictures.
const MarkProperty = "ShidianMark"

const producer = "shidian"

// info is the information dictionary.
func (w *writer) info() string {
	var b strings.Builder
	fmt.Fprintf(&b, "<</Title %s/Producer(%s)/Creator(%s)/CreationDate%s/ModDate%s", pdfText(w.doc.Title), producer, producer,
		pdfDate(w.doc.Created), pdfDate(w.doc.Created))
	if w.doc.Author != "" {
		b.WriteString("/Author " + pdfText(w.doc.Author))
	}
	for _, p := range w.properties() {
		b.WriteString(pdfName(p.Name) + pdfText(p.Value))
	}
	return b.String() + ">>"
}

func (w *writer) properties() []Prop {
	props := append([]Prop(nil), w.doc.Props...)
	if w.doc.Mark != nil && !w.doc.Draft {
		props = append(props, Prop{MarkProperty, w.doc.Mark(1).QR})
	}
	return props
}

// xmp is the metadata in XML, saying the same as info.
func (w *writer) xmp() []byte {
	date := w.doc.Created.UTC().Format(time.RFC3339)
	author := ""
	if w.doc.Author != "" {
		author = "<dc:creator><rdf:Seq><rdf:li>" + escape(w.doc.Author) + "</rdf:li></rdf:Seq></dc:creator>"
	}
	return fmt.Appendf(nil, `<?xpacket begin="%s" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><dc:format>application/pdf</dc:format><dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language><dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>%s<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate><xmp:CreatorTool>%s</xmp:CreatorTool><pdf:Producer>%s</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`, "\uFEFF", escape(w.doc.Title), author, date, date, producer, producer)
}

// escape makes a text safe inside XML.
func escape(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err) // a bytes.Buffer takes everything
	}
	return b.String()
}
