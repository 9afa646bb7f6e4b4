// Package pages are the pages of units, accounts and logging in.
package pages
