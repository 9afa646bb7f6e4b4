package pages

import (
	"shidian/internal/files"
	"shidian/internal/kit"
)

// Limits are the routes that take more than a form.
func Limits() []kit.Limit {
	return append(halfLimits(), kit.Limit{Pattern: "POST /pilots/{id}/changes/{kind}", Max: files.AttachmentLimit + 1<<20, Stream: true})
}
