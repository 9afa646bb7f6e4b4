// Package board shows what stands across the rooms: what waits for whom (待办), and whose names stand in the record.
// It only reads. A task is a question to the states of things, never a row of its own, so it cannot be forgotten or
// stay behind.
package board
