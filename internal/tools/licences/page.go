package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

const head = `# Licences of what shidian is built of

Made by ` + "`make generate`" + `; a test compares it. shidian itself is under Apache-2.0 (LICENSE). What lies in the tree beside
the code, each with its source and licence: [web parts](../assets/web/LICENSES.md), [fonts](../assets/fonts/README.md),
[regions](../assets/regions/README.md), [calendar](../assets/calendar/README.md).
Fetched for tests only, never shipped: axe-core 4.14.1 (MPL-2.0), Chromium 86 out of chrome-aws-lambda 5.3.1
(MIT; Chromium BSD-3-Clause).
`

// module is one line of the table.
type module struct{ path, version, dir string }

// page is the whole of docs/licences.md; an unknown licence is an error, because somebody must read it first.
func page(root string) (string, error) {
	shipped, err := modules(root, "./cmd/...")
	if err != nil {
		return "", err
	}
	all, err := modules(root, "-test", "./...")
	if err != nil {
		return "", err
	}
	testsOnly := slices.DeleteFunc(all, func(m module) bool { return slices.Contains(shipped, m) })
	var text strings.Builder
	text.WriteString(head)
	for _, part := range []struct {
		title   string
		modules []module
	}{{"In the program", shipped}, {"In its tests only", testsOnly}} {
		fmt.Fprintf(&text, "\n## %s\n| module | version | licence |\n|---|---|---|\n", part.title)
		for _, m := range part.modules {
			name, err := licence(m.dir)
			if err != nil {
				return "", fmt.Errorf("%s: %w", m.path, err)
			}
			fmt.Fprintf(&text, "| %s | %s | %s |\n", m.path, m.version, name)
		}
	}
	return text.String(), nil
}

// modules are those that the packages named by the arguments of `go list -deps` are built of, by path.
func modules(root string, arguments ...string) ([]module, error) {
	const format = "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}"
	list := exec.Command("go", append([]string{"list", "-deps", "-f", format}, arguments...)...)
	list.Dir = root
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(lines)
	var found []module
	for _, line := range slices.Compact(lines) {
		if words := strings.SplitN(line, " ", 3); len(words) == 3 {
			found = append(found, module{words[0], words[1], words[2]})
		}
	}
	return found, nil
}

// licence reads the licence file in a module's folder.
func licence(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	for _, entry := range entries {
		name := strings.ToUpper(entry.Name())
		if entry.IsDir() || !strings.HasPrefix(name, "LICEN") && !strings.HasPrefix(name, "COPYING") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return "", err
		}
		if kind := classify(string(text)); kind != "" {
			return kind, nil
		}
	}
	return "", fmt.Errorf("no licence is recognised in %s: read it, and teach classify", dir)
}

// classify knows the licences that a program under Apache-2.0 may be built of, by the words that only they have.
func classify(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	has := func(words string) bool { return strings.Contains(text, words) }
	switch {
	case has("GNU GENERAL PUBLIC LICENSE"), has("GNU AFFERO"), has("GNU LESSER"):
		return ""
	case has("Mozilla Public License Version 2.0"), has("Mozilla Public License, version 2.0"):
		return "MPL-2.0"
	case has("Apache License Version 2.0"), has("Apache License, Version 2.0"):
		return "Apache-2.0"
	case has("Redistribution and use in source and binary forms"):
		if has("Neither the name") || has("may be used to endorse") {
			return "BSD-3-Clause"
		}
		return "BSD-2-Clause"
	case has("Permission is hereby granted, free of charge"):
		return "MIT"
	case has("Permission to use, copy, modify, and/or distribute"), has("Permission to use, copy, modify, and distribute"):
		return "ISC"
	}
	return ""
}
