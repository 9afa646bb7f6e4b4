package paper

import "errors"

// PDF sets the document and returns the file. Equal trees and fonts give equal bytes.
func PDF(doc Document, f *Fonts) ([]byte, error) {
	return nil, errors.New("paper: PDF is being written")
}
