"""Runs the real bot as an operator does, and breaks what an operator's machine breaks.

    python3 Tests/Operation/operation_test.py .build/debug/roundtable

It needs a Linux machine and nothing else. Each check has a folder and a chat room of its own; the token of all of
them is a canary that must be found nowhere afterwards: in no file, log, output or command line.
"""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import mirror
from room import Room

ROOT = Path(__file__).resolve().parents[2]
CANARY = "canary-7f3a91c2-do-not-print"
BINARY = Path()
OUTPUTS = []
# More make sense for a release alone: SENDERS=20000.
SENDERS = int(os.environ.get("SENDERS", "1000"))


class Bot:
    """The bot on a folder, talking with a room."""

    def __init__(self, folder: Path, room: Room):
        self.folder, self.room, self.process = folder, room, None
        self.state, self.log = folder / "state", folder / "bot.log"
        self.token = folder / "token"
        self.token.write_text(CANARY)
        self.token.chmod(0o600)
        self.environment = {
            "PATH": os.environ["PATH"], "SWIFT_BACKTRACE": "enable=no", "ROUNDTABLE_RESOURCES": str(ROOT), "CHAT_URL": room.url, "CHAT_TOKEN_FILE": str(self.token)}
        self.common = ["--endpoint", "plain", "--state", str(self.state), "--coordinator", "ana"]

    def start(self, *options, polls: bool = True, **others) -> "Bot":
        """Starts it and waits until it reads; its log goes to a file."""
        before = self.room.polls
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [BINARY, "run", *self.common, "--from", "oldest", *options], cwd=ROOT, stderr=log,
                env={**self.environment, **others.pop("environment", {})}, **others)
        assert not polls or self.room.wait(lambda: self.room.polls > before), self.log.read_text()
        return self

    def run(self, *words, expect: int = 0, **others) -> str:
        """Runs another subcommand and gives what it printed."""
        done = subprocess.run(
            [BINARY, *words], cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=60, **others)
        OUTPUTS.append(done.stdout + done.stderr)
        assert done.returncode == expect, f"{words} gave {done.returncode}, not {expect}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def on_state(self, *words, expect: int = 0) -> str:
        """Runs a subcommand on the state folder."""
        return self.run(*words, "--state", str(self.state), expect=expect)

    def end(self, number: int = signal.SIGTERM) -> float:
        """Ends it by a signal; gives the seconds that took."""
        began = time.monotonic()
        self.process.send_signal(number)
        code = self.process.wait(30)
        if number == signal.SIGTERM:
            assert code == 0, f"SIGTERM gave {code}"
        return time.monotonic() - began

    def ask(self, text: str, author: str = "ana", **others) -> str:
        """Says something and gives the answer."""
        message = self.room.say(text, author, **others)
        assert self.room.wait(lambda: self.room.answers(message), 60), f"`{text}` was not answered: {self.log.read_text()}"
        return self.room.answers(message)[0]

    def status(self, name: str) -> int:
        """A figure of /proc/PID/status, in kilobytes."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith(name)))


def full_disk(bot: Bot) -> str:
    """On a full disk changes are refused in words, stay refused over kill -9, and all goes on when there is room."""
    bot.start()
    # A file that may not grow stands for a disk without room; the reserve lies below the bound.
    journal = bot.state / "journal.jsonl"
    while not journal.exists() or journal.stat().st_size < 70_000:
        lines = [("!topic list", "ana")] * 40
        asked = bot.room.say_all(lines)
        assert bot.room.wait(lambda: bot.room.answers(asked[-1]))
    size = journal.stat().st_size
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    refused = bot.ask("!topic gulls")
    assert refused.startswith("Not saved"), refused
    assert "Proposes a topic" in bot.ask("!help topic", "bo")
    bot.end(signal.SIGKILL)
    bot.start()
    assert "added" in bot.ask("!topic terns")
    assert len([post for post in bot.room.posts if "gulls" in post["text"]]) == 0
    asked = bot.room.say("!topic")
    assert bot.room.wait(lambda: bot.room.answers(asked))
    assert "terns" in bot.room.answers(asked)[0] and "gulls" not in bot.room.answers(asked)[0]
    bot.end()
    return f"refused at {size} bytes of journal"


def full_output(bot: Bot) -> str:
    """Where a result or a complaint can't be written, the exit code says so, and nothing crashes."""
    bot.start()
    bot.ask("!topic bees")
    bot.end()
    common = ["--state", str(bot.state)]
    cases = [(["state", *common], "stdout", 74), (["dead-letters", "list", *common], "stdout", 74),
             (["commands"], "stdout", 74), (["state", "--state", "/etc/passwd"], "stderr", 73)]
    with open("/dev/full", "wb") as full:
        for words, stream, expected in cases:
            done = subprocess.run([BINARY, *words], cwd=ROOT, env=bot.environment, timeout=60, **{stream: full})
            assert done.returncode == expected, f"{words} gave {done.returncode}, not {expected}"
    return f"{len(cases)} commands"


