package apply

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"shidian/internal/clock"
	"shidian/internal/ledger"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// bodyFormat is the first member of a body; a body is read by the format it was written in.
const bodyFormat = 1

// body is what DecodeBody reads from a version's canonical JSON. Field texts that are personal are not in it.
type body struct {
	Format      int               `json:"v"`
	Application string            `json:"application"`
	Version     int               `json:"version"`
	Cohort      string            `json:"cohort"`
	Programme   string            `json:"programme"`
	Definition  string            `json:"definition"`
	Unit        bodyUnit          `json:"unit"`
	Recommender bodyUnit          `json:"recommender"`
	Values      map[string]string `json:"values"`
	Attachments []bodyFile        `json:"attachments"`
}

type bodyUnit struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Kind string `json:"kind"`
}

type bodyFile struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Hash  string `json:"sha256"`
	Size  int64  `json:"size"`
	Type  string `json:"type"`
	Pages int    `json:"pages"`
	Field string `json:"field"` // left out of the attachments behind the form
}

// personal is a version's personal part: it can be erased without breaking the version's hash.
type personal struct {
	Format  int               `json:"v"`
	Values  map[string]string `json:"values"`
	Head    string            `json:"head"`    // who signed 审签
	Secrecy string            `json:"secrecy"` // who did 保密审查
}

// writeBody gives the canonical JSON of the next version of a draft.
func writeBody(p *programme.Programme, d Draft, values map[string]string) string {
	a := d.Application
	c := canonical(`{`).number("v", bodyFormat, true).member("application", a.ID, false).number("version", int64(a.Version+1), false)
	c = c.member("cohort", a.Cohort, false).member("programme", p.Key, false).member("definition", a.Definition, false)
	c = c.key("unit", false).unit(a.Unit, a.UnitName, a.Kind)
	c = c.key("recommender", false).unit(a.City, a.CityName, "")
	c = c.key("values", false).object(values)
	c = append(c.key("attachments", false), '[')
	for i, file := range d.Attachments {
		if i > 0 {
			c = append(c, ',')
		}
		c = append(c, '{')
		c = c.member("id", file.ID, true).member("name", file.Name, false).member("sha256", file.Hash, false)
		c = c.number("size", file.Size, false).member("type", file.Type, false).number("pages", int64(file.Pages), false)
		if file.Field != "" {
			c = c.member("field", file.Field, false)
		}
		c = append(c, '}')
	}
	return string(append(c, ']', '}'))
}

func (c canonical) unit(id, name, kind string) canonical {
	c = append(c, '{')
	return append(c.member("id", id, true).member("name", name, false).member("kind", kind, false), '}')
}

// writePersonal gives the canonical JSON of the personal part.
func writePersonal(values map[string]string, ticks Ticks) string {
	c := canonical(`{`).number("v", bodyFormat, true).key("values", false).object(values)
	c = c.member("head", strings.TrimSpace(ticks.HeadName), false)
	return string(append(c.member("secrecy", strings.TrimSpace(ticks.SecrecyName), false), '}'))
}

// part sorts the values of a form into those of the body and the personal ones.
func part(p *programme.Programme, kind string, texts map[string]string) (open, closed map[string]string) {
	open, closed = map[string]string{}, map[string]string{}
	for _, f := range FieldsFor(p, kind) {
		text, filled := texts[f.Key]
		switch {
		case !filled:
		case f.Personal:
			closed[f.Key] = text
		default:
			open[f.Key] = text
		}
	}
	return open, closed
}

// freeze makes a version of a draft, all but what only the act knows: number, instant, check code.
func freeze(p *programme.Programme, d Draft, ticks Ticks) frozen {
	open, closed := part(p, d.Application.Kind, d.Texts())
	f := frozen{application: d.Application.ID, n: d.Application.Version + 1, salt: rand.Text()}
	f.body, f.personal = writeBody(p, d, open), writePersonal(closed, ticks)
	f.bodyHash, f.personalHash = hashHex(f.body), ledger.Salted(f.salt, f.personal)
	return f
}

func hashHex(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// versionHash binds number, version, body and salted personal part.
func versionHash(number string, n int, bodyHash, personalHash string) string {
	c := canonical(`{`).number("v", bodyFormat, true).member("number", number, false).number("version", int64(n), false)
	return hashHex(string(append(c.member("body", bodyHash, false).member("personal", personalHash, false), '}')))
}

// checkKey is the installation's key for check codes. It lives in the database: else a restore would break every print.
const checkKey = "apply.check_key"

// crockford is base32 without I, L, O and U, which are misread.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// checkCode is the first 40 bits of HMAC-SHA-256 over a version's hash: 8 characters.
func checkCode(key, versionHash string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(versionHash))
	return crockford.EncodeToString(mac.Sum(nil)[:5])
}

// seal completes a version in the act's transaction.
func (f *frozen) seal(t *store.Tx, number, submitter string) error {
	key, err := store.Secret(t, checkKey)
	if err != nil {
		return err
	}
	f.number, f.submitter, f.at = number, submitter, clock.Micros(t.Now())
	f.hash = versionHash(f.number, f.n, f.bodyHash, f.personalHash)
	f.code = checkCode(key, f.hash)
	return nil
}

// version reads a stored version back.
func (f frozen) version() (Version, error) {
	var b body
	var own personal
	if err := json.Unmarshal([]byte(f.body), &b); err != nil {
		return Version{}, fmt.Errorf("body of %s version %d: %w", f.application, f.n, err)
	}
	if err := json.Unmarshal([]byte(f.personal), &own); err != nil {
		return Version{}, fmt.Errorf("personal part of %s version %d: %w", f.application, f.n, err)
	}
	v := Version{Application: f.application, N: f.n, Number: f.number, Values: b.Values, Hash: f.hash, Code: f.code,
		At: clock.FromMicros(f.at), Submitter: f.submitter, Definition: b.Definition, Cohort: b.Cohort,
		UnitName: b.Unit.Name, Kind: b.Unit.Kind, CityName: b.Recommender.Name,
		Ticks: Ticks{Head: true, HeadName: own.Head, Secrecy: true, SecrecyName: own.Secrecy}}
	for key, text := range own.Values {
		v.Values[key] = text
	}
	for i, file := range b.Attachments {
		v.Attachments = append(v.Attachments, Attachment{ID: file.ID, Field: file.Field, Name: file.Name, Hash: file.Hash, Size: file.Size,
			Type: file.Type, Pages: file.Pages, Order: i + 1})
	}
	return v, nil
}
