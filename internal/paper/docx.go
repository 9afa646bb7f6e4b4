package paper

import "errors"

// DOCX returns the document for Word and WPS. Codes and page marks are left out: it is a paper to work on.
func DOCX(doc Document) ([]byte, error) { return nil, errors.New("paper: DOCX is being written") }
