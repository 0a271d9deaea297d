"""Feeds the program's readers and writers with bytes that nobody would write.

    python3 Fuzz/fuzz.py [--seconds 30] [--jobs 2] [target ...]

Builds with libFuzzer and the address sanitizer into .build-fuzz, starts from the conversations, profiles and tests of the project,
keeps what it learned in .build-fuzz/corpus, and prints a line for each target: how many inputs, and what
was found. An input that ends the program, or takes more than 100 ms of the processor, lies in
.build-fuzz/findings; FUZZ_TARGET=<target> .build-fuzz/release/fuzz <file> repeats it.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build-fuzz"
TARGETS = ["pages", "talk", "phrases", "profiles", "encoders"]
# Without this Swift's own backtrace ends the process before libFuzzer has stored the input. What a process still
# holds when it ends is no finding.
ENVIRONMENT = {
    **os.environ, "SWIFT_BACKTRACE": "enable=no", "ROUNDTABLE_FUZZ": "1", "ASAN_OPTIONS": "detect_leaks=0"}


def build():
    """Builds the library that is looked at with the counters that libFuzzer steers by."""
    subprocess.run(
        ["swift", "build", "-c", "release", "--scratch-path", str(BUILD), "--product", "fuzz",
         "--sanitize", "address", "-Xswiftc", "-sanitize=fuzzer"],
        cwd=ROOT, env=ENVIRONMENT, check=True, stdout=sys.stderr)


def seeds(target):
    """What a target begins with: things that people and services really write."""
    transcripts = sorted((ROOT / "Tests/CommunityCoreTests/Transcripts").glob("*.transcript"))
    if target == "talk":
        for file in transcripts:
            for scene in re.split(r"(?m)^# ", file.read_text()):
                lines = re.findall(r"(?m)^(?:dm )?([a-z]+) +(\S.*)$", scene)
                said = [("a" if who == "you" else "c") + text for who, text in lines if who != "bot"]
                for start in range(0, len(said), 8):
                    yield "\n".join(said[start:start + 8]).encode()
    elif target == "phrases":
        table = (ROOT / "Documentation/times.md").read_text()
        yield from (phrase.encode() for phrase in re.findall(r"`([^`]+)`", table))
        for rule in ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=7", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
                     "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20270301T000000Z",
                     "FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=-1,2;WKST=SU", "FREQ=YEARLY;BYWEEKNO=20,-1;BYDAY=MO",
                     "FREQ=YEARLY;BYYEARDAY=1,100,-1;COUNT=9", "FREQ=MONTHLY;BYMONTHDAY=31,-2;BYMONTH=1,12"):
            yield rule.encode()
    elif target == "profiles":
        yield from (file.read_bytes() for file in (ROOT / "Config/endpoints").glob("*.yaml"))
    elif target == "pages":
        message = (b'{"messages":[{"id":"m1","cursor":"1","room":"general","thread":null,"author":{"id":"u1",'
                   b'"name":"Ana","bot":false},"text":"!help","ts":"2026-11-21T10:00:00Z"}],"next":"1"}')
        for profile in range(5):
            yield bytes([profile, 0]) + message
        for file in (ROOT / "Tests/ChatEndpointTests").glob("*.swift"):
            profile = next((number for number, name in enumerate(
                ["Plain", "Matrix", "Mattermost", "Telegram", "Webhook"]) if name in file.name), 0)
            for body in re.findall(r"\{\"[^\n]{20,}\}", file.read_text()):
                yield bytes([profile, 0]) + body.encode()
    else:
        for text in ("=1+1", "<b>&", "a,b;\"c\"\r\nd", "x\u0301\u202e", "BEGIN:VEVENT\r\n X", "\t", "--", "漢字",
                     "\"\u0301", "<\u0301b>", "&\u0301", "\r\n\u0301", ";\u0301,\u0301\\\u0301", "=\u200d1", "\u2028"):
            yield text.encode()


def run(target, seconds, jobs):
    """Lets one target run, and says how many inputs it took and how many findings there are."""
    corpus, findings = BUILD / "corpus" / target, BUILD / "findings" / target
    corpus.mkdir(parents=True, exist_ok=True)
    findings.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (corpus / f"seed-{number}").write_bytes(seed)
    done = subprocess.run(
        [str(BUILD / "release" / "fuzz"), str(corpus), f"-max_total_time={seconds}", f"-fork={jobs}",
         "-ignore_crashes=1", "-ignore_timeouts=0", "-rss_limit_mb=2048", "-timeout=10", "-max_len=16384",
         f"-artifact_prefix={findings}/"],
        cwd=ROOT, env={**ENVIRONMENT, "FUZZ_TARGET": target}, capture_output=True, text=True)
    counts = re.findall(r"#(\d+): cov: (\d+)", done.stderr)
    found = [file for file in findings.iterdir() if file.is_file()]
    inputs, covered = (int(counts[-1][0]), int(counts[-1][1])) if counts else (0, 0)
    print(f"fuzz {target}: {inputs} inputs in {seconds} s, {covered} places reached, {len(found)} findings",
          flush=True)
    for file in found[:5]:
        print(f"     {file}")
    if not counts:
        print(done.stderr[-2000:])
    return not found and inputs > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], default=[])
    asked = parser.parse_args()
    build()
    good = [run(target, asked.seconds, asked.jobs) for target in asked.targets or TARGETS]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
