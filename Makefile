# Two commands do all the set-up: `make serve` and `make test`. `make` alone prints this list.
#
# CONFIG=debug builds faster after a change and runs slower.
# SETUP=true skips the look at installed packages, for systems without apt-get.

CONFIG ?= release
SETUP ?= scripts/setup

program = .build/$(CONFIG)/backstage
media = .build/demo-media
demo = .build/demo-data
swift_code = Sources Tests Package.swift

.PHONY: help serve demo test lint format bench bench-media figures clean build ready

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

serve: ready build ## installs what is missing, builds, and serves your site from ./data
	@exec $(program) serve

demo: build ## the same with a small world to look around in, kept apart from your site
	@$(SETUP) --demo
	@scripts/demo-media $(media)
	@test -e $(demo)/sign-ins.txt || { rm -rf $(demo) && mkdir -p $(demo) && \
	  echo "Making the demonstration world" && \
	  BACKSTAGE_DATABASE= BACKSTAGE_DATA=$(demo) $(program) demo --fill-only --media $(media) >$(demo)/part.txt && \
	  mv $(demo)/part.txt $(demo)/sign-ins.txt; }
	@cat $(demo)/sign-ins.txt
	@BACKSTAGE_DATABASE= BACKSTAGE_DATA=$(demo) exec $(program) serve

test: ## every test: house check, suites on SQLite and PostgreSQL, walks in a real browser
	@$(SETUP) --test
	@scripts/test

lint: ## the house check, that the check can fail, and the layout of the Swift code
	@scripts/check-house --self-test
	@scripts/check-house
	@swift format lint --strict --parallel --recursive $(swift_code)
	@echo "lint: all in order"

format: ## lays out the Swift code as lint wants it
	@swift format --in-place --parallel --recursive $(swift_code)

bench: ready ## what a request costs, beside a bare route that returns the same bytes, on both engines
	@$(SETUP) --test
	@scripts/bench/run

bench-media: ready ## what uploads, films, pictures and ranges cost, beside cat, ffmpeg, vipsthumbnail and nginx
	@$(SETUP) --bench
	@scripts/bench/media

figures: build ## the figures of README and docs, measured: code, binary, start, memory
	@scripts/figures $(program)

clean: ## takes away what was built, the demonstration world and .venv; never ./data
	@rm -rf .build .build-* .venv

ready:
	@$(SETUP)

build: ready
	@echo "Building ($(CONFIG)); the first time this takes some minutes"
	@swift build -c $(CONFIG) --product backstage
