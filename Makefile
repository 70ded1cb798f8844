# The two commands are `make run` and `make test`; `make help` lists all.
.DEFAULT_GOAL := help
SHELL := /bin/bash
SOURCES := Package.swift $(shell find Sources -type f 2>/dev/null)
RELEASE := .build/release-products
STUDIO := .build/studio/.stamp
WORKBENCH := .build/workbench/.stamp
STUDIO_SOURCES := $(shell find Studio $(addprefix Sources/,Values PDF Invoices BrowserCore browser-core) -type f 2>/dev/null)

.PHONY: help run test test-full test-product test-wasm bench format screenshots lint lock walls bootstrap clean

help: ## what there is
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(RELEASE) $(STUDIO) $(WORKBENCH) ## both planes and the sample company on this machine; Ctrl-C stops everything
	@exec "$$(cat $(RELEASE))/freehold" dev $(ARGUMENTS)

test: ## everything that must hold: format, lint, build, tests, walls (what CI runs)
	@Scripts/bootstrap test
	@Scripts/lint
	swift build --build-tests
	@Scripts/test
	@Scripts/walls
	@Scripts/wasm-test
	@$(MAKE) --no-print-directory test-product

test-product: ## the running product as a person in a real browser, an attacker and an unlucky machine meet it
	@Scripts/bootstrap test
	swift build
	@Scripts/studio
	@Scripts/workbench
	@FREEHOLD_BIN="$$(swift build --show-bin-path)" Scripts/browser-test
	@Scripts/product-test "$$(swift build --show-bin-path)"

test-full: test ## and what takes minutes: testssl.sh against both servers, the canary run, a minute of 200 people
	@Scripts/bootstrap full
	@Scripts/tls-test "$$(swift build --show-bin-path)"
	@Scripts/canary-test "$$(swift build --show-bin-path)"
	@FREEHOLD_LOAD_SECONDS=60 Scripts/product-test "$$(swift build --show-bin-path)" load

bench: $(RELEASE) ## the figures, as ratios measured side by side
	@Scripts/bootstrap bench
	swift build -c release --product bench-floor
	swift build -c release --product bench-asking
	@Scripts/bench $(ARGUMENTS)

screenshots: $(RELEASE) $(STUDIO) $(WORKBENCH) ## pictures of the main pages into docs/pictures
	@Scripts/bootstrap test
	@cd Tests/Browser && ../../Scripts/browser-python screenshots.py

format: ## lay the code out
	swift format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks

lint: ## format check and the house's own rules
	@Scripts/lint

test-wasm: ## the PDF core as WebAssembly in Chromium: the same bytes as natively
	@Scripts/bootstrap test
	@Scripts/wasm-test

lock: ## write dependencies.lock from what was resolved
	@Scripts/lock write

walls: ## clean builds of each server: what is linked is what the table allows
	@Scripts/walls

bootstrap: ## install the system packages that building, testing and measuring need
	@Scripts/bootstrap bench

clean: ## remove what was built; data of `make run` stays in .freehold
	rm -rf .build .venv

# The folder of the release products, newer than every source: an up-to-date second run builds nothing.
$(RELEASE): $(SOURCES)
	@Scripts/bootstrap run
	swift build -c release
	@swift build -c release --show-bin-path > $@

# What `/studio` serves: pages, scripts, fonts and the core as WebAssembly.
$(STUDIO): $(STUDIO_SOURCES) Scripts/studio Scripts/wasm
	@Scripts/bootstrap run
	@Scripts/studio
	@touch $@

# The editor of an app's spec, from Debian's CodeMirror.
$(WORKBENCH): $(wildcard Workbench/*) Scripts/workbench
	@Scripts/bootstrap run
	@Scripts/workbench
	@touch $@
