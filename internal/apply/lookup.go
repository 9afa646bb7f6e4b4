package apply

import (
	"shidian/internal/fault"
	"shidian/internal/store"
)

// Found is the application that a code on a paper names, and of which version the paper is; 0: the code does not say.
type Found struct {
	Application Application
	Version     int
}

// Lookup finds the paper that a code names as a scanner reads it or people type it: a QR code's text, a check code, the
// number (the bar code). It is for those who keep the papers: it tells more than Verify. false: none of ours.
func Lookup(t *store.Tx, text string) (Found, bool, error) {
	number, code, ours := readQR(text)
	if !ours {
		code = text
	}
	verdict, err := Verify(t, code, number)
	if err != nil || (ours && !verdict.Genuine) {
		return Found{}, false, err
	}
	if !verdict.Genuine {
		verdict.Number = NormalNumber(text)
	}
	a, err := ByNumber(t, verdict.Number)
	if fault.Is(err, fault.KindNotFound) {
		return Found{}, false, nil
	}
	return Found{a, verdict.Version}, err == nil, err
}
