// Package calendar counts days: working days of the official calendar, with
// make-up workdays, and calendar days; it turns days into instants and
// instants into the words of the screen. Where a year's calendar is not
// loaded it says so ([MissingYear]) and never guesses.
//
// It is pure: nobody here asks what time it is. The zone is [clock.Zone], a
// fixed +8: China has had no summer time since 1991, and a fixed zone needs
// no zone files on the machine.
package calendar
