// Package peer is what the product is held against in the same run: an empty handler of net/http, one that only reads
// the body, the driver's bare grouped commits with the product's pragmas, PocketBase with the same records, and bare
// statements over pgx.
package peer
