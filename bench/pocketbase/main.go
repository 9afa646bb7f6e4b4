// Command pocketbase is the peer: PocketBase as its module gives it, with the records that the bench compares. It is a
// module of its own, so that it is built with the driver it was tested with, and not with the product's.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	dir := flag.String("dir", "", "data folder")
	owners := flag.Int("prepare", 0, "make the records for so many owners, the first text from standard input, and end")
	full := flag.Bool("full", false, "synchronous FULL in place of the default")
	flag.Parse()
	if err := run(*dir, *owners, *full); err != nil {
		fmt.Fprintln(os.Stderr, "pocketbase:", err)
		os.Exit(1)
	}
}

func run(dir string, owners int, full bool) error {
	if owners == 0 {
		return serve(dir, full)
	}
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	return prepare(dir, owners, string(text))
}
