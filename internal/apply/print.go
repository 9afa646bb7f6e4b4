package apply

import (
	"shidian/internal/paper"
	"shidian/internal/programme"
)

// FormPaper is the form as a paper: a frozen version's with its codes.
func FormPaper(p *programme.Programme, v Version, public string) paper.Document {
	return paper.Document{}
}

// DraftPaper is the draft's: 草稿 on every page, no code.
func DraftPaper(p *programme.Programme, d Draft) paper.Document { return paper.Document{} }

// BlankPaper is the empty form of a kind of unit ("" for one that fits all), for the pen or for Word.
func BlankPaper(p *programme.Programme, kind string) paper.Document { return paper.Document{} }

// ReceiptPaper is the receipt of a submit.
func ReceiptPaper(p *programme.Programme, r Receipt) paper.Document { return paper.Document{} }

// LabelPaper is the address label for the envelope.
func LabelPaper(p *programme.Programme, c programme.ContactRole, a Application) paper.Document {
	return paper.Document{}
}

// SummaryPaper is the one-page summary for the head to read (送审件).
func SummaryPaper(p *programme.Programme, d Draft) paper.Document { return paper.Document{} }

// SignPaper is the sheet on which the head signs that it may be submitted (审签单).
func SignPaper(p *programme.Programme, d Draft) paper.Document { return paper.Document{} }
