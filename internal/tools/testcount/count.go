package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// event is what `go doc test2json` describes, and the build events of `go help buildjson`.
type event struct {
	Action      string
	Package     string
	ImportPath  string
	Test        string
	Output      string
	Elapsed     float64
	FailedBuild string
}

// twins are names of subtests that must come in pairs: what one was tried with, so was the other.
var twins = [][2]string{{"sqlite", "postgres"}, {"chromium", "chromium86"}}

type count struct {
	passed, failed int
	skipped        []string
	perPackage     map[string]int
	perTwin        map[string]int
	output         map[string]*strings.Builder // of a test or a package still running
}

func newCount() *count {
	return &count{perPackage: map[string]int{}, perTwin: map[string]int{}, output: map[string]*strings.Builder{}}
}

func (c *count) read(in io.Reader, out io.Writer) error {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			c.line(line, out)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (c *count) line(line []byte, out io.Writer) {
	var e event
	if json.Unmarshal(line, &e) != nil {
		out.Write(line) // what go itself says outside the stream
		return
	}
	switch {
	case e.Action == "build-output":
		fmt.Fprint(out, e.Output)
	case e.Action == "output":
		c.keep(e.Package + " " + e.Test).WriteString(e.Output)
	case e.Test != "":
		c.test(e, out)
	case e.Action == "pass" || e.Action == "fail":
		c.packageEnd(e, out)
	}
}

func (c *count) keep(key string) *strings.Builder {
	if c.output[key] == nil {
		c.output[key] = &strings.Builder{}
	}
	return c.output[key]
}

func (c *count) test(e event, out io.Writer) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "pass":
		c.passed++
	case "skip":
		c.skipped = append(c.skipped, key)
	case "fail":
		c.failed++
		fmt.Fprint(out, c.keep(key).String())
	default:
		return
	}
	c.perPackage[e.Package]++
	for _, part := range strings.Split(e.Test, "/")[1:] {
		c.perTwin[strings.ToLower(part)]++
	}
	delete(c.output, key)
}

func (c *count) packageEnd(e event, out io.Writer) {
	verdict := "ok  "
	if e.Action == "fail" {
		verdict = "FAIL"
		if c.perPackage[e.Package] == 0 || e.FailedBuild != "" {
			c.failed++ // it did not build, or ended before any test did
		}
		// A test that was running when its process ended has an output and no verdict of its own.
		for key, kept := range c.output {
			if strings.HasPrefix(key, e.Package+" ") {
				fmt.Fprint(out, kept.String())
			}
		}
	}
	if e.Action == "fail" || c.perPackage[e.Package] > 0 {
		fmt.Fprintf(out, "%s %-45s %4d tests %6.1f s\n", verdict, e.Package, c.perPackage[e.Package], e.Elapsed)
	}
	c.forget(e.Package)
	if e.Action == "fail" {
		c.perPackage[e.Package] = -1
	}
}

func (c *count) forget(pkg string) {
	for key := range c.output {
		if strings.HasPrefix(key, pkg+" ") {
			delete(c.output, key)
		}
	}
}

// faults are the reasons why the run does not count as passed.
func (c *count) faults() []string {
	var faults []string
	if c.passed+c.failed == 0 {
		faults = append(faults, "no test ran")
	}
	for pkg, n := range c.perPackage {
		if n < 0 {
			faults = append(faults, pkg+" failed")
		}
	}
	for _, test := range c.skipped {
		faults = append(faults, test+" was skipped: a test runs or goes")
	}
	for _, pair := range twins {
		if a, b := c.perTwin[pair[0]], c.perTwin[pair[1]]; a != b {
			faults = append(faults, fmt.Sprintf("%d tests ran on %s, %d on %s", a, pair[0], b, pair[1]))
		}
	}
	return faults
}

func (c *count) twinLine() string {
	var parts []string
	for _, pair := range twins {
		for _, name := range pair {
			parts = append(parts, fmt.Sprintf("%s %d", name, c.perTwin[name]))
		}
	}
	return "run on: " + strings.Join(parts, ", ")
}
