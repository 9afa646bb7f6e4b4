// Package run is the room of the pilots 实施 (life.md, "run"): what was released becomes a pilot with its contents and its
// two dates.
package run