def unusable_folder(bot: Bot) -> str:
    """A folder that can't be written to ends the process at once (a second, more on a busy machine), with its path and code 73."""
    bot.state.mkdir()
    bot.state.chmod(0o555)
    os.chmod(bot.folder, 0o755)
    bot.token.chmod(0o640)
    user = None
    if os.getuid() == 0:
        user = 65534
        os.chown(bot.token, user, user)
    began = time.monotonic()
    bot.start(polls=False, user=user)
    code = bot.process.wait(10)
    took = time.monotonic() - began
    log = bot.log.read_text()
    assert code == 73 and took < 4 and str(bot.state) in log and bot.room.polls == 0, f"{code} {took} {log}"
    return f"{took:.2f} s"


def sigterm(bot: Bot) -> str:
    """SIGTERM under load ends it soon with code 0 (two seconds, twice that on a busy machine), and nothing is lost or doubled."""
    bot.start()
    asked = []
    slowest = 0.0
    for _ in range(4):
        asked += bot.room.say_all([(f"!topic subject {len(asked) + number}", "ana") for number in range(150)])
        time.sleep(0.3)
        slowest = max(slowest, bot.end())
        # Whoever starts it may have blocked the signal for itself.
        bot.start(preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM]))
    assert slowest < 4, f"{slowest} s"
    assert bot.room.wait(lambda: all(bot.room.answers(one) for one in asked), 60)
    assert all(len(bot.room.answers(one)) == 1 for one in asked)
    bot.end()
    return f"{len(asked)} commands, the slowest end took {slowest:.2f} s"


def watchdog(bot: Bot) -> str:
    """The heartbeat is written while messages are read and not while the service is away; the manager hears all along."""
    heart = bot.folder / "heartbeat"
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    manager.bind(str(bot.folder / "notify"))
    manager.settimeout(15)
    bot.start("--heartbeat", str(heart), "--log-format", "json",
              environment={"NOTIFY_SOCKET": str(bot.folder / "notify")})
    assert manager.recv(100) == b"READY=1"
    assert manager.recv(100) == b"WATCHDOG=1"
    bot.ask("!help")
    time.sleep(6)
    bot.ask("!help")
    assert time.time() - heart.stat().st_mtime < 8
    assert heart.read_text().startswith("20")
    bot.room.token = "another"
    # A poll that the room holds open is answered first.
    assert bot.room.wait(lambda: bot.room.turned_away, 60), "nobody asks with the old token"
    time.sleep(9)
    assert time.time() - heart.stat().st_mtime > 8, "it beats although nothing can be read"
    assert manager.recv(100) == b"WATCHDOG=1"
    bot.room.token = CANARY
    bot.end()
    told = []
    while not told or told[-1] != b"STOPPING=1":
        told.append(manager.recv(100))
    lines = [json.loads(line) for line in bot.log.read_text().splitlines()]
    assert all({"time", "level", "message"} <= set(line) for line in lines)
    refusals = [line for line in lines if "token" in line["message"]]
    assert 1 <= len(refusals) <= 2, refusals
    return f"{len(lines)} lines of log"


def restored(bot: Bot) -> str:
    """A damaged state is refused by name; restore says what it loses, does it when told to, and keeps the bytes."""
    bot.start()
    for number in range(3):
        bot.ask(f"!topic subject {number}")
        bot.end()
        bot.start()
    bot.end()
    assert "Nothing was changed" in bot.on_state("restore", "--yes")
    whole = (bot.state / "state.json").read_bytes()
    damaged = whole[:200] + b"#" + whole[201:]
    (bot.state / "state.json").write_bytes(damaged)
    refusal = bot.run("run", *bot.common, expect=76)
    assert "state.json" in refusal and "state.1.json" in refusal and "roundtable restore" in refusal, refusal
    assert "✗ state.json" in bot.run("check", "--deep", *bot.common, expect=1)
    told = bot.on_state("restore", expect=64)
    assert "loses nothing" in told and "--yes" in told, told
    assert (bot.state / "state.json").read_bytes() == damaged
    assert "Done." in bot.on_state("restore", "--yes")
    aside = next(bot.state.glob("aside-*"))
    assert (aside / "state.json").read_bytes() == damaged
    checked = bot.run("check", "--deep", *bot.common)
    assert "3 topics" in checked and "✗" not in checked, checked
    bot.start()
    assert bot.on_state("restore", "--yes", expect=75)
    assert "subject 1" in bot.ask("!topic")
    bot.end()
    return f"kept in {aside.name}"


