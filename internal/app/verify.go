package app

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"shidian/internal/dossier"
	"shidian/internal/ledger"
	"shidian/internal/store"
)

// ParseHead reads a head as receipts print it: "128:9f3a…".
func ParseHead(s string) (*ledger.Head, error) {
	if s == "" {
		return nil, nil
	}
	size, root, ok := strings.Cut(s, ":")
	n, err := strconv.ParseInt(size, 10, 64)
	if raw, hexErr := hex.DecodeString(root); !ok || err != nil || n < 1 || hexErr != nil || len(raw) != 32 {
		return nil, fmt.Errorf("--head 应为“条数:根哈希”，如回执所印（根哈希 64 位）")
	}
	return &ledger.Head{Size: n, Root: strings.ToLower(root)}, nil
}

// Verify proves ledger and rows and writes what it found. sound is false when something does not hold.
func (h *House) Verify(ctx context.Context, w io.Writer, outside *ledger.Head) (sound bool, err error) {
	var report ledger.Report
	err = h.DB.Read(ctx, func(t *store.Tx) (err error) {
		report, err = ledger.Verify(t, Covers(), h.checks(), outside)
		return err
	})
	if err != nil {
		return false, err
	}
	for _, p := range report.Problems {
		fmt.Fprintln(w, p)
	}
	fmt.Fprintf(w, "办理记录 %d 条，根哈希 %s\n", report.Head.Size, report.Head.Root)
	if len(report.Problems) > 0 {
		fmt.Fprintf(w, "发现 %d 处不符，最早的一处列在最前。\n", len(report.Problems))
		return false, nil
	}
	fmt.Fprintln(w, "全部相符。")
	h.sayCovered(w)
	return true, nil
}

// sayCovered lists what was held against the ledger and what was not, and why.
func (h *House) sayCovered(w io.Writer) {
	var tables []string
	for _, c := range Covers() {
		tables = append(tables, c.Table)
	}
	fmt.Fprintf(w, "已核对的表：%s\n", strings.Join(tables, "、"))
	why := Uncovered()
	for _, table := range sortedKeys(why) {
		fmt.Fprintf(w, "不核对 %s：%s\n", table, why[table])
	}
	fmt.Fprintln(w, "不核对 river_*：后台任务队列")
}

// VerifyDossier proves an exported dossier, a folder or a ZIP, from its files alone, and writes what it found.
func VerifyDossier(w io.Writer, name string, outside *ledger.Head) (sound bool, err error) {
	files, closer, err := dossier.OpenPath(name)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, closer.Close()) }()
	report, err := dossier.Check(files, outside)
	if err != nil {
		return false, err
	}
	report.Write(w)
	return len(report.Problems) == 0, nil
}
