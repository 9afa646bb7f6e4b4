# The commands of a working day. `make test` is the whole truth: it installs what the tests need, then runs everything.

PKG ?= ./...
TIMEOUT ?= 30m

.PHONY: bench help build generate rules tools check test pictures

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

build: ## build the program into bin/shidian
	go build -trimpath -o bin/shidian ./cmd/shidian

generate: ## write again what is made by programs: pages from .templ files, docs/acts.md, docs/licences.md
	go tool templ generate -log-level error
	go run ./internal/tools/acts
	go run ./internal/tools/licences

rules: ## make every rule allow everything and see that its tests notice; writes docs/rules.md (a minute or two)
	go run ./internal/tools/mutate

tools: ## install what the tests need, where it is missing (asks sudo if not root)
	@scripts/tools.sh

check: ## formatting, vet, generated pages up to date
	@scripts/check.sh $(PKG)

test: tools check ## everything, on both databases and both browsers; one package: make test PKG=./internal/store
	@bash -o pipefail -c 'go run ./internal/testenv/withpostgres \
		go test -json -timeout $(TIMEOUT) $(PKG) | go run ./internal/tools/testcount'

pictures: tools ## take all pages anew and put them onto the contact sheets in docs/pictures
	rm -rf e2e/out
	PICTURES=1 go test -count=1 -timeout $(TIMEOUT) ./e2e/...
	go run ./e2e/sheet

bench: ## hold the program against its goals for the deadline hour, beside its peers (12 minutes); writes docs/bench.md
	cd bench && go run .
