// Command testcount reads `go test -json` and prints what a person wants to know: one line a package,
// the whole output of what failed, and at the end the counts. It fails when a test failed or was skipped,
// when none ran, and when two things that must be tested alike (both databases, both browsers) were not.
package main

import (
	"fmt"
	"os"
)

func main() {
	c := newCount()
	if err := c.read(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "testcount:", err)
		os.Exit(2)
	}
	faults := c.faults()
	for _, fault := range faults {
		fmt.Println("FAULT:", fault)
	}
	fmt.Println(c.twinLine())
	fmt.Printf("%d passed, %d failed\n", c.passed, c.failed)
	if len(faults) > 0 {
		os.Exit(1)
	}
}
