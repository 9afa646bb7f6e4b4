package e2e

import (
	"os"
	"testing"

	"shidian/e2e/browser"
	"shidian/e2e/house"
)

func TestMain(m *testing.M) {
	code := browser.Main(m)
	house.Clean()
	os.Exit(code)
}
