// Package pages shows the room of applications: the form on the sheet, the object page, submit and what follows it,
// the office's list, and the public page that tells whether a paper is genuine. It holds no SQL and no rule.
//
// The sheet is drawn from the programme's definition: sections and fields, their names, hints and who fills them all
// come from there, so that another programme's form needs no line of code here.
package pages
