#!/usr/bin/env bash
# Installs what the tests need and this machine lacks; does nothing, quickly, when all is there.
# Whatever cannot be had ends the run: a test that is skipped shows nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

CACHE=$PWD/.cache
OLD_CHROMIUM=chrome-aws-lambda@5.3.1 # holds a real Chromium 86, the oldest browser that offices still use
OLD_CHROMIUM_SHA256=e258e73f4d5957f39de30f6343a2f44de425d978d8058631e4e9d20111c2222a
AXE=axe-core@4.14.1
AXE_SHA256=e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745

fail() {
	echo "tools: $*" >&2
	exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || { has initdb && has pg_ctl; }; }

has_chinese_faces() { has fc-list && fc-list :lang=zh-cn family | grep -q 'CJK SC'; }

# missing_packages prints the Debian packages that this machine lacks, one a line.
missing_packages() {
	has chromium-headless-shell || has chromium || echo chromium
	has pdfinfo || echo poppler-utils
	has qpdf || echo qpdf
	has_postgres || echo postgresql
	has_chinese_faces || printf 'fontconfig\nfonts-noto-cjk\n'
	has brotli || echo brotli
	has npm || echo npm
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif has sudo; then
		sudo "$@"
	else
		fail "not root and no sudo: install as root: $*"
	fi
}

# lighter_browser installs Chromium without windows where it can be had: it is quicker, and chromium does as well.
lighter_browser() {
	has chromium-headless-shell && return
	has apt-get && { [ "$(id -u)" = 0 ] || has sudo; } || return 0
	local apt=(as_root env DEBIAN_FRONTEND=noninteractive apt-get -qqy -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300
		-o Acquire::http::Timeout=20 -o Acquire::Retries=1)
	echo "tools: installing chromium-headless-shell"
	{ apt-cache show chromium-headless-shell >/dev/null 2>&1 || "${apt[@]}" update; } &&
		"${apt[@]}" install --no-install-recommends chromium-headless-shell ||
		echo "tools: chromium-headless-shell cannot be had here; going on with chromium"
}

install_packages() {
	local packages
	mapfile -t packages < <(missing_packages)
	[ ${#packages[@]} -gt 0 ] || return 0
	has apt-get || fail "no apt-get here; install by hand what these Debian packages hold: ${packages[*]}"
	echo "tools: installing ${packages[*]}"
	as_root apt-get -qq -o DPkg::Lock::Timeout=300 update
	as_root env DEBIAN_FRONTEND=noninteractive \
		apt-get -qqy -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 install --no-install-recommends "${packages[@]}"
	mapfile -t packages < <(missing_packages)
	[ ${#packages[@]} -eq 0 ] || fail "still missing after the installation: ${packages[*]}"
}

# fetch NAME@VERSION SHA256 DIR unpacks one npm package into DIR after checking its digest.
fetch() {
	local archive
	echo "tools: fetching $1"
	archive=$(cd "$3" && npm pack --silent "$1" </dev/null) || fail "npm cannot fetch $1"
	echo "$2  $3/$archive" | sha256sum --check --quiet || fail "$1 is not the file that was tried"
	tar -xzf "$3/$archive" -C "$3"
}

# install_once DIR FUNCTION runs FUNCTION in a scratch folder and moves the result to DIR in one step.
install_once() {
	[ ! -d "$1" ] || return 0
	mkdir -p "$CACHE"
	local scratch
	scratch=$(mktemp -d "$CACHE/scratch.XXXXXX")
	trap "rm -rf '$scratch'" EXIT
	mkdir "$scratch/out"
	"$2" "$scratch"
	[ -d "$1" ] || mv -T "$scratch/out" "$1"
	rm -rf "$scratch"
}

make_old_chromium() {
	fetch "$OLD_CHROMIUM" "$OLD_CHROMIUM_SHA256" "$1"
	brotli -d -o "$1/out/chromium" "$1/package/bin/chromium.br"
	chmod +x "$1/out/chromium"
	if ldd "$1/out/chromium" | grep 'not found'; then
		fail "Chromium 86 lacks the libraries above"
	fi
}

make_axe() {
	fetch "$AXE" "$AXE_SHA256" "$1"
	cp "$1/package/axe.min.js" "$1/package/LICENSE" "$1/out/"
}

install_packages
lighter_browser
install_once "$CACHE/chromium86" make_old_chromium
install_once "$CACHE/axe-4.14.1" make_axe
