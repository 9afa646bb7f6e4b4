#!/usr/bin/env bash
# Formatting, generated pages and vet; the first thing that does not hold ends it. Writes nothing into the tree.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
	echo "check: $*" >&2
	exit 1
}

# The pages are made anew in a copy and compared, so that a check never changes what it checks.
check_pages() {
	local copy sources
	mapfile -t sources < <(find . -name '*.templ' -not -path './.cache/*')
	for made in $(find . -name '*_templ.go' -not -path './.cache/*'); do
		[ -f "${made%_templ.go}.templ" ] || fail "$made has no .templ beside it: delete it"
	done
	[ ${#sources[@]} -gt 0 ] || return 0
	copy=$(mktemp -d)
	trap "rm -rf '$copy'" EXIT
	cp --parents "${sources[@]}" "$copy"
	go tool templ generate -log-level error -path "$copy"
	for source in "${sources[@]}"; do
		cmp -s "${source%.templ}_templ.go" "$copy/${source%.templ}_templ.go" ||
			fail "${source%.templ}_templ.go is not what $source makes: run 'make generate'"
	done
}

check_format() {
	local wrong
	wrong=$(find . -name '*.go' -not -path './.cache/*' -exec gofmt -l {} +)
	[ -z "$wrong" ] || fail "run gofmt -w on:"$'\n'"$wrong"
}

check_pages
check_format
go vet "${@:-./...}"
