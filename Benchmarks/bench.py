#!/usr/bin/env python3
"""Measures the bot beside a C + libcurl floor, in the same minute, and writes BENCHMARKS.md.

    bench.py [options] -- BOT COMMAND LINE

The bot speaks the plain chat API: it finds the server in CHAT_URL and the token in CHAT_TOKEN. In its
command line {state} stands for an empty folder for its state and {coordinator} for the id of the member
who plans the session. Without a command line the floor is compared with itself, which shows the noise.

For each kind of command both start on nothing, each with a chat server of its own (server.c), and take
turns, so that a busy machine troubles both alike. Processor time is the processes' own clock. Figures
are never a reason to fail; an unanswered command is.
"""
import argparse
import datetime
import http.client
import json
import os
import platform
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
KINDS = {"!topic …": "!topic Subject {n} for the bench", "!rsvp …": "!rsvp yes {n}"}
FEW, MANY = 1_000, 100_000


def build(name, folder, *libraries):
    """Compiles one of the C programs beside this file and returns its path."""
    compiler = os.environ.get("CC") or shutil.which("cc") or shutil.which("clang") or "cc"
    program = os.path.join(folder, name)
    source = os.path.join(HERE, name + ".c")
    subprocess.run([compiler, "-std=gnu11", "-O2", "-o", program, source, *libraries], check=True)
    return program


class Contestant:
    """A program that answers commands, the chat server it talks to, and its state."""

    def __init__(self, name, command, server, folder, options):
        self.name, self.options = name, options
        self.state = tempfile.mkdtemp(prefix=name + "-", dir=folder)
        self.log = open(os.path.join(self.state, "standard-error.log"), "ab")
        self.process = None
        self.server = subprocess.Popen(
            [server, *(["--echo"] if options.echo else [])], stdout=subprocess.PIPE, text=True)
        port = int(self.server.stdout.readline())
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self.environment = dict(
            os.environ, CHAT_URL=f"http://127.0.0.1:{port}", CHAT_TOKEN="bench")
        self.command = [
            word.replace("{state}", self.state).replace("{coordinator}", options.coordinator)
            for word in command]
        self.kept = 0
        self.extra = 0

    def ask(self, method, path, body=None):
        self.connection.request(method, path, body)
        return json.loads(self.connection.getresponse().read())

    def say(self, text, count=1, author="", hertz=0, members=50):
        """Puts commands into the room and returns the numbers of the first and the last."""
        said = self.ask(
            "POST", f"/bench/say?count={count}&author={author}&hertz={hertz}&members={members}",
            text.encode())
        self.kept += count
        return said["from"], said["to"]

    def figures(self, span, seconds=60):
        """Waits until each command of the span is answered; ends the bench where one is not."""
        figures = self.ask(
            "GET", f"/bench/figures?from={span[0]}&to={span[1]}&milliseconds={seconds * 1000}")
        missing = span[1] - span[0] + 1 - figures["answered"]
        if missing:
            with open(self.log.name, "rb") as file:
                log = file.read()[-2000:].decode("utf-8", "replace")
            sys.exit(f"{self.name} left {missing} of the commands {span[0]} to {span[1]} without a "
                     f"reply for {seconds} s: {figures}\nThe end of its log:\n{log}")
        self.extra += figures["extra"]
        return figures

    def reply(self, span):
        return self.ask("GET", f"/bench/reply?from={span[1]}")

    def start(self):
        self.process = subprocess.Popen(
            self.command, env=self.environment, cwd=self.state, stdin=subprocess.DEVNULL,
            stdout=self.log, stderr=self.log, start_new_session=True)

    def kill(self):
        """Ends it as a power failure would."""
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()
            self.process = None

    def close(self):
        self.kill()
        self.server.kill()
        self.server.wait()
        self.log.close()
        shutil.rmtree(self.state, ignore_errors=True)

    def processes(self):
        """Its process, and those it started."""
        for entry in os.listdir("/proc"):
            if not entry.isdigit():
                continue
            try:
                with open(f"/proc/{entry}/stat") as file:
                    session = int(file.read().rsplit(")", 1)[1].split()[3])
            except (OSError, IndexError):
                continue
            if session == self.process.pid:
                yield int(entry)

    def processor_seconds(self):
        # The clock of another process: clock_getcpuclockid(3) makes this number of its id.
        return sum(time.clock_gettime((~number << 3) | 2) for number in self.processes())

    def megabytes(self):
        kilobytes = 0
        for number in self.processes():
            with open(f"/proc/{number}/status") as file:
                kilobytes += sum(int(line.split()[1]) for line in file if "VmRSS" in line)
        return kilobytes / 1024

    def first_reply(self, text):
        """Says one command while it is away, starts it, and returns milliseconds to the reply."""
        span = self.say(text)
        begin = time.monotonic()
        self.start()
        self.figures(span)
        return (time.monotonic() - begin) * 1000

    def burst(self, text, count, members=50):
        """Says many commands at once; returns processor seconds per 1,000, commands a second and a
        reply."""
        before = self.processor_seconds()
        span = self.say(text, count, members=members)
        figures = self.figures(span)
        time.sleep(0.2)  # what it still has to do once the last reply is out belongs to the burst
        cost = (self.processor_seconds() - before) / count * 1000
        return cost, figures["answered"] / max(figures["seconds"], 1e-9), self.reply(span)


