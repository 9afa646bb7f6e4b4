package pages_test

import (
	"shidian/internal/kit"
	"shidian/internal/unit/pages"
)

// all is the room's part of the one list of routes, which stands in app.
func all(p *pages.Pages) map[string]kit.HandlerFunc {
	return map[string]kit.HandlerFunc{
		"GET /login":                   p.LogInPage,
		"POST /login":                  p.LogIn,
		"POST /logout":                 p.LogOut,
		"GET /first":                   p.FirstPage,
		"POST /first":                  p.First,
		"GET /reauth":                  p.AgainPage,
		"POST /reauth":                 p.Again,
		"GET /forgotten":               p.Forgotten,
		"GET /privacy":                 p.Privacy,
		"GET /me":                      p.Me,
		"POST /me":                     p.SetOwn,
		"POST /me/password":            p.SetPassword,
		"POST /me/sessions/end":        p.EndOthers,
		"POST /me/sessions/{id}/end":   p.EndSession,
		"GET /units":                   p.Units,
		"GET /units/new":               p.NewUnit,
		"POST /units/new":              p.AddUnit,
		"GET /units/import":            p.ImportPage,
		"POST /units/import":           p.Upload,
		"POST /units/import/regions":   p.LoadRegions,
		"POST /units/import/apply":     p.ApplyImport,
		"GET /units/template.xlsx":     p.Template,
		"GET /units/merge":             p.MergeForm,
		"POST /units/merge":            p.Merge,
		"GET /units/{id}":              p.Unit,
		"GET /units/{id}/change":       p.ChangeUnit,
		"POST /units/{id}/rename":      p.Rename,
		"POST /units/{id}/move":        p.Reparent,
		"POST /units/{id}/close":       p.CloseUnit,
		"GET /units/{id}/issue":        p.NewAccount,
		"POST /units/{id}/issue":       p.Issue,
		"GET /accounts/{id}":           p.Account,
		"POST /accounts/{id}":          p.Amend,
		"POST /accounts/{id}/reset":    p.Reset,
		"POST /accounts/{id}/stop":     p.Stop,
		"GET /accounts/{id}/slip":      p.Slip,
		"POST /accounts/{id}/slip.pdf": p.SlipPDF,
	}
}
