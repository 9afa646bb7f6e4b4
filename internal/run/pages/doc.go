// Package pages shows the pilots at work: one page for each, on which everything about it can be found, the plan, the half
// years, and who follows it.
package pages
