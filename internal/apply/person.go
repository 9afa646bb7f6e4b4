package apply

import (
	"strings"

	"shidian/internal/call"
	"shidian/internal/fault"
	"shidian/internal/programme"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// chooseKind is what a unit's clerk begins: what is asked for, or the only kind that the unit can begin. What it cannot
// begin stays as it is: MayStart refuses it.
func chooseKind(p *programme.Programme, unitKind, asked string) (string, error) {
	begins := p.Begins(unitKind)
	switch {
	case asked == "" && len(begins) == 1:
		return begins[0].Key, nil
	case asked == "" && len(begins) > 1:
		return "", fault.InvalidField("kind", "请选择"+p.Called().Act+"的类别："+namesOf(begins)+"。")
	}
	for _, k := range begins {
		if k.Key == asked {
			return asked, nil
		}
	}
	return unitKind, nil
}

func namesOf(kinds []programme.Kind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.Name
	}
	return strings.Join(names, "、")
}

// IsPerson tells whether an application of the kind is about a person whom its unit nominates.
func IsPerson(p *programme.Programme, kind string) bool {
	k, _ := p.Kind(kind)
	return k.Subject == programme.PersonApplies
}

// MainTitle heads a list of applications: what the form calls the persons, else what the units are called.
func MainTitle(p *programme.Programme) string {
	for _, f := range p.Fields() {
		if f.Candidate {
			return FieldName(f)
		}
	}
	return p.Called().Applicant
}

// SearchWords say what a search among applications looks through: the names of persons where units nominate, the units'
// names, the numbers.
func SearchWords(p *programme.Programme) string {
	if title := MainTitle(p); title != p.Called().Applicant {
		return title + "、" + p.Called().Applicant + "、编号"
	}
	return p.Called().Applicant + "、编号"
}

// subjectOf is the person's name in a form, at most as long as a name is; "" where a unit applies.
func subjectOf(p *programme.Programme, kind string, texts map[string]string) string {
	f, about := p.Candidate(kind)
	if !about {
		return ""
	}
	return cut(strings.TrimSpace(texts[f.Key]), nameMost)
}

// nameFrom keeps the person's name for the lists when it is among the changes that were saved.
func nameFrom(t *store.Tx, fields map[string]programme.Field, a Application, saved map[string]string, changes []Change) error {
	for _, c := range changes {
		if _, kept := saved[c.Key]; kept && fields[c.Key].Candidate {
			return nameSubject(t, a.ID, cut(strings.TrimSpace(c.Text), nameMost))
		}
	}
	return nil
}

// recommenderOf is the body that checks and recommends an application first (A6): for a unit's own the one above it,
// for a person the nominating unit or the one above it, as the way says. "" where it applies directly.
func recommenderOf(t *store.Tx, p *programme.Programme, kind string, u unit.Unit) (id, name string, err error) {
	way, through := p.Way(kind, u.Kind)
	if !through {
		return "", "", nil
	}
	recommends := way.Through[len(way.Through)-1]
	if u.Kind == recommends && IsPerson(p, kind) {
		return u.ID, u.Name, nil
	}
	above, err := unit.Get(t, u.Parent, t.Now())
	if fault.Is(err, fault.KindNotFound) || (err == nil && above.Kind != recommends) {
		return "", "", fault.Conflict("A6", "本单位还没有登记审核推荐的上级单位，请联系"+p.Organiser.Office+"。")
	}
	return above.ID, above.Name, err
}

// checkPersons: slot and name follow from what the ledger covers: the kind, and the last frozen version.
func checkPersons(t *store.Tx, found func(key, what string)) error {
	persons, err := selectPersons(t)
	if err != nil {
		return err
	}
	for _, a := range persons {
		c, err := call.Get(t, a.Cohort)
		if err != nil {
			return err
		}
		slot, err := selectSlot(t, a.ID)
		if err != nil {
			return err
		}
		person := IsPerson(c.Programme, a.Kind)
		if person != (slot == a.ID) || (!person && slot != "") {
			found(a.ID, "一单位一件的限制与类别不符")
		}
		if !person && a.Subject != "" {
			found(a.ID, "单位的申报没有被推荐人，名单上却有姓名")
		}
		if a.Version == 0 {
			continue
		}
		v, err := VersionOf(t, a.ID, 0)
		if err != nil {
			return err
		}
		if a.Subject != subjectOf(c.Programme, a.Kind, v.Values) {
			found(a.ID, "名单上的姓名与最后一次提交的不符")
		}
	}
	return nil
}
