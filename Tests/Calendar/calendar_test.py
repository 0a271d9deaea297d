"""Reads the project's calendar files with other people's programs and compares what they find.

    python3 Tests/Calendar/calendar_test.py .build/calendar-fixtures

The folder is written by the Swift tests (CalendarFixtureTests): files that end in .ics, each with the
meetings that must be found in it beside it (.json), and the clocks of all zones. What is needed from
PyPI goes into a folder of its own, .build-calendar. The last line counts what passed and what failed.
"""

import json
import os
import pathlib
import subprocess
import sys
import traceback

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ENVIRONMENT = ROOT / ".build-calendar"


def enter_environment():
    """Makes the folder with what comes from PyPI, and goes on inside of it."""
    python = ENVIRONMENT / "bin" / "python"
    wanted = HERE / "requirements.txt"
    stamp = ENVIRONMENT / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != wanted.read_text():
        print("Installing icalendar, vobject and others from PyPI into .build-calendar …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
             "-r", str(wanted)], check=True)
        stamp.write_text(wanted.read_text())
    if pathlib.Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        os.execv(python, [str(python), *sys.argv])


class Fixture:
    """A calendar file and what must be found in it."""

    def __init__(self, path):
        self.name = path.stem
        self.bytes = path.read_bytes()
        expected = json.loads(path.with_suffix(".json").read_text())
        self.start, self.end = (expected[key] for key in ("from", "until"))
        self.meetings = expected["meetings"]

    def expected(self, cancelled=True):
        """The meetings as sorted tuples of identifier, start, end and title."""
        return sorted(
            (meeting["uid"], meeting["start"], meeting["end"], meeting["title"])
            for meeting in self.meetings if cancelled or not meeting["cancelled"])


def main():
    import checks

    folder = pathlib.Path(sys.argv[1])
    fixtures = [Fixture(path) for path in sorted(folder.glob("*.ics"))]
    if len(fixtures) < 5:
        raise SystemExit(f"{folder}: fewer fixtures than the Swift tests write; run them first")
    passed = failed = 0
    for name, check, arguments in checks.all_checks(fixtures, folder):
        try:
            check(*arguments)
            passed += 1
        except Exception as error:
            failed += 1
            print(f"FAILED {name}: {error}")
            if not isinstance(error, AssertionError):
                traceback.print_exc()
    print(f"{passed} passed, {failed} failed")
    raise SystemExit(1 if failed or not passed else 0)


if __name__ == "__main__":
    enter_environment()
    main()
