package programme

import "slices"

func contains(list []string, s string) bool { return slices.Contains(list, s) }

// Kind finds a kind of applicant by its key.
func (p *Programme) Kind(key string) (Kind, bool) {
	return find(p.Kinds, func(k Kind) bool { return k.Key == key })
}

// Begins are the kinds that a unit of this kind begins applications of: its
// own, or the persons whom it nominates.
func (p *Programme) Begins(unit string) []Kind {
	var all []Kind
	for _, k := range p.Kinds {
		if own := k.Key == unit && k.Subject == UnitApplies && !k.Only; own || k.nominatedBy(unit) {
			all = append(all, k)
		}
	}
	return all
}

// Way is the channel on which a unit of this kind brings an application of
// the kind; false where it applies directly or cannot bring one.
func (p *Programme) Way(kind, unit string) (Channel, bool) {
	k, _ := p.Kind(kind)
	return find(k.Channels, func(c Channel) bool { return k.Subject == UnitApplies || c.Through[0] == unit })
}

// Recommends are the keys of the kinds that recommend others in the end, in the order of the file.
func (p *Programme) Recommends() []string {
	var keys []string
	for _, r := range p.Kinds {
		for _, k := range p.Kinds {
			if slices.ContainsFunc(k.Channels, func(c Channel) bool { return c.Through[len(c.Through)-1] == r.Key }) {
				keys = append(keys, r.Key)
				break
			}
		}
	}
	return keys
}

// Below are the kinds of unit whose applications a unit of this kind, above
// them, recommends: those that it passes a notice on to.
func (p *Programme) Below(above string) []string {
	var keys []string
	for _, u := range p.Kinds {
		sends := slices.ContainsFunc(p.Begins(u.Key), func(k Kind) bool {
			way, through := p.Way(k.Key, u.Key)
			return through && way.Through[len(way.Through)-1] == above
		})
		if sends && u.Key != above {
			keys = append(keys, u.Key)
		}
	}
	return keys
}

// Candidate is the field with the name of the person whom a form of the kind
// is about; false where a unit applies.
func (p *Programme) Candidate(kind string) (Field, bool) {
	return find(p.Fields(), func(f Field) bool { return f.Candidate && f.For(kind) })
}

// TakesFiles reports whether the form names the files it takes itself. Then
// nothing else is attached to it.
func (p *Programme) TakesFiles(kind string) bool {
	_, named := find(p.Fields(), func(f Field) bool { return f.Type == Attached && f.For(kind) })
	return named
}

// QuotaHeld finds the quota of which a recommender of one kind gives a place
// to an application of the other.
func (p *Programme) QuotaHeld(kind, recommender string) (Quota, bool) {
	return find(p.Quotas, func(q Quota) bool { return q.Counts(kind) && q.Holds(recommender) })
}

// QuotaFor finds the quota an application of this kind takes a place of.
func (p *Programme) QuotaFor(kind string) (Quota, bool) {
	return find(p.Quotas, func(q Quota) bool { return q.Counts(kind) })
}

// Date finds the kind of date for an event.
func (p *Programme) Date(e Event) (DateKind, bool) {
	return find(p.Dates, func(d DateKind) bool { return d.Event == e })
}

// Content finds a reform content by its number in the notice.
func (p *Programme) Content(number int) (Content, bool) {
	if p.Contents == nil {
		return Content{}, false
	}
	return find(p.Contents.List, func(c Content) bool { return c.Number == number })
}

// Fields are all fields of the form in the order of the paper.
func (p *Programme) Fields() []Field {
	n := 0
	for _, s := range p.Form.Sections {
		n += len(s.Fields)
	}
	all := make([]Field, 0, n)
	for _, s := range p.Form.Sections {
		all = append(all, s.Fields...)
	}
	return all
}

// Field finds a field of the form by its key.
func (p *Programme) Field(key string) (Field, bool) {
	return find(p.Fields(), func(f Field) bool { return f.Key == key })
}

// Decides finds which body decides a matter.
func (p *Programme) Decides(m Matter) (Decision, bool) {
	return find(p.Stages.Decide, func(d Decision) bool { return d.What == m })
}

func find[T any](list []T, ok func(T) bool) (T, bool) {
	if i := slices.IndexFunc(list, ok); i >= 0 {
		return list[i], true
	}
	var none T
	return none, false
}
