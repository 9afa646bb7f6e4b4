package pages

import (
	"strconv"
	"strings"

	"shidian/internal/apply"
	"shidian/internal/fault"
	"shidian/internal/kit"
	"shidian/internal/programme"
)

func faultField(key, message string) fault.Field { return fault.Field{Key: key, Message: message} }

// changesOf reads the plain form: the text of every field that this kind of applicant fills in, with its base.
func changesOf(p *programme.Programme, kind string, form *kit.Form) []apply.Change {
	var all []apply.Change
	for _, f := range apply.FieldsFor(p, kind) {
		if f.Type == programme.Attached {
			continue // its files come by a form of their own
		}
		all = append(all, apply.Change{Key: f.Key, Text: textOf(p, f, form), Base: form.Text("base." + f.Key)})
	}
	return all
}

// textOf joins the inputs of one field to its one text.
func textOf(p *programme.Programme, f programme.Field, form *kit.Form) string {
	switch f.Type {
	case programme.Period:
		v := apply.PeriodValue{From: readDay(f.Key+".from", form), To: readDay(f.Key+".to", form)}
		if v.From == apply.Slash {
			return v.From
		}
		return apply.EncodePeriod(v)
	case programme.Date:
		return readDay(f.Key+".from", form)
	case programme.ContentsOf:
		return apply.EncodeContents(readContents(p, f, form))
	case programme.Choice:
		return apply.EncodeChoice(form.All(f.Key))
	case programme.Rows:
		return apply.EncodeTable(readTable(f, form))
	default:
		return form.Text(f.Key)
	}
}

func readDay(name string, form *kit.Form) string {
	return joinDay(form.Text(name+".y"), form.Text(name+".m"), form.Text(name+".d"))
}

func readContents(p *programme.Programme, f programme.Field, form *kit.Form) (v apply.ContentsValue) {
	for _, c := range p.Contents.List {
		item := apply.ContentChoice{Number: c.Number, Whole: form.Ticked(f.Key + "." + strconv.Itoa(c.Number) + ".whole")}
		if !item.Whole {
			item.Clauses = form.All(f.Key + "." + strconv.Itoa(c.Number) + ".clause")
			item.Free = nonEmpty(strings.Split(form.Text(f.Key+"."+strconv.Itoa(c.Number)+".free"), "\n"))
		}
		if item.Whole || len(item.Clauses)+len(item.Free) > 0 {
			v.Items = append(v.Items, item)
		}
	}
	return v
}

func readTable(f programme.Field, form *kit.Form) (v apply.TableValue) {
	for row := range f.Table.Most {
		cells := form.All(f.Key + "." + strconv.Itoa(row))
		if len(nonEmpty(cells)) > 0 {
			v = append(v, cells)
		}
	}
	return v
}

func nonEmpty(list []string) []string {
	var full []string
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" {
			full = append(full, s)
		}
	}
	return full
}
