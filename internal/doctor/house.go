package doctor

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"shidian/internal/calendar"
	"shidian/internal/clock"
	"shidian/internal/jobs"
	"shidian/internal/ledger"
	"shidian/internal/paper"
	"shidian/internal/store"
)

// Fonts names the faces that are played by another.
func Fonts(fonts *paper.Fonts) Check {
	return Check{"字体", func(context.Context) ([]Finding, error) {
		var substituted []string
		for _, f := range fonts.Found() {
			if f.Substitute {
				substituted = append(substituted, f.Role+"用"+f.Family+"代替")
			}
		}
		if len(substituted) > 0 {
			return one(Notice, strings.Join(substituted, "；")+"。可以打印；如需机关常用字体，请把字体文件放进字体文件夹。")
		}
		return one(Well, "五种字体齐全")
	}}
}

// Calendar tells whether this year's holidays are known; from October on also the next year's.
func Calendar(years calendar.Years, now func() time.Time) Check {
	return Check{"日历", func(context.Context) ([]Finding, error) {
		at := now().In(clock.Zone)
		wanted := []int{at.Year()}
		if at.Month() >= time.October {
			wanted = append(wanted, at.Year()+1)
		}
		var missing []string
		for _, year := range wanted {
			if _, err := years.Working(calendar.Date(year, time.January, 1)); errors.As(err, new(calendar.MissingYear)) {
				missing = append(missing, strconv.Itoa(year)+"年")
			} else if err != nil {
				return nil, err
			}
		}
		if len(missing) == len(wanted) {
			return one(Broken, strings.Join(missing, "、")+"的节假日安排没有录入，工作日期限算不出来。请把放假安排写进数据文件夹的 holidays.csv。")
		}
		if len(missing) > 0 {
			return one(Notice, strings.Join(missing, "、")+"的节假日安排还没有录入；公布后请写进数据文件夹的 holidays.csv。")
		}
		return one(Well, "节假日安排已录入")
	}}
}

// Mail tells whether the mail server can be reached.
func Mail(server string) Check {
	return Check{"邮件", func(ctx context.Context) ([]Finding, error) {
		if server == "" {
			return one(Notice, "没有设置邮件服务器，消息只在站内。")
		}
		dialer := net.Dialer{Timeout: 10 * time.Second}
		connection, err := dialer.DialContext(ctx, "tcp", server)
		if err != nil {
			return one(Broken, "连不上邮件服务器，提醒邮件发不出去。请核对地址和网络。")
		}
		return []Finding{{Standing: Well, Words: "邮件服务器可以连接"}}, connection.Close()
	}}
}

// space below which a disk is said to be full soon, in bytes: about a cohort's attachments.
const spaceLeast = 5 << 30

// Disk tells how much room is left where database and files lie.
func Disk(folders ...string) Check {
	return Check{"磁盘", func(context.Context) ([]Finding, error) {
		var all []Finding
		for _, folder := range folders {
			free, err := freeBytes(folder)
			if err != nil {
				return all, err
			}
			f := Finding{Standing: Well, Words: fmt.Sprintf("剩余 %.1f GB", float64(free)/(1<<30))}
			if free < spaceLeast {
				f = Finding{Standing: Broken, Words: f.Words + "，不足 5 GB，请尽快清理或扩容。"}
			}
			if !slices.Contains(all, f) { // both on one disk
				all = append(all, f)
			}
		}
		return all, nil
	}}
}

// driftMost is how far the machine's clock may be from the database server's.
const driftMost = 5 * time.Second

// Clock holds the machine's clock against the newest entry of the ledger and, on PostgreSQL, against the server's.
// A deadline is judged by it.
func Clock(db *store.DB) Check {
	return Check{"时钟", func(ctx context.Context) (found []Finding, err error) {
		err = db.Read(ctx, func(t *store.Tx) error {
			last, err := lastEntry(t)
			if err != nil {
				return err
			}
			if last.After(t.Now().Add(time.Second)) {
				found, err = one(Broken, "系统时间早于最近一次办理（"+last.In(clock.Zone).Format("2006-01-02 15:04:05")+"），请校准本机时钟。")
				return err
			}
			drift, err := serverDrift(t, db)
			if err != nil {
				return err
			}
			if drift.Abs() > driftMost {
				found, err = one(Broken, fmt.Sprintf("本机时钟与数据库服务器相差 %d 秒，请校准。", int(drift.Seconds())))
				return err
			}
			found, err = one(Well, t.Now().In(clock.Zone).Format("2006-01-02 15:04:05")+"（北京时间）")
			return err
		})
		return found, err
	}}
}

// Ledger proves the record of acts and every covered row, as verify does.
func Ledger(db *store.DB, covers []ledger.Cover, checks []ledger.Check) Check {
	return Check{"办理记录", func(ctx context.Context) (found []Finding, err error) {
		err = db.Read(ctx, func(t *store.Tx) error {
			report, err := ledger.Verify(t, covers, checks, nil)
			if err != nil {
				return err
			}
			if n := len(report.Problems); n > 0 {
				found, err = one(Broken, fmt.Sprintf("有 %d 处不符，最早一处：%v。请用 verify 查看全部，并联系管理员。", n, report.Problems[0]))
				return err
			}
			found, err = one(Well, fmt.Sprintf("%d 条全部相符", report.Head.Size))
			return err
		})
		return found, err
	}}
}

// Jobs counts the background work that failed.
func Jobs(queue *jobs.Queue) Check {
	return Check{"后台任务", func(ctx context.Context) ([]Finding, error) {
		failed, err := queue.Failed(ctx)
		if err != nil {
			return nil, err
		}
		if len(failed) > 0 {
			return one(Broken, fmt.Sprintf("有 %d 项没有办成，请系统管理员在“后台任务”中查看、重试。", len(failed)))
		}
		return one(Well, "没有失败的任务")
	}}
}
