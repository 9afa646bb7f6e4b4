package app

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"time"

	"shidian/internal/access"
	"shidian/internal/doctor"
	"shidian/internal/notify"
	"shidian/internal/store"
	"shidian/internal/unit"
)

// looks are all things the doctor looks at, in their order.
func (h *House) looks() ([]doctor.Check, error) {
	years, err := h.Config.officialCalendar()
	if err != nil {
		return nil, err
	}
	folders := []string{h.Config.Files}
	if !h.Config.Postgres() {
		folders = append(folders, filepath.Dir(h.Config.DB))
	}
	return []doctor.Check{doctor.Fonts(h.Fonts), doctor.Calendar(years, h.Clock.Now), doctor.Mail(h.Config.MailServer), doctor.Disk(folders...),
		doctor.Clock(h.DB), doctor.Ledger(h.DB, Covers(), h.checks()), doctor.Across(h.DB), doctor.Jobs(h.Queue)}, nil
}

// CheckUp looks whether the installation is well.
func (h *House) CheckUp(ctx context.Context) ([]doctor.Finding, error) {
	checks, err := h.looks()
	if err != nil {
		return nil, err
	}
	return doctor.Look(ctx, checks), nil
}

// Doctor looks whether the installation is well and writes what it found; false when something is broken.
func (h *House) Doctor(ctx context.Context, w io.Writer) (well bool, err error) {
	found, err := h.CheckUp(ctx)
	return err == nil && doctor.Write(w, found), err
}

// doctorNightly looks, writes to the log what is broken, and tells the system administrators. It names no person.
func (h *House) doctorNightly(ctx context.Context) error {
	found, err := h.CheckUp(ctx)
	if err != nil {
		return err
	}
	var broken []string
	for _, f := range found {
		if f.Standing == doctor.Broken {
			h.Log.Error("doctor", "check", f.Check, "found", f.Words)
			broken = append(broken, f.Check+"："+f.Words)
		}
	}
	if len(broken) == 0 || ctx.Err() != nil {
		return ctx.Err()
	}
	return h.DB.Write(ctx, func(t *store.Tx) error {
		admins, err := unit.AccountsWith(t, access.SystemAdmin)
		for _, a := range admins {
			err = errors.Join(err, notify.Send(t, notify.Message{Account: a.ID, Kind: "doctor", Title: "系统自检发现异常",
				Text: strings.Join(broken, "\n"), Link: "/doctor"}))
		}
		return err
	})
}

// untilNight is how long it is from a wall-clock instant to the next 03:00, when nobody works.
func untilNight(now time.Time) time.Duration {
	night := time.Date(now.Year(), now.Month(), now.Day(), 3, 0, 0, 0, now.Location())
	if !night.After(now) {
		night = night.AddDate(0, 0, 1)
	}
	return night.Sub(now)
}

// watchNights runs the doctor every night until ctx ends.
func (h *House) watchNights(ctx context.Context) {
	for {
		night := time.NewTimer(untilNight(time.Now()))
		select {
		case <-night.C:
			if err := h.doctorNightly(ctx); err != nil && !errors.Is(err, context.Canceled) {
				h.Log.Error("doctor", "error", err)
			}
		case <-ctx.Done():
			night.Stop()
			return
		}
	}
}
