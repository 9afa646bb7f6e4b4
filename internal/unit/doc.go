// Package unit is the first room: the units by kind (N2), their names and parents with dates, the people who act for
// them, and how they log in. Nobody registers by himself: accounts are issued by the level above (life.md, "The people").
//
// Reads are functions over a transaction (Get, List, Children, ByRegion, AccountsOf, Speakers); acts are methods of Room.
// Sessions, devices and throttles stay on the wall clock; from and to of units and accounts are business time.
package unit
