"""Opens the room's page in headless Chromium and uses it as newcomers do.

    python3 Tests/Page/page_test.py -- <command that starts the demo>
    python3 Tests/Page/page_test.py --address http://127.0.0.1:8080

The first line that the command writes must be the page's address. Needs Debian's packages chromium
and chromium-driver; what it needs from PyPI goes into a folder of its own, .build-page. Screenshots
are stored in .build/page (fonts-noto-color-emoji shows the emoji in colour). The last line counts what passed and what failed.
"""

import argparse
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ENVIRONMENT = ROOT / ".build-page"
PICTURES = ROOT / ".build" / "page"


def require_browser():
    """Ends with what to do where there is no browser."""
    missing = [name for name in ("chromium", "chromedriver") if not shutil.which(name)]
    if missing:
        raise SystemExit(f"{' and '.join(missing)} not found: apt-get install chromium chromium-driver")


def enter_environment():
    """Makes the folder with what comes from PyPI, and goes on inside of it."""
    python = ENVIRONMENT / "bin" / "python"
    wanted = HERE / "requirements.txt"
    stamp = ENVIRONMENT / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != wanted.read_text():
        print("Installing selenium and axe-core from PyPI into .build-page …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
        for line in wanted.read_text().splitlines():
            if not line or line.startswith("#"):
                continue
            alone = ["--no-deps"] if line.startswith("axe") else []
            subprocess.run(
                [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *alone,
                 line], check=True)
        stamp.write_text(wanted.read_text())
    if pathlib.Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        os.execv(python, [str(python), *sys.argv])


class Demo:
    """A running demo: one that was found, or one that is started and ended here."""

    def __init__(self, address, command):
        self.address, self.command, self.process = address, command, None
        if command:
            self.address = self.start(command)

    @property
    def can_restart(self):
        """Whether the demo can be ended and started again at the same port."""
        return "--port" in (self.command or [])

    def start(self, command):
        """Starts the demo and returns the address that it writes first."""
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
        line = self.process.stdout.readline().decode().strip()
        if not line.startswith("http"):
            self.stop()
            raise SystemExit(f"{shlex.join(command)}: the first line is no address: {line!r}")
        # Nobody reads on, so what else it writes must not fill the pipe and hold it up.
        self.drain = subprocess.Popen(["cat"], stdin=self.process.stdout, stdout=subprocess.DEVNULL)
        self.process.stdout.close()
        return line

    def stop(self):
        """Ends the demo that was started here."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def start_again(self):
        """Starts the ended demo at the port that it had."""
        command = list(self.command)
        command[command.index("--port") + 1] = self.address.rstrip("/").rsplit(":", 1)[1]
        self.start(command)


def run(demo, names):
    """Runs the checks in order; returns how many passed and how many failed."""
    # Selenium is there only once the environment has been entered.
    from checks import CHECKS, Visit

    # A demo that was found running is not ours to end.
    checks = [check for check in CHECKS if demo.can_restart or check.__name__ != "restart"]
    passed = failed = 0
    visit = Visit(demo, PICTURES)
    try:
        for check in checks:
            if names and check.__name__ not in names:
                continue
            started = time.monotonic()
            try:
                check(visit)
                passed += 1
                word = "ok  "
            except Exception as error:
                failed += 1
                word = "FAIL"
                if isinstance(error, AssertionError):
                    print(f"     {error}")
                else:
                    traceback.print_exc()
                visit.remember_failure(check.__name__)
            print(f"{word} {check.__doc__} ({time.monotonic() - started:.1f} s)", flush=True)
    finally:
        visit.close()
    return passed, failed


def main():
    """Reads the arguments, runs the checks and says how they went."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--address", help="the page of a demo that runs already")
    parser.add_argument("--only", action="append", default=[], help="the name of a check to run")
    parser.add_argument("command", nargs="*", help="starts the demo")
    options = parser.parse_args()
    if bool(options.address) == bool(options.command):
        parser.error("give either --address or, after --, the command that starts the demo")
    require_browser()
    enter_environment()
    PICTURES.mkdir(parents=True, exist_ok=True)
    demo = Demo(options.address, options.command)
    try:
        passed, failed = run(demo, options.only)
    finally:
        demo.stop()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
