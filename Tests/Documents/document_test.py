"""Reads what the program exports with other people's programs, and compares it with its state.

    python3 Tests/Documents/document_test.py .build/debug/roundtable .build/document-fixtures

The folder is written by the Swift tests (DocumentFixtureTests): a state full of texts that mean something
to spreadsheets, browsers and readers. What is needed from PyPI goes into a folder of its own,
.build-documents. The last line counts what passed and what failed.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import traceback

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ENVIRONMENT = ROOT / ".build-documents"


def enter_environment():
    """Makes the folder with what comes from PyPI, and goes on inside of it."""
    python = ENVIRONMENT / "bin" / "python"
    wanted = HERE / "requirements.txt"
    stamp = ENVIRONMENT / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != wanted.read_text():
        print("Installing html5lib and markdown-it-py from PyPI into .build-documents …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
             "-r", str(wanted)], check=True)
        stamp.write_text(wanted.read_text())
    if pathlib.Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        os.execv(python, [str(python), *sys.argv])


class Program:
    """The program on a state folder."""

    def __init__(self, binary, configuration, state):
        self.binary = str(pathlib.Path(binary).resolve())
        self.configuration = configuration
        self.state = state

    def run(self, *words, code=0):
        """Runs a subcommand; what it prints, both ways."""
        done = subprocess.run(
            [self.binary, *words, "--state", str(self.state), "--config", str(self.configuration),
             "--resources", str(ROOT)],
            capture_output=True, timeout=60)
        said = done.stdout.decode() + done.stderr.decode()
        assert done.returncode == code, f"{words} ended with {done.returncode}: {said}"
        return said

    def running(self):
        """A bot on the state folder, without a chat service that answers."""
        return subprocess.Popen(
            [self.binary, "run", "--endpoint", "plain", "--state", str(self.state), "--config",
             str(self.configuration), "--resources", str(ROOT)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env={**os.environ, "CHAT_URL": "http://127.0.0.1:1", "CHAT_TOKEN": "secret"})

    def community(self):
        """What `state` says of the community."""
        return json.loads(self.run("state"))["communities"][0]


class Exports:
    """Everything that can be exported, by subject and form."""

    def __init__(self, program, folder):
        self.files = {}
        folder.mkdir()
        forms = {"csv": ["csv"], "json": ["json"], "md": ["md"],
                 "trello": ["trello.json", "trello.csv"], "bookmarks": ["html"], "eml": ["eml"]}
        subjects = ["attendance", "members", "rsvps", "sessions", "topics", "actions", "feedback",
                    "minutes", "resources", "measures", "impact", "stories"]
        for subject in subjects:
            for form, suffixes in forms.items():
                if form == "trello" and subject not in ("topics", "actions"):
                    continue
                if form == "eml" and subject != "minutes":
                    continue
                if form == "bookmarks" and subject != "resources":
                    continue
                program.run("export", form, subject, "--out", str(folder))
                for suffix in suffixes:
                    path = folder / f"data.{subject}.{suffix}"
                    assert path.stat().st_mode & 0o777 == 0o600, f"{path} can be read by others"
                    self.files[subject, suffix] = path.read_bytes()

    def __getitem__(self, key):
        return self.files[key]


def main():
    import checks

    binary, fixtures = sys.argv[1], pathlib.Path(sys.argv[2])
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        shutil.copytree(fixtures / "state", work / "state")
        program = Program(binary, fixtures / "roundtable.yaml", work / "state")
        exports = Exports(program, work / "out")
        for name, check in checks.all_checks():
            try:
                check(program, exports, work)
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