def bursts(pair, text, options):
    """Lets both take bursts in turn; a list of what each burst gave, for each."""
    results = ([], [])
    for _ in range(options.bursts):
        for contestant, result in zip(pair, results):
            result.append(contestant.burst(text, options.commands))
    return results


def median(values):
    return statistics.median(list(values))


def measure(text, pair, options):
    """All figures of one kind of command: a dictionary of pairs, the bot's first."""
    found = {"fresh": [one.first_reply(text) for one in pair]}
    if text.startswith("!rsvp"):
        year = datetime.date.today().year + 1
        for one in pair:
            for line in ("!join", f'!session new "Bench" {year}-12-03 16:00'):
                one.figures(one.say(line, author=options.coordinator))
    for one in pair:
        one.figures(one.say(text, max(1, options.few - one.kept)))
    found["restart"] = restarts(pair, text, options)
    few = bursts(pair, text, options)
    found["cost"] = [median(burst[0] for burst in one) for one in few]
    found["cost ratio"] = median(bot[0] / floor[0] for bot, floor in zip(*few))
    found["rate"] = [median(burst[1] for burst in one) for one in few]
    found["rate ratio"] = median(bot[1] / floor[1] for bot, floor in zip(*few))
    found["reply"] = [one[-1][2] for one in few]
    spans = []
    for one in pair:
        spans.append(one.say(text, options.slow_commands, hertz=5))
        time.sleep(0.1)  # so that the two don't speak at the same moments
    seconds = options.slow_commands // 5 + 30
    slow = [one.figures(span, seconds) for one, span in zip(pair, spans)]
    found["p50"] = [figures["p50"] for figures in slow]
    found["p99"] = [figures["p99"] for figures in slow]
    before = [one.processor_seconds() for one in pair]
    time.sleep(options.idle)
    found["idle"] = [
        (one.processor_seconds() - start) * 1000 / options.idle for one, start in zip(pair, before)]
    found["memory"] = [one.megabytes() for one in pair]
    for one in pair:
        while one.kept < options.many:
            one.figures(one.say(text, min(5000, options.many - one.kept), members=2000))
    many = bursts(pair, text, options)
    found["cost of many"] = [median(burst[0] for burst in one) for one in many]
    found["memory of many"] = [one.megabytes() for one in pair]
    found["restart of many"] = restarts(pair, text, options)
    found["extra"] = [one.extra for one in pair]
    return found


def restarts(pair, text, options):
    times = ([], [])
    for _ in range(options.restarts):
        for one, result in zip(pair, times):
            one.kill()
            result.append(one.first_reply(text))
    return [median(one) for one in times]


def rows(kind, found, options):
    """The lines of the table: what, of the bot, of the floor, ratio, bar, whether the bar is met."""
    def line(what, key, form, bar="", good=None, ratio=None):
        bot, floor = found[key]
        ratio = bot / floor if ratio is None and floor else ratio
        shown = f"{ratio:.2f} x" if ratio is not None else ""
        verdict = "" if good is None else "✓" if good(bot, ratio or 0) else "✗"
        return [kind, what, form.format(bot), form.format(floor), shown, bar, verdict]

    growth = [found["cost of many"][i] / found["cost"][i] for i in (0, 1)]
    found["growth"] = growth
    many, few = f"{options.many:,}", f"{options.few:,}"
    return [
        line("processor seconds per 1,000 commands, burst", "cost", "{:.4f}", "≤ 3 x",
             lambda _, ratio: ratio <= 3, found["cost ratio"]),
        line("commands a second, burst", "rate", "{:,.0f}", "≥ 0.35 x",
             lambda _, ratio: ratio >= 0.35, found["rate ratio"]),
        line("p50 at 5 a second, ms", "p50", "{:.2f}", "≤ 1.5 x", lambda _, ratio: ratio <= 1.5),
        line("p99 at 5 a second, ms", "p99", "{:.2f}"),
        line("idle, processor ms a second", "idle", "{:.3f}", "< 1", lambda bot, _: bot < 1),
        line("resident memory, MB", "memory", "{:.1f}", "< 30", lambda bot, _: bot < 30),
        line("first start to first reply, ms", "fresh", "{:.1f}"),
        line(f"restart to first reply, one waiting, {few} kept, ms", "restart", "{:.1f}", "≤ 60",
             lambda bot, _: bot <= 60),
        line(f"the same, {many} kept, ms", "restart of many", "{:.1f}", "≤ 300",
             lambda bot, _: bot <= 300),
        line(f"processor seconds per 1,000, {many} kept", "cost of many", "{:.4f}"),
        line(f"the same, as a multiple of that at {few} kept", "growth", "{:.2f}", "≤ 1.25 x",
             lambda _, ratio: ratio <= 1.25),
        line("resident memory then, MB", "memory of many", "{:.1f}"),
        line("further replies to a command", "extra", "{:d}"),
    ]


