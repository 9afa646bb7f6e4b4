// Command bench holds the product against its goals for the deadline hour: the same load on the same machine in the
// same run for an empty handler, the driver's bare grouped commits, PocketBase, and the product on SQLite and on
// PostgreSQL, in turn, three rounds; then the deadline hour itself, after which every acknowledged text is read back;
// then lists at 10^3 to 10^5 applications. It prints the tables and writes docs/bench.md.
//
// Read the ratios within one round: absolute numbers move with the machine and with what else it does.
package main
