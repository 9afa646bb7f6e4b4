package pages

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"shidian/internal/kit/components"
)

func tabs(v view) []components.Choice {
	list := make([]components.Choice, len(v.All))
	for i, c := range v.All {
		list[i] = components.Choice{Label: c.Title(), URL: "/dossier?cohort=" + c.ID, On: c.ID == v.Cohort.ID}
	}
	return list
}

func text(n int) string { return strconv.Itoa(n) }

func under(d one, now time.Time) string {
	age := "，不到1分钟"
	if minutes := int(now.Sub(d.At).Minutes()); minutes > 0 {
		age = fmt.Sprintf("，已%d分钟", minutes)
	}
	if d.Total == 0 {
		return "正在整理，排队等候或者正在读取" + age
	}
	return fmt.Sprintf("正在整理，已%d/%d个文件", d.Done, d.Total) + age
}

func bytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", max(n>>10, 1))
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

// grouped writes a hash in groups of eight, to be read out and copied by hand.
func grouped(hash string) string {
	var parts []string
	for ; len(hash) > 8; hash = hash[8:] {
		parts = append(parts, hash[:8])
	}
	return strings.Join(append(parts, hash), " ")
}
