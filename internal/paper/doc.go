// Package paper turns a document tree into the bytes of an official paper: PDF, DOCX and, for lists, XLSX.
//
// A room builds a Document of plain blocks (Para, Table, Field …) and hands it over; it never draws. The same tree
// gives the PDF that is frozen and the DOCX that an office corrects. Measures follow GB/T 9704: A4, a text box of
// 156 x 225 mm, 22 lines of 28 characters of 3号 仿宋.
//
// Units: type sizes, line heights and letter spaces are points; widths and heights of tables, pictures and boxes are
// millimetres; indents are characters of the paragraph's own size.
//
// The package is pure: no clock, no database, no network. The same tree and fonts always give the same bytes.
package paper
