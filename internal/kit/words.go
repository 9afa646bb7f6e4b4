package kit

import (
	"context"
	"strconv"

	"shidian/internal/clock"
	"shidian/internal/kit/components"
)

func size(bytes int64) string { return components.Size(bytes) }

// nowMicros is the business time for the script that ticks deadlines.
func nowMicros(ctx context.Context) string {
	if v := visitOf(ctx); v != nil {
		return strconv.FormatInt(clock.Micros(v.kit.opt.Clock.Now()), 10)
	}
	return ""
}

// htmxConfig: no inline style and no eval, as the content security policy forbids both; 4xx answers are shown, as they carry what to mend.
const htmxConfig = `{"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,"historyCacheSize":0,"selfRequestsOnly":true,"responseHandling":[{"code":"204","swap":false},{"code":"[2345]..","swap":true}]}`

func pressed(on bool) string { return strconv.FormatBool(on) }
