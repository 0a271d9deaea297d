# Two commands matter: `make demo` and `make test`. The rest is for people who change the code.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
SECONDS ?= 60
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
BIN = .build/debug/roundtable
RELEASE = .build-release/release/roundtable

.PHONY: demo test build release setup lint format test-matrix test-page test-calendar test-mail test-documents test-operation simulate fuzz torture bench install commands clean

demo: build
	@$(BIN) demo

build: setup
	@$(SWIFT) build --product roundtable 1>&2

test: setup
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

# Installs what the build and the tests need and this machine lacks, and says so.
setup:
	@if ! pkg-config --exists libcurl 2>/dev/null; then \
	  echo "Installing libcurl4-openssl-dev and pkg-config (needed to build)…" 1>&2; \
	  $(SUDO) apt-get update -q 1>&2 && \
	  $(SUDO) apt-get install -y -q libcurl4-openssl-dev pkg-config 1>&2; \
	fi
	@if ! command -v strace >/dev/null; then \
	  echo "Installing strace (with which tests kill the bot at system calls)…" 1>&2; \
	  $(SUDO) apt-get update -q 1>&2 && $(SUDO) apt-get install -y -q strace 1>&2; \
	fi

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Fuzz Package.swift

format:
	$(SWIFT) format --in-place --recursive Sources Tests Fuzz Package.swift

test-matrix: build
	python3 Tests/Matrix/matrix_test.py $(BIN)

test-page: build
	python3 Tests/Page/page_test.py -- $(BIN) demo --port 0

# Other people's programs read the calendar files that the Swift tests write.
test-calendar: setup
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --filter CalendarFixtureTests
	python3 Tests/Calendar/calendar_test.py .build/calendar-fixtures

# Mail to real servers, read with Python's own mail package.
test-mail: build
	python3 Tests/Mail/mail_test.py $(BIN)

# Other people's programs read what is exported from a state that the Swift tests write.
test-documents: setup
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --filter DocumentFixtureTests
	python3 Tests/Documents/document_test.py $(BIN) .build/document-fixtures

# Feeds readers and writers with bytes that nobody would write.
fuzz: setup
	python3 Fuzz/fuzz.py --seconds $(SECONDS)

# The real binary on a full disk, with a damaged state, under SIGTERM, with a watchdog and with a canary for a token.
test-operation: build
	python3 Tests/Operation/operation_test.py $(BIN)

simulate: setup
	$(SWIFT) run -c release --scratch-path .build-release simulate seeds --from 1 --count 5000
	$(SWIFT) run -c release --scratch-path .build-release simulate year --first 1 --seeds 200

# Kills, starves and confuses the program as RELIABILITY.md tells; under an hour on two cores.
torture: release
	$(SWIFT) build -c release --scratch-path .build-release --product torture \
	  -Xswiftc -static-stdlib -Xswiftc -cross-module-optimization 1>&2
	.build-release/release/torture all

release: setup
	$(SWIFT) build -c release --scratch-path .build-release --product roundtable \
	  -Xswiftc -static-stdlib -Xswiftc -cross-module-optimization 1>&2

bench: release
	python3 Benchmarks/bench.py --output BENCHMARKS.md -- $(abspath $(RELEASE)) run \
	  --no-budgets --endpoint plain --from oldest --state {state} --coordinator {coordinator}
	python3 Benchmarks/groups.py --output BENCHMARKS.md -- $(abspath $(RELEASE))

install: release
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/roundtable
	install -m 755 $(RELEASE) $(DESTDIR)$(PREFIX)/bin/roundtable
	cp -R Config Prompts Packaging $(DESTDIR)$(PREFIX)/share/roundtable/

commands: build
	$(BIN) commands > COMMANDS.md

clean:
	rm -rf .build .build-*
