package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// document is docs/rules.md.
func document(packages []pkg) []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, "# The rules, where they stand, and that they hold\n\nMade by `make rules`; do not edit. The numbers are those of the rules of 鲁科协发〔2020〕13号. Each function was made to allow")
	fmt.Fprintln(&b, "everything (no error, nothing wrong, nothing missing; yes and no in turn); “killed” says that the tests named beside it")
	fmt.Fprintln(&b, "noticed. Under a rule's number only tests that bear this number count. The rooms are the packages before the functions' names;\nunder “Seen at” stand the pages on which a person sees that the rule holds, or reads why something is refused.")
	for _, r := range rules {
		section(&b, r, packages)
	}
	fmt.Fprintln(&b, "\n## Without a number\n\nWhat the house decides where the notice is silent: limits, states, ticks, names.")
	head(&b)
	for _, p := range packages {
		for _, f := range p.Functions {
			if len(numbersOf(f)) == 0 {
				line(&b, p, f, "")
			}
		}
	}
	return b.Bytes()
}

func head(b *bytes.Buffer) { fmt.Fprint(b, "\n| function | tests | made to allow |\n|---|---|---|\n") }

// section is one rule: the functions that name it or that its tests hold, and all of its tests.
func section(b *bytes.Buffer, r rule, packages []pkg) {
	var mine bytes.Buffer
	var tests []string
	for _, p := range packages {
		for _, f := range p.Functions {
			if slices.Contains(numbersOf(f), r.Number) {
				line(&mine, p, f, r.Number)
			}
		}
		for _, test := range p.Tests {
			if strings.HasPrefix(test, "TestRule_"+r.Number+"_") {
				tests = append(tests, p.Name+"."+test)
			}
		}
	}
	if mine.Len() == 0 && len(tests) == 0 {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n%s.\n\nSeen at: %s.\n", r.Number, r.Words, places(r.Seen))
	if mine.Len() > 0 {
		head(b)
		b.Write(mine.Bytes())
	}
	if len(tests) > 0 {
		fmt.Fprintf(b, "\nTests: %s.\n", strings.Join(tests, ", "))
	}
}

// places are the pages of a rule, each with what is seen there.
func places(all []seen) string {
	words := make([]string, len(all))
	for i, one := range all {
		words[i] = "`" + one.Address + "` " + one.What
	}
	return strings.Join(words, ", ")
}

// numbersOf are the rules that a function belongs to: named over it, or by the tests that hold it.
func numbersOf(f function) []string {
	if len(f.Numbers) > 0 {
		return f.Numbers
	}
	var all []string
	for _, r := range rules {
		if _, killed := f.killed(r.Number); killed {
			all = append(all, r.Number)
		}
	}
	return all
}

// survivors are the functions, under their numbers, that no test misses.
func survivors(packages []pkg) (lines []string) {
	for _, p := range packages {
		for _, f := range p.Functions {
			numbers := numbersOf(f)
			if len(numbers) == 0 {
				numbers = []string{""}
			}
			for _, n := range numbers {
				if _, killed := f.killed(n); !killed {
					lines = append(lines, strings.TrimSpace(p.Name+"."+f.Name+" "+n))
				}
			}
		}
	}
	return lines
}

func line(b *bytes.Buffer, p pkg, f function, number string) {
	by, killed := f.killed(number)
	result := "killed"
	if !killed {
		result = "**survived**"
	}
	fmt.Fprintf(b, "| %s.%s | %s | %s |\n", p.Name, f.Name, strings.Join(by, ", "), result)
}
