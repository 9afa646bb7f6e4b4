// Command sheet puts the pictures of the last browser tests, today's Chromium, onto contact sheets: every page
// at the desk and on the phone, side by side, with its name below; docs/pictures/sheet-N.jpg and an index. It also picks the
// pages that the README and the users' pages show.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"shidian/internal/testenv"
)

const desk, phone = "@1366x768.png", "@360x740.png"

// shot is one page in both windows.
type shot struct{ name, desk, phone string }

func main() {
	root := testenv.Root()
	from, to := filepath.Join(root, "e2e", "out", "chromium"), filepath.Join(root, "docs", "pictures")
	if err := errors.Join(run(from, to), pick(from, to)); err != nil {
		fmt.Fprintln(os.Stderr, "sheet:", err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	shots, err := collect(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	old, _ := filepath.Glob(filepath.Join(to, "sheet-*.jpg"))
	for _, path := range old {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	var index strings.Builder
	index.WriteString("# 全部页面\n\n每页左为 1366×768，右为 360×740。由浏览器测试拍摄，`make pictures` 重做。\n")
	for n := 1; len(shots) > 0; n++ {
		some := shots[:min(perSheet, len(shots))]
		shots = shots[len(some):]
		name := fmt.Sprintf("sheet-%d.jpg", n)
		if err := drawSheet(some, filepath.Join(to, name)); err != nil {
			return err
		}
		fmt.Fprintf(&index, "\n![第%d张](%s)\n\n", n, name)
		for _, s := range some {
			fmt.Fprintf(&index, "- %s\n", s.name)
		}
	}
	return os.WriteFile(filepath.Join(to, "README.md"), []byte(index.String()), 0o644)
}

// collect finds the pages in the order in which the tests came to them.
func collect(from string) ([]shot, error) {
	found, err := filepath.Glob(filepath.Join(from, "*"+desk))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errors.New("no pictures in " + from + ": the browser tests take them")
	}
	slices.SortFunc(found, func(a, b string) int { return taken(a).Compare(taken(b)) })
	var shots []shot
	for _, path := range found {
		name := strings.TrimSuffix(filepath.Base(path), desk)
		shots = append(shots, shot{name, path, strings.TrimSuffix(path, desk) + phone})
	}
	return shots, nil
}

func taken(path string) time.Time {
	info, err := os.Stat(path)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}
