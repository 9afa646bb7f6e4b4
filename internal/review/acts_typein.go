package review

import (
	"context"
	"io"
	"strings"

	"shidian/internal/access"
	"shidian/internal/act"
	"shidian/internal/fault"
	"shidian/internal/files"
	"shidian/internal/store"
)

// Paper is a sheet of a panel on paper that the office types in.
type Paper struct {
	Expert      string
	Application string
	Typed       Typed
	Scan        io.Reader // the signed paper as PDF, JPEG or PNG; the second person brings it
}

// TypeIn takes a paper sheet. Two persons of the office type it, one after the other; the second one's is compared with
// the first one's field by field and counts only when both are equal. done tells that it counts now.
func (r *Room) TypeIn(ctx context.Context, actor access.Actor, panel string, in Paper) (done bool, err error) {
	scan := ""
	if in.Scan != nil && mayRun(actor).Allowed {
		blob, err := r.Files.Put(in.Scan, files.AttachmentLimit, files.PDF, files.JPEG, files.PNG)
		if err != nil {
			return false, err
		}
		scan = blob.Hash
	}
	err = r.onPanel(ctx, actor, rowTypeIn, panel, func(t *act.Tx, _ Panel) error {
		round, err := RoundOf(t.Tx, panel)
		if err != nil {
			return err
		}
		if err := MayTypeIn(round, in.Expert, in.Application); err != nil {
			return err
		}
		points, _, comment, err := ReadSheet(round.Panel, in.Typed)
		if err != nil {
			return err
		}
		first, begun, err := selectTyped(t.Tx, panel, in.Expert, in.Application)
		if err != nil {
			return err
		}
		if done = begun && first.Account != actor.Account; !done {
			return saveTyped(t, panel, in.Expert, in.Application, firstTyped{points, comment, actor.Account})
		}
		if differ := Differences(round.Panel.Criteria, first.Points, points, first.Comment, comment); differ != nil {
			return fault.Conflict("C1", "与第一遍录入不一致："+strings.Join(differ, "、")+"。请对照原件核对；如果是第一遍录错，请第一遍录入的人重录。")
		}
		if scan == "" {
			return fault.InvalidField("scan", "请附上专家签字的评分表扫描件（PDF、JPG 或 PNG）。")
		}
		if err := deleteTyped(t, panel, in.Expert, in.Application); err != nil {
			return err
		}
		return submit(t, round, in.Expert, in.Application, scan, in.Typed)
	})
	return done && err == nil, err
}

// MayTypeIn says whether a paper sheet may be typed in: as MayScore, and not over what the expert submitted himself.
func MayTypeIn(r Round, expert, application string) error {
	if err := MayScore(r, expert, application); err != nil {
		return err
	}
	if s, in := r.SheetOf(application, expert); in && s.Counts() && s.Scan == "" {
		return fault.Conflict("C1", "专家自己已提交这份评分，不用代录；需要更改的，请专家登录修改。")
	}
	return nil
}

// TypedOnce are the sheets that one person has typed and the second one has not: "expert/application" with his account.
func TypedOnce(t *store.Tx, panel string) (map[string]string, error) {
	return selectTypedOnce(t, panel)
}

// Blobs are the stored files that the room's rows refer to.
func Blobs(t *store.Tx) ([]string, error) { return selectScans(t) }
