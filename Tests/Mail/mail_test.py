"""Lets the bot send mail to real servers and reads what arrives with Python's own mail package.

    python3 Tests/Mail/mail_test.py .build/debug/roundtable

What is needed from PyPI goes into a folder of its own, .build-mail. The last line counts what passed and
what failed.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ENVIRONMENT = ROOT / ".build-mail"


def enter_environment():
    """Makes the folder with what comes from PyPI, and goes on inside of it."""
    python = ENVIRONMENT / "bin" / "python"
    wanted = HERE / "requirements.txt"
    stamp = ENVIRONMENT / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != wanted.read_text():
        print("Installing aiosmtpd from PyPI into .build-mail …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
             "-r", str(wanted)], check=True)
        stamp.write_text(wanted.read_text())
    if pathlib.Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        os.execv(python, [str(python), *sys.argv])


class World:
    """A chat, a folder, and a bot between the chat and a mail server."""

    def __init__(self, program, folder, community="Data Practice"):
        from chat import Chat

        self.program = program
        self.folder = pathlib.Path(folder)
        self.community = community
        self.chat = Chat()
        self.bot = None
        self.password_file = self.folder / "password"
        self.set_password("canary-password")

    def set_password(self, password):
        self.password_file.write_text(password + "\n")
        self.password_file.chmod(0o600)

    def configure(self, **mail):
        lines = ["from: oldest"] + (["mail:"] if mail else [])
        lines += [f"  {key}: \"{value}\"" for key, value in mail.items()]
        lines += ["communities:", "  - key: main", f"    name: \"{self.community}\"",
                  "    zone: Europe/London", "    coordinators: [you]"]
        (self.folder / "roundtable.yaml").write_text("\n".join(lines) + "\n")

    def command(self, word):
        return [self.program, word, "--config", str(self.folder / "roundtable.yaml"),
                "--resources", str(ROOT), "--state", str(self.folder / "state")]

    def environment(self):
        kept = {key: value for key, value in os.environ.items() if not key.startswith("MAIL_")}
        return kept | {"CHAT_URL": self.chat.address, "CHAT_TOKEN": "canary-token",
                       "MAIL_PASSWORD_FILE": str(self.password_file)}

    def start(self):
        log = open(self.folder / "log", "ab")
        self.bot = subprocess.Popen(
            self.command("run"), env=self.environment(), stdout=log, stderr=log)
        since = self.chat.say("you", "!about")
        self.chat.wait("you", "Version", since)

    def check(self):
        done = subprocess.run(
            self.command("check"), env=self.environment(), capture_output=True, text=True)
        return [line for line in done.stdout.splitlines() if " mail: " in line][0]

    def ask(self, member, address, name=None):
        """Lets a member have a test letter sent to an address."""
        since = self.chat.say(member, f"!mail {address}", name)
        self.chat.wait(member, "I keep", since)
        since = self.chat.say(member, "!mail test", name)
        return self.chat.wait(member, "test letter", since)

    def log(self):
        return (self.folder / "log").read_text(errors="replace")

    def dead_letters(self):
        file = self.folder / "state" / "dead-letters.jsonl"
        return file.read_text() if file.exists() else ""

    def kill(self):
        if self.bot and self.bot.poll() is None:
            self.bot.kill()
            self.bot.wait()

    def close(self):
        if self.bot and self.bot.poll() is None:
            self.bot.terminate()
            assert self.bot.wait(timeout=10) == 0, self.log()
        self.chat.close()


def main():
    import logging
    import warnings

    import cases

    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)  # what the servers say of bots that mistrust them
    program = str(pathlib.Path(sys.argv[1]).resolve())
    wanted = sys.argv[2:]
    passed = failed = 0
    for case in cases.CASES:
        if wanted and case.__name__ not in wanted:
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            world = World(program, folder)
            try:
                case(world)
                world.close()
                passed += 1
                print(f"ok {case.__name__} ({time.monotonic() - began:.1f} s)", flush=True)
            except Exception as error:
                failed += 1
                print(f"FAILED {case.__name__}: {error}")
                if not isinstance(error, AssertionError):
                    traceback.print_exc()
                if (world.folder / "log").exists():
                    print(world.log()[-2000:])
            finally:
                world.kill()
    print(f"{passed} passed, {failed} failed")
    raise SystemExit(1 if failed or not passed else 0)


if __name__ == "__main__":
    enter_environment()
    main()
