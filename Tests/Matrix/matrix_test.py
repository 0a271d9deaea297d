"""Plays a community's evening on a real Matrix homeserver, with the real bot, and compares every line.

    python3 Tests/Matrix/matrix_test.py .build/debug/roundtable

Synapse is installed from PyPI in a virtual environment that is kept. Its database, the state of the bot
and both logs lie in a temporary folder, which is kept where a check failed.
"""

import signal
import sys
import time
import traceback
from pathlib import Path

import afterwards
import community
import hour
import troubles
from evening import Evening
from homeserver import ROOT, install

CHECKS = community.EARLY + troubles.CHECKS + community.LATE + hour.CHECKS + afterwards.CHECKS
SEED = 20261203


def play(evening: Evening) -> None:
    """Runs the checks one after another, each on what the ones before it left; counts those that pass."""
    for check in CHECKS:
        name = check.__name__.replace("_", " ")
        began = time.monotonic()
        try:
            check(evening)
            evening.require_words()
            evening.passed += 1
            print(f"✓ {name} ({time.monotonic() - began:.1f} s)", flush=True)
        except Exception as error:  # Whatever went wrong, the others are still worth knowing.
            print(f"✗ {name} ({time.monotonic() - began:.1f} s): {error}", flush=True)
            if not isinstance(error, AssertionError):
                print(traceback.format_exc(), flush=True)


def stop(number, frame) -> None:
    """Ends as Ctrl-C does, so that the processes are ended on the way out."""
    raise KeyboardInterrupt


def main() -> int:
    """Runs the whole test; gives the exit code."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 64
    # A path that names no folder would be looked for in PATH.
    binary = Path(sys.argv[1]).resolve()
    if not binary.is_file():
        print(f"{binary} is not there: `make build` makes it.")
        return 64
    signal.signal(signal.SIGTERM, stop)
    began = time.monotonic()
    print(f"Synapse {install()}, ready after {time.monotonic() - began:.0f} s", flush=True)
    evening = Evening(binary, SEED)
    try:
        evening.open()
        play(evening)
    except KeyboardInterrupt:
        print("Interrupted.")
    except RuntimeError as error:
        print(error)
    finally:
        failed = len(CHECKS) - evening.passed
        if failed:
            print(f"\nThe last lines of the bot:\n{evening.bot.last_lines() if evening.bot else ''}\n")
            print(f"Everything is kept in {evening.folder}")
        evening.close(keep=failed > 0)
    for line in evening.figures:
        print(f"  {line}")
    print(f"  {time.monotonic() - began:.0f} s in all")
    print(f"{evening.passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
