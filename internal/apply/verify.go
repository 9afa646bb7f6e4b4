package apply

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"

	"shidian/internal/fault"
	"shidian/internal/paper/incoming"
	"shidian/internal/store"
)

// Verify tells whether a typed check code is genuine; number may be "", then the code alone is looked up. It answers
// anybody, and tells nothing but what stands on the paper itself and whether it is in force.
func Verify(t *store.Tx, code, number string) (Verdict, error) {
	code, number = normalCode(code), NormalNumber(number)
	key, known, err := store.Setting(t, checkKey)
	if err != nil || !known || len(code) != 8 {
		return Verdict{}, err
	}
	candidates, err := selectByCode(t, code)
	if err != nil {
		return Verdict{}, err
	}
	for _, f := range candidates {
		right := checkCode(key, versionHash(f.number, f.n, f.bodyHash, f.personalHash))
		if (number == "" || number == f.number) && hmac.Equal([]byte(right), []byte(code)) {
			return verdictOf(t, f.application, f.n)
		}
	}
	return Verdict{}, nil
}

func verdictOf(t *store.Tx, id string, n int) (Verdict, error) {
	a, err := Get(t, id)
	return Verdict{Genuine: err == nil, Number: a.Number, Version: n, InForce: n == a.Version && InForce(a.State)}, err
}

// VerifyPDF tells it of an uploaded PDF: by its content, when it is the very file that was issued; else, for a scan or
// a print, by the codes on its pages. Codes of different papers in one file are nobody's paper.
func (r *Room) VerifyPDF(ctx context.Context, pdf []byte) (verdict Verdict, err error) {
	sum := sha256.Sum256(pdf)
	err = r.Door.DB.Read(ctx, func(t *store.Tx) error {
		verdict, err = r.byFile(t, hex.EncodeToString(sum[:]))
		return err
	})
	if err != nil || verdict.Genuine {
		return verdict, err
	}
	texts, err := incoming.ReadCodes(pdf)
	if err != nil {
		return Verdict{}, fault.InvalidField("file", err.Error()+"。")
	}
	err = r.Door.DB.Read(ctx, func(t *store.Tx) error {
		verdict, err = byCodes(t, texts)
		return err
	})
	return verdict, err
}

func (r *Room) byFile(t *store.Tx, hash string) (Verdict, error) {
	papers, err := selectPapersByHash(t, hash)
	if err == nil && len(papers) == 0 && r.Papers != nil {
		papers, err = r.Papers(t, hash)
	}
	if err != nil || len(papers) == 0 {
		return Verdict{}, err
	}
	verdict, err := verdictOf(t, papers[0].Application, papers[0].Version)
	verdict.File = err == nil
	return verdict, err
}

func byCodes(t *store.Tx, texts []string) (Verdict, error) {
	var all Verdict
	for _, text := range texts {
		number, code, ours := readQR(text)
		if !ours {
			continue
		}
		one, err := Verify(t, code, number)
		if err != nil || !one.Genuine || (all.Genuine && one != all) {
			return Verdict{}, err
		}
		all = one
	}
	return all, nil
}
