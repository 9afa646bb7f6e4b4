// Package testenv gives tests the real things they run against: PostgreSQL, two browsers, the tools that read papers.
// What is missing fails the test with the command that installs it; nothing is skipped and nothing is imitated.
//
// PostgreSQL: `make test` starts one private cluster for the whole run and names it in SHIDIAN_TEST_PG.
// Where that variable is absent (a developer runs `go test` on one package), the first call of PostgresURL
// starts a cluster for this test process alone. Both ways are StartPostgres, and in both the cluster
// stops and its folder goes when the process ends, however it ends.
package testenv
