# `make run` and `make test` need Python ≥ 3.11 and nothing else; each step is done again only when its sources changed.
MAKEFLAGS += --no-builtin-rules --no-print-directory
# Where bytecode is not kept, each of the tests' many processes would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin
DONE := .venv/done
ALL_AT_ONCE := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header
# Also what the styles are chosen by: the words of templates and code.
BUILT_FROM := $(shell find static app -path static/dist -prune -o -path static/theme/samtavle.css -prune -o \
	-type f -name '*.pyc' -prune -o -type f -not -name '*.po' -print)

.PHONY: meaning run cluster test test-slow test-many check assets faults bench bench-arrivals bench-county bench-grid bench-loading bench-memory bench-peers bench-report bench-rooms bench-wall bench-writer setup lock clean browser
.DELETE_ON_ERROR:
ifeq ($(MAKELEVEL),0)
.NOTPARALLEL:
endif

run: setup
	@exec $(BIN)/samtavle serve --sample

# Two processes on PostgreSQL and NATS behind a proxy, with the sample seminar; Ctrl-C ends all of them.
cluster: setup $(DONE)/dev
	@exec $(BIN)/python -m cluster

test: setup $(DONE)/dev browser
	$(BIN)/pytest $(ALL_AT_ONCE)

# Roads that `make test` walks in one short form, in their other forms and for longer.
test-slow: setup $(DONE)/dev browser
	$(BIN)/pytest -m slow $(ALL_AT_ONCE)

check: $(DONE)/parts $(DONE)/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# The same tests on PostgreSQL and NATS, every server as two processes behind a proxy.
test-many: setup $(DONE)/dev browser
	$(BIN)/python -m tests.many $(BIN)/pytest $(ALL_AT_ONCE)

faults: setup $(DONE)/dev
	$(BIN)/pytest tests/faults -m faults

bench: setup $(DONE)/dev
	$(BIN)/python -m bench

# Beside Socket.IO, Hocuspocus and y-websocket's server, which are installed under bench/peers only.
bench-peers: setup $(DONE)/dev bench/peers/node_modules
	$(BIN)/python -m bench --peers

# One wall: 300 people in one room, 20 changes a second.
bench-wall: setup $(DONE)/dev
	$(BIN)/python -m bench --rooms 1 --people 300 --rate 20

bench/peers/node_modules: bench/peers/package-lock.json
	@$(BIN)/python bin/setup peers
	@touch $@

bench-writer: setup $(DONE)/dev
	$(BIN)/python -m bench.setting_up

bench-rooms: setup $(DONE)/dev
	$(BIN)/python -m bench.ramp

bench-memory: setup $(DONE)/dev
	$(BIN)/python -m bench.memory

bench-arrivals: setup $(DONE)/dev
	$(BIN)/python -m bench.arrivals

bench-county: setup $(DONE)/dev
	$(BIN)/python -m bench.county

# From 50 rooms to 500: pages, search, harvest and each export of 30,000 notes.
bench-report: setup $(DONE)/dev
	$(BIN)/python -m bench.report

# The grid open beside not open, with 50 and 200 rooms that write, and how soon a press is answered.
bench-grid: setup $(DONE)/dev
	$(BIN)/python -m bench.grid

bench-loading: setup $(DONE)/dev browser
	$(BIN)/python -m bench.loading

# Python's parts and the browser's come from different places and wait for the net: fetch them side by side.
setup:
	@$(MAKE) --jobs=2 $(DONE)/words assets

assets: static/dist/manifest.json

browser:
	@$(BIN)/python bin/setup browser

static/dist/manifest.json: $(DONE)/packages $(BUILT_FROM)
	@echo "· assets" >&2
	@$(BIN)/node static/build.mjs >/dev/null

$(DONE)/venv:
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && exec $$python -m venv .venv; \
	done; echo 'Samtavle needs Python 3.11 or newer.' >&2; exit 1
	@mkdir -p $(DONE) && touch $@

$(DONE)/installer: $(DONE)/venv requirements-build.txt
$(DONE)/parts: $(DONE)/installer requirements.txt pyproject.toml
$(DONE)/dev: $(DONE)/parts requirements-dev.txt
$(DONE)/words: $(DONE)/parts requirements-words.txt $(wildcard app/lexicon/*.py app/lexicon/*.toml)
$(DONE)/packages: $(DONE)/installer package.json package-lock.json requirements-node.txt

$(DONE)/installer $(DONE)/parts $(DONE)/words $(DONE)/dev $(DONE)/packages:
	@$(BIN)/python bin/setup $(@F)
	@touch $@

# New pins: versions and hashes, but no address, so that any mirror serves as well.
lock: $(DONE)/parts
	$(COMPILE) pyproject.toml --output-file requirements.txt $(UPGRADE)
	$(COMPILE) --group dev --constraint requirements.txt --output-file requirements-dev.txt $(UPGRADE)
	$(COMPILE) --group build --output-file requirements-build.txt $(UPGRADE)
	$(COMPILE) --group node --output-file requirements-node.txt $(UPGRADE)
	$(COMPILE) --group meaning --output-file requirements-meaning.txt $(UPGRADE)
	$(COMPILE) --group words --no-deps --output-file requirements-words.txt $(UPGRADE)

# The extra [meaning]: notes that say something like each other, found on the server itself.
meaning: $(DONE)/parts
	@$(BIN)/python bin/setup meaning

clean:
	rm -rf .venv node_modules bench/peers/node_modules static/dist static/theme/samtavle.css