def dead_letters(bot: Bot) -> str:
    """What the service refuses for good holds up nobody, can be looked at beside the bot, and goes out once when retried."""
    bot.room.refuses = "poison"
    bot.start()
    poisoned = [bot.room.say(f"!topic poison {number}") for number in range(3)]
    bot.ask("!topic bees")
    listed = bot.on_state("dead-letters", "list")
    assert listed.count("poison") == 3 and "not_in_this_room" in listed or "400" in listed, listed
    assert bot.on_state("dead-letters", "retry", "--all", expect=75)
    bot.end()
    bot.on_state("dead-letters", "retry", "9", expect=64)
    dropped = listed.splitlines()[3].split("poison ")[1][0]
    bot.on_state("dead-letters", "drop", "2")
    bot.room.refuses = ""
    bot.on_state("dead-letters", "retry", "--all")
    assert "no dead letters" in bot.on_state("dead-letters", "list")
    bot.start()
    wanted = [one for number, one in enumerate(poisoned) if str(number) != dropped]
    arrived = bot.room.wait(lambda: all(bot.room.answers(one) for one in wanted))
    assert arrived, f"{bot.room.posts} {bot.log.read_text()}"
    bot.end()
    bot.start()
    bot.ask("!help")
    bot.end()
    counts = sorted(len(bot.room.answers(one)) for one in poisoned)
    assert counts == [0, 1, 1], counts
    return f"{len(listed.splitlines()) // 2} letters"


def secrets(bot: Bot) -> str:
    """The token is in no log, state, output, export or command line, whatever is done; and no core is ever written."""
    bot.start("--log-format", "json")
    bot.ask("!topic bees")
    bot.ask(f"!topic what is {CANARY[:6]}")
    line = Path(f"/proc/{bot.process.pid}/cmdline").read_bytes()
    assert CANARY.encode() not in line
    limits = Path(f"/proc/{bot.process.pid}/limits").read_text()
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"], core
    bot.room.token = "another"
    time.sleep(2)
    bot.room.token = CANARY
    for words in (["check"], ["check", "--deep"]):
        bot.run(*words, *bot.common)
    bot.on_state("state")
    for form in ("csv", "md", "json"):
        bot.on_state("export", form, "topics", "--out", str(bot.folder / "out"))
    bot.on_state("report", "--out", str(bot.folder / "out"))
    bot.end(signal.SIGABRT)
    bot.environment["CHAT_URL"] = "http://nowhere.invalid"
    bot.run("check", *bot.common, expect=1)
    bot.run("run", *bot.common, expect=78)
    bot.environment["CHAT_URL"] = bot.room.url
    bot.token.chmod(0o644)
    bot.run("run", *bot.common, expect=78)
    assert not list(ROOT.glob("core*")) and not list(bot.folder.rglob("core*"))
    return core


PROFILES = {
    # The functions that let the bot in, and what its environment holds; {url} is the service.
    "plain": (mirror.plain, {"CHAT_URL": "{url}", "CHAT_TOKEN": CANARY}),
    "webhook": (mirror.plain, {"CHAT_URL": "{url}", "CHAT_TOKEN": CANARY, "CHAT_WEBHOOK_URL": "{url}/hook/" + CANARY}),
    "matrix": (mirror.matrix, {"MATRIX_HOMESERVER": "{url}", "MATRIX_TOKEN": CANARY}),
    "mattermost": (mirror.mattermost, {"MATTERMOST_URL": "{url}", "MATTERMOST_TOKEN": CANARY}),
    "telegram": (mirror.telegram, {"TELEGRAM_TOKEN": CANARY}),
}


