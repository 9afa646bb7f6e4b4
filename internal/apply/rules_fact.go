package apply

import (
	"slices"
	"strconv"
	"strings"

	"shidian/internal/programme"
)

// holds compares a fact with a condition's value. Numbers compare as numbers; a list is cut at "、".
func holds(c programme.Condition, fact string) bool {
	list := strings.Split(c.Value, "、")
	switch c.Is {
	case programme.Equals:
		return fact == c.Value
	case programme.Differs:
		return fact != c.Value
	case programme.AnyOf:
		return slices.Contains(list, fact)
	case programme.NoneOf:
		return !slices.Contains(list, fact)
	}
	have, err1 := strconv.ParseFloat(fact, 64)
	want, err2 := strconv.ParseFloat(c.Value, 64)
	if err1 != nil || err2 != nil {
		return false
	}
	if c.Is == programme.AtMost {
		return have <= want
	}
	return have >= want
}
