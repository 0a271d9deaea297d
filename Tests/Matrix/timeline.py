"""What the bot should have said, what it did say, and the difference."""

import re
from collections import defaultdict
from html.parser import HTMLParser

from account import Feed


class Form:
    """An expected line of fixed parts with gaps between them, where a pattern says what fits."""

    def __init__(self, *parts: "str | Form | re.Pattern"):
        pattern, self.shown = "", ""
        for part in parts:
            if isinstance(part, str):
                pattern += re.escape(part)
                self.shown += part
            elif isinstance(part, Form):
                pattern += part.pattern.pattern
                self.shown += part.shown
            else:
                pattern += f"(?:{part.pattern})"
                self.shown += "…"
        self.pattern = re.compile(pattern, re.DOTALL)


Expected = str | Form


class Ledger:
    """Every answer that is due: by room, then by thread; None stands for the room itself."""

    def __init__(self):
        self.due: dict[str, dict[str | None, list[Expected]]] = defaultdict(
            lambda: defaultdict(list))
        self.reactions: dict[str, list[str]] = defaultdict(list)

    def note(self, room: str, thread: str | None, *answers: Expected) -> None:
        """Notes what must be said in a thread, in this order."""
        self.due[room][thread] += answers


def thread_of(event: dict) -> str | None:
    """The thread that an event is in; None in the room itself."""
    relation = event["content"].get("m.relates_to", {})
    return relation.get("event_id") if relation.get("rel_type") == "m.thread" else None


def is_post(event: dict, author: str) -> bool:
    """Whether an event is a line that `author` said."""
    return event["type"] == "m.room.message" and event["sender"] == author and "body" in event[
        "content"]


def posts_by_thread(feed: Feed, author: str) -> dict[str | None, list[dict]]:
    """What an author said in a room, by thread, in the order in which it stands there."""
    posts: dict[str | None, list[dict]] = defaultdict(list)
    for event in feed.events:
        if is_post(event, author):
            posts[thread_of(event)].append(event)
    return posts


def fits(expected: Expected, said: str) -> bool:
    """Whether a line is the expected one, word for word, or of the expected form."""
    if isinstance(expected, str):
        return expected == said
    return expected.pattern.fullmatch(said) is not None


def told(expected: Expected) -> str:
    """An expected line as a person reads it in a report."""
    return expected if isinstance(expected, str) else expected.shown


def differences(ledger: Ledger, feed: Feed, author: str) -> list[str]:
    """What is lost, said twice, said otherwise or said unasked in one room."""
    due, found = ledger.due[feed.room], posts_by_thread(feed, author)
    lines = {event["event_id"]: event["content"].get("body", "") for event in feed.events}
    wrong = []
    for thread in {**due, **found}:
        expected, said = due.get(thread, []), [e["content"]["body"] for e in found[thread]]
        if len(expected) == len(said) and all(map(fits, expected, said)):
            continue
        place = "in the room itself" if thread is None else f"below “{lines.get(thread, thread)}”"
        wrong.append(
            f"{place}:\n    expected {[told(e) for e in expected]}\n    found    {said}")
    return wrong


def reaction_differences(ledger: Ledger, feed: Feed, author: str) -> list[str]:
    """The reactions of the bot in one room that are missing, too many or others."""
    found: dict[str, list[str]] = defaultdict(list)
    known = set()
    for event in feed.events:
        known.add(event["event_id"])
        if event["type"] == "m.reaction" and event["sender"] == author:
            relation = event["content"].get("m.relates_to")
            if relation:
                found[relation["event_id"]].append(relation["key"])
    expected = {target: keys for target, keys in ledger.reactions.items() if target in known}
    return [
        f"reactions on {target}: expected {expected.get(target, [])}, found {found[target]}"
        for target in {**expected, **found} if sorted(expected.get(target, [])) != sorted(
            found[target])]


class _Reading(HTMLParser):
    """Reads formatted text back into the plain text that it stands for."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.foreign = "", []

    def handle_starttag(self, tag, attrs):
        self.text += {"br": "\n", "code": "`"}.get(tag, "")
        if tag not in ("br", "code") or attrs:
            self.foreign.append(tag)

    def handle_endtag(self, tag):
        self.text += {"code": "`"}.get(tag, "")

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.foreign.append("comment")


def manners(event: dict) -> list[str]:
    """What is wrong with how a line of the bot is written, whatever it says."""
    content = event["content"]
    wrong = []
    if content.get("msgtype") != "m.notice":
        wrong.append(f"is {content.get('msgtype')} and no m.notice")
    if content.get("m.mentions") != {}:
        wrong.append(f"pings: m.mentions is {content.get('m.mentions')}")
    if "@room" in content["body"].lower():
        wrong.append("calls the whole room")
    formatted = content.get("formatted_body")
    if formatted is None:
        if "format" in content:
            wrong.append("names a format without a formatted text")
        return wrong
    if content.get("format") != "org.matrix.custom.html":
        wrong.append(f"has a format of its own: {content.get('format')}")
    reading = _Reading()
    reading.feed(formatted)
    reading.close()
    if reading.foreign:
        wrong.append(f"has markup that is not its own: {reading.foreign}")
    if reading.text != content["body"]:
        wrong.append(f"says {reading.text!r} as HTML and {content['body']!r} as text")
    return wrong
