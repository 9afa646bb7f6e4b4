package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// variable says to the tests' binary which function allows everything.
const variable = "SHIDIAN_MUTANT"

// run makes every function of the package allow everything, one after the other, and notes which tests fail.
func (p *pkg) run() error {
	work, err := os.MkdirTemp("", "shidian-rules-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	binary, err := p.build(work)
	if err != nil {
		return err
	}
	if failed, err := p.try(binary, ""); err != nil || len(failed) > 0 {
		return fmt.Errorf("%s: the tests of the rules fail without any change: %v %w", p.Name, failed, cmp.Or(err, os.ErrInvalid))
	}
	for i := range p.Functions {
		f := &p.Functions[i]
		for j := range f.allows {
			failed, err := p.try(binary, mutant(f.Name, j))
			if err != nil {
				return err
			}
			f.noticed = append(f.noticed, failed)
		}
	}
	return nil
}

// killed tells whether tests of this rule noticed each way in which the function allowed everything, and which. number
// "": any test counts.
func (f function) killed(number string) (by []string, killed bool) {
	killed = true
	for _, failed := range f.noticed {
		found := false
		for _, test := range failed {
			if number == "" || strings.HasPrefix(test, "TestRule_"+number+"_") {
				by, found = append(by, test), true
			}
		}
		killed = killed && found
	}
	slices.Sort(by)
	return slices.Compact(by), killed
}

func mutant(name string, i int) string { return fmt.Sprintf("%s/%d", name, i) }

// build makes the package's tests with the switches in every rule.
func (p *pkg) build(work string) (string, error) {
	replaced := map[string]string{}
	for file, text := range p.sources {
		path, err := filepath.Abs(file)
		if err != nil {
			return "", err
		}
		replaced[path] = filepath.Join(work, filepath.Base(file))
		if err := os.WriteFile(replaced[path], p.switched(file, text), 0o600); err != nil {
			return "", err
		}
	}
	added, err := filepath.Abs(filepath.Join(p.Dir, "mutant_overlay.go"))
	if err != nil {
		return "", err
	}
	replaced[added] = filepath.Join(work, "mutant_overlay.go")
	helper := "package " + p.Name + "\n\nimport \"os\"\n\nvar mutantNow = os.Getenv(\"" + variable + "\")\n"
	if err := os.WriteFile(replaced[added], []byte(helper), 0o600); err != nil {
		return "", err
	}
	list, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return "", err
	}
	overlay, binary := filepath.Join(work, "overlay.json"), filepath.Join(work, p.Name+".test")
	if err := os.WriteFile(overlay, list, 0o600); err != nil {
		return "", err
	}
	if out, err := exec.Command("go", "test", "-c", "-overlay", overlay, "-o", binary, "./"+p.Dir).CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s with its rules switched: %w\n%s", p.Name, err, out)
	}
	return binary, nil
}

// switched is a source with a way out at the beginning of each of its rules.
func (p *pkg) switched(file string, text []byte) []byte {
	functions := slices.DeleteFunc(slices.Clone(p.Functions), func(f function) bool { return f.file != file })
	slices.SortFunc(functions, func(a, b function) int { return b.body - a.body }) // from the end, so that offsets hold
	out := string(text)
	for _, f := range functions {
		way := ""
		for i, values := range f.allows {
			way += fmt.Sprintf(" if mutantNow == %q { return %s };", mutant(f.Name, i), values)
		}
		out = out[:f.body] + way + out[f.body:]
	}
	return []byte(out)
}

var failure = regexp.MustCompile(`(?m)^--- FAIL: (\w+)`)

// try runs the tests of the rules against one mutant and gives those that fail; a panic is one.
func (p *pkg) try(binary, mutant string) ([]string, error) {
	run := exec.Command(binary, "-test.run", "^("+strings.Join(p.Tests, "|")+")$", "-test.timeout", "60s")
	run.Dir = p.Dir
	run.Env = append(os.Environ(), variable+"="+mutant)
	out, err := run.CombinedOutput()
	var failed []string
	for _, found := range failure.FindAllStringSubmatch(string(out), -1) {
		failed = append(failed, found[1])
	}
	if err != nil && len(failed) == 0 {
		return nil, fmt.Errorf("%s %s: %w\n%s", p.Name, mutant, err, out)
	}
	return failed, nil
}
