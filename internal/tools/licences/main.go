// Command licences writes docs/licences.md: every module that the program or its tests are built of, with its licence
// as read from the licence file that the module brings.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

func run(root string) error {
	text, err := page(root)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, "docs", "licences.md"), []byte(text), 0o644)
}
