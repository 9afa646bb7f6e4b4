// Package house sets up a real installation for the load: units, accounts and a published call by acts, first log-ins
// over HTTP, then copies of it for each round, served by the product's own binary as a process of its own.
package house
