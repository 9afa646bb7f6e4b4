package accept

import (
	"context"
	"encoding/json"
	"net/mail"
	"regexp"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/apply"
	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
)

// Correction is one sheet (更正单): fields of the version in force that were put right without a new seal.
type Correction struct {
	ID          string
	Application string
	Items       []Change
	At          time.Time
	Account     string
}

// Change is one field of a correction.
type Change struct {
	Field string `json:"field"`
	Was   string `json:"was"`
	Now   string `json:"now"`
}

// Corrections lists the sheets of an application, the oldest first.
func Corrections(t *store.Tx, id string) ([]Correction, error) { return selectCorrections(t, id) }

// Corrected are a version's values with the corrections applied. A correction holds while the form still says what it
// put right; what a later version says anew is the unit's last word.
func Corrected(values map[string]string, corrections []Correction) map[string]string {
	now := make(map[string]string, len(values))
	for key, text := range values {
		now[key] = text
	}
	for _, c := range corrections {
		for _, item := range c.Items {
			if now[item.Field] == item.Was {
				now[item.Field] = item.Now
			}
		}
	}
	return now
}

// Correct enters a sheet of corrections: texts by the fields' keys; those that say the same are passed over.
func (r *Room) Correct(ctx context.Context, actor access.Actor, id string, texts map[string]string) error {
	_, err := r.Door.Do(ctx, actor, rowCorrect, apply.Object(id), func(t *act.Tx) error {
		a, err := apply.Lock(t.Tx, id)
		if err != nil {
			return err
		}
		if _, err := apply.See(t.Tx, actor, id); err != nil {
			return err
		}
		if err := t.Allow(mayCorrect(actor, a)); err != nil {
			return err
		}
		if a.Version == 0 {
			return fault.Conflict("", "申报材料还没有提交，请直接在申报材料里修改。")
		}
		items, err := correctionOf(t.Tx, a, texts)
		if err != nil {
			return err
		}
		raw, err := json.Marshal(items)
		if err != nil {
			return err
		}
		return insertCorrection(t, Correction{ID: store.NewID(), Application: id, At: t.Now(), Account: actor.Account}, string(raw), t.Because(string(raw)))
	})
	return err
}

// correctionOf compares what was typed with what stands there today.
func correctionOf(t *store.Tx, a apply.Application, texts map[string]string) ([]Change, error) {
	c, err := call.Get(t, a.Cohort)
	if err != nil {
		return nil, err
	}
	v, err := apply.VersionOf(t, a.ID, 0)
	if err != nil {
		return nil, err
	}
	before, err := Corrections(t, a.ID)
	if err != nil {
		return nil, err
	}
	return changes(apply.CorrectableFields(c.Programme, a.Kind), Corrected(v.Values, before), texts)
}

func changes(fields []programme.Field, now, texts map[string]string) ([]Change, error) {
	var items []Change
	var wrong []fault.Field
	for _, f := range fields {
		text, typed := texts[f.Key]
		text = strings.TrimSpace(text)
		if !typed || text == now[f.Key] {
			continue
		}
		if what := wrongValue(f, text); what != "" {
			wrong = append(wrong, fault.Field{Key: f.Key, Message: what})
		}
		items = append(items, Change{f.Key, now[f.Key], text})
	}
	switch {
	case len(wrong) > 0:
		return nil, fault.Invalid("更正的内容有误。", wrong...)
	case len(items) == 0:
		return nil, fault.InvalidField("", "没有改动。请把有变化的填写正确。")
	}
	return items, nil
}

var phone = regexp.MustCompile(`^[0-9+() -]{7,25}$`)

// wrongValue says what is wrong with a corrected value; "/" stays allowed where the form allows it (A3).
func wrongValue(f programme.Field, text string) string {
	name := "“" + apply.FieldName(f) + "”"
	switch {
	case apply.IsSlash(text) && apply.SlashAllowed(f):
		return ""
	case f.Type == programme.Phone && !phone.MatchString(text):
		return name + "请填写电话号码，如 13800000000 或 0531-00000000。"
	case f.Type == programme.Email && !soundAddress(text):
		return name + "请填写电子邮箱，如 name@example.com。"
	}
	return ""
}

func soundAddress(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text && len(text) <= 100 && strings.Contains(text[strings.LastIndex(text, "@"):], ".")
}
