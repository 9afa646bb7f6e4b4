package apply

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"
)

// Value is one field of a draft as it stands.
type Value struct {
	Text   string
	Hash   string // HashOf(Text), the base of the next change
	Editor string // account
	At     time.Time
}

// Draft is the text being written, by the keys of the form's fields; a field nobody has touched is missing.
type Draft struct {
	Application Application
	Values      map[string]Value
	Attachments []Attachment
}

// Texts are the draft's texts alone, for the rules; of a field of files its list.
func (d Draft) Texts() map[string]string {
	texts := make(map[string]string, len(d.Values))
	for key, value := range d.Values {
		texts[key] = value.Text
	}
	for _, a := range d.Attachments {
		if a.Field != "" {
			texts[a.Field] = filesText(d.Attachments, a.Field)
		}
	}
	return texts
}

// HashOf is the hash of a field's text by which two editors notice each other: 32 hex digits, "" for the empty text.
func HashOf(text string) string {
	if text == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// Change is a field's new text, and the hash of the text it was typed over.
type Change struct {
	Key  string `json:"key"`
	Text string `json:"text"`
	Base string `json:"base"`

	hash string // HashOf(Text), where it was reckoned beforehand
}

// reckoned gives the changes with their hashes, which long texts take longer to reckon than to write: before the one
// lane of writers, where it keeps nobody else waiting.
func reckoned(changes []Change) []Change {
	all := slices.Clone(changes)
	for i := range all {
		all[i].hash = HashOf(all[i].Text)
	}
	return all
}

// Saved answers a save. Every change is either in Hashes (it is the draft's text now) or in Conflicts.
type Saved struct {
	At        time.Time         `json:"at"`
	Hashes    map[string]string `json:"hashes"`
	Conflicts []Conflict        `json:"conflicts,omitempty"`
	Parked    bool              `json:"parked,omitempty"` // a version is frozen meanwhile: the text waits for the next one
}

// Conflict is a field that somebody else changed since the base: both texts are kept, a person chooses.
type Conflict struct {
	Key       string    `json:"key"`
	Mine      string    `json:"mine"`
	Theirs    string    `json:"theirs"`
	TheirHash string    `json:"theirHash"` // the base to send when one's own text is to replace theirs
	Editor    string    `json:"editor"`    // account
	At        time.Time `json:"at"`
}

// Attachment is a file that belongs to the draft (To 0) or belonged to versions From to To.
type Attachment struct {
	ID    string
	Field string // of the form, "" for the attachments behind it
	Name  string
	Hash  string // SHA-256 of the blob, hex
	Size  int64
	Type  string // pdf, jpeg, png, docx, xlsx
	Order int
	Pages int // of a PDF, else 0
	From  int // first version it belongs to
	To    int // last one; 0: still in the draft
}
