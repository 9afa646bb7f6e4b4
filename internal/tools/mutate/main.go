// Command mutate shows that each rule is held by a test: every rule function of internal/*/rules*.go is made to allow
// everything, the tests of the rules run against it, and docs/rules.md says which of them noticed. A rule that nobody
// misses ends the run with an error.
//
// One binary of tests is built for each package; which function allows everything is said to it by a variable of the
// environment, so that a run costs three builds and not one for each rule.
package main

import (
	"log"
	"os"
	"strings"
)

const page = "docs/rules.md"

func main() {
	log.SetFlags(0)
	packages, err := readRules("internal")
	if err != nil {
		log.Fatal(err)
	}
	for i := range packages {
		if err := packages[i].run(); err != nil {
			log.Fatal(err)
		}
	}
	if err := os.WriteFile(page, document(packages), 0o644); err != nil {
		log.Fatal(err)
	}
	if left := survivors(packages); len(left) > 0 {
		log.Fatalf("made to allow everything and missed by no test:\n%s", strings.Join(left, "\n"))
	}
}
