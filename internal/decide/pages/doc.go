// Package pages are the addresses of the room decide: the suggested list, the decision line by line, the reserve and
// the matters of later rooms.
package pages
