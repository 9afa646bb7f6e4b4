// Package house opens a house for the tests in browsers: the real binary's `shidian demo` as a process of its own, so
// that a test can kill it as a power cut does, on SQLite or PostgreSQL; furnished beforehand where a story needs more
// than the scene has.
package house