def machine():
    model = "unknown processor"
    with open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    with open("/proc/meminfo") as file:
        gigabytes = int(file.readline().split()[1]) / 1024 / 1024
    return f"{model}, {os.cpu_count()} cores, {gigabytes:.0f} GB, Linux {platform.release()}"


def scheduling():
    """What is to be said of the scheduling: `chrt -r 5` keeps a busy machine from disturbing."""
    ordinary = os.sched_getscheduler(0) == os.SCHED_OTHER
    return "" if ordinary else "; bot, floor and chat server alike with real-time priority"


INTRODUCTION = """# Benchmarks

The bot beside the least that a program on libcurl can do for the same commands: `Benchmarks/floor.c`
polls the same API, keeps each batch with one `fdatasync` and has up to 32 replies on their way. Both
run in the same minute on fresh state, and take turns; a figure alone says more about the machine than
about the bot, so look at the ratios. A command without a reply ends the bench. `make bench` measures
anew and writes this page.

- When: {when:%Y-%m-%d %H:%M} UTC, in {seconds:.0f} s
- Machine: {machine}; load before: {load:.2f}{scheduling}
- Bot: {bot}
- Bursts: {options.commands:,} commands at once by 50 members, the median of {options.bursts}
- At 5 a second: {options.slow_commands} commands, from the word to its reply by the server's clock
- Idle: {options.idle} s in a long poll. Restarts: after `kill -9`, the median of {options.restarts}

| command | figure | bot | floor | ratio | bar | met |
|---|---|---:|---:|---:|---|---|
"""


def document(results, options, load, seconds):
    words = [os.path.basename(word) if i == 0 else word for i, word in enumerate(options.bot)]
    page = INTRODUCTION.format(
        when=datetime.datetime.now(datetime.timezone.utc), seconds=seconds, machine=machine(),
        load=load, scheduling=scheduling(), bot=f"`{shlex.join(words)}`" if words else "the floor itself", options=options)
    for kind, found in results.items():
        for row in rows(kind, found, options):
            page += "| " + " | ".join(row) + " |\n"
    page += "\nThe last reply of the first bursts:\n\n"
    for kind, found in results.items():
        for name, reply in zip(("bot", "floor"), found["reply"]):
            text = " ⏎ ".join(str(reply).splitlines()).replace("`", "'")
            page += f"- `{kind}`, {name}: `{text[:200]}`\n"
    return page


def options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--coordinator", default="u0", help="the member who plans the session (default: u0)")
    add("--output", default=os.path.join(ROOT, "BENCHMARKS.md"), help="where the table goes")
    add("--folder", default=os.path.join(ROOT, ".build", "bench"), help="for programs and state")
    add("--commands", type=int, default=2000, help="in a burst")
    add("--bursts", type=int, default=5)
    add("--slow-commands", type=int, default=100, help="at 5 a second")
    add("--idle", type=int, default=10, help="seconds")
    add("--restarts", type=int, default=3)
    add("--few", type=int, default=FEW, help="commands kept before the first bursts")
    add("--many", type=int, default=MANY, help="commands kept before the last bursts")
    add("--echo", action="store_true", help="the server shows the bot what it posted")
    add("bot", nargs="*", help="the command line, after --")
    return parser.parse_args()


def main():
    chosen = options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended
    os.makedirs(chosen.folder, exist_ok=True)
    server = build("server", chosen.folder)
    floor = [build("floor", chosen.folder, "-lcurl"), "{state}/journal.jsonl"]
    if chosen.bot and os.sep in chosen.bot[0]:
        chosen.bot[0] = os.path.abspath(chosen.bot[0])
    load, begin, results = os.getloadavg()[0], time.monotonic(), {}
    for kind, text in KINDS.items():
        pair = []
        try:
            for name, command in (("bot", chosen.bot or floor), ("floor", floor)):
                pair.append(Contestant(name, command, server, chosen.folder, chosen))
            results[kind] = measure(text, pair, chosen)
        finally:
            for one in pair:
                one.close()
    page = document(results, chosen, load, time.monotonic() - begin)
    with open(chosen.output, "w", encoding="utf-8") as file:
        file.write(page)
    print(page)


if __name__ == "__main__":
    main()
