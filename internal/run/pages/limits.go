package pages

import "shidian/internal/kit"

// Limits are the routes that take more than a form.
func Limits() []kit.Limit { return halfLimits() }