def echoed(bot: Bot) -> str:
    """A service that answers wrongly with all that it was sent finds no way to have the token written down."""

    def attempt(name: str, fault) -> None:
        service, wanted = PROFILES[name]
        glass = mirror.Mirror(service, fault)
        folder = bot.folder / f"{name}-{fault}"
        folder.mkdir()
        profile = folder / f"{name}.yaml"
        text = (ROOT / f"Config/endpoints/{name}.yaml").read_text()
        profile.write_text(text.replace("https://api.telegram.org", glass.url))
        environment = {**bot.environment, **{key: value.replace("{url}", glass.url) for key, value in wanted.items()}}
        environment.pop("CHAT_TOKEN_FILE")
        common = ["--endpoint", str(profile), "--state", str(folder / "state"), "--coordinator", "ana"]
        try:
            with (folder / "log").open("wb") as log:
                process = subprocess.Popen(
                    [BINARY, "run", *common, "--from", "oldest"], cwd=ROOT, stdout=log, stderr=log, env=environment)
            try:
                deadline = time.monotonic() + 15
                while time.monotonic() < deadline and process.poll() is None and not glass.was_told:
                    time.sleep(0.05)
                time.sleep(0.5)
                assert glass.was_told, f"{name} {fault}: nothing was said: {glass.seen} {(folder / 'log').read_text()}"
            finally:
                process.terminate()
                process.wait(30)
            for words in (["check", *common], ["state", *common[2:4]], ["dead-letters", "list", *common[2:4]]):
                done = subprocess.run(
                    [BINARY, *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
                OUTPUTS.append(done.stdout + done.stderr)
        finally:
            glass.close()
            profile.unlink()

    pairs = [(name, fault) for name in PROFILES for fault in mirror.FAULTS]
    with ThreadPoolExecutor(8) as pool:
        for result in [pool.submit(attempt, *pair) for pair in pairs]:
            result.result()
    return f"{len(PROFILES)} profiles, {len(mirror.FAULTS)} faults"


def crowd(bot: Bot) -> str:
    """A crowd of senders costs a bounded amount of memory, and somebody else is answered meanwhile."""
    bot.start()
    bot.ask("!help")
    before, slowest = bot.status("VmRSS"), 0.0
    for batch in range(SENDERS // 500):
        bot.room.say_all([("!topic list", f"stranger-{batch}-{number}") for number in range(500)])
        began = time.monotonic()
        bot.ask("!help topic", "bo")
        slowest = max(slowest, time.monotonic() - began)
    grown = bot.status("VmRSS") - before
    bot.end()
    state = sum(file.stat().st_size for file in bot.state.rglob("*") if file.is_file())
    assert grown < 64 << 10, f"{grown} kB"
    return f"{SENDERS} senders, {grown} kB more, state {state >> 10} kB, slowest answer {slowest:.1f} s"


CHECKS = [unusable_folder, full_disk, full_output, sigterm, watchdog, restored, dead_letters, secrets, echoed, crowd]


def leaks(folder: Path) -> list:
    """The files in which the canary stands, other than those that are its own."""
    files = [file for file in folder.rglob("*") if file.is_file() and file.name != "token"]
    found = [str(file) for file in files if CANARY.encode() in file.read_bytes()]
    return found + [text for text in OUTPUTS if CANARY in text]


def main() -> int:
    """Runs all checks, or those that are named; gives the exit code."""
    global BINARY
    if len(sys.argv) < 2:
        print(__doc__)
        return 64
    BINARY = Path(sys.argv[1]).resolve()
    failures = 0
    for check in CHECKS:
        if sys.argv[2:] and check.__name__ not in sys.argv[2:]:
            continue
        with tempfile.TemporaryDirectory() as name:
            bot = Bot(Path(name), Room(CANARY))
            began = time.monotonic()
            try:
                found = check(bot)
                found_leaks = leaks(Path(name))
                assert not found_leaks, f"the token is in {found_leaks}"
                print(f"✓ {check.__doc__} ({found}; {time.monotonic() - began:.0f} s)", flush=True)
            except Exception as error:  # Whatever went wrong, the others are still worth knowing.
                failures += 1
                print(f"✗ {check.__doc__} {error}", flush=True)
                if not isinstance(error, AssertionError):
                    traceback.print_exc()
            finally:
                if bot.process and bot.process.poll() is None:
                    bot.process.kill()
                bot.room.server.shutdown()
    print("operation_test: " + ("all checks passed" if failures == 0 else f"{failures} failed"))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
