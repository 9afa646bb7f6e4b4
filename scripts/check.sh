#!/usr/bin/env bash
# Generated pages, formatting and vet of the packages named (./... if none); the first thing that does not hold ends it.
# Writes nothing into the tree.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=("${@:-./...}")
folders=("${packages[@]%/...}")

fail() {
	echo "check: $*" >&2
	exit 1
}

files() { find "${folders[@]}" -name "$1" -not -path '*/.cache/*'; }

# A made page names its source as seen from the folder where templ was called, which is no difference.
same_page() {
	[ -f "$1" ] && cmp -s <(sed 's/FileName: `[^`]*`//' "$1") <(sed 's/FileName: `[^`]*`//' "$2")
}

# The pages are made anew in a copy and compared, so that a check never changes what it checks.
check_pages() {
	local copy source made
	files '*_templ.go' | while read -r made; do
		[ -f "${made%_templ.go}.templ" ] || fail "$made has no .templ beside it: delete it"
	done
	copy=$(mktemp -d)
	trap "rm -rf '$copy'" EXIT
	files '*.templ' | xargs -r cp --parents -t "$copy"
	go tool templ generate -log-level error -path "$copy"
	files '*.templ' | while read -r source; do
		made=${source%.templ}_templ.go
		same_page "$made" "$copy/$made" || fail "$made is not what $source makes: run 'make generate'"
	done
}

check_format() {
	local wrong
	wrong=$(files '*.go' | xargs -r gofmt -l)
	[ -z "$wrong" ] || fail "run gofmt -w on:"$'\n'"$wrong"
}

check_pages
check_format
go vet "${packages[@]}"
