// Package pages are the addresses of the room decide: the suggested list, the decision line by line, the reserve.
package pages
