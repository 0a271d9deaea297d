"""The answers that are compared word for word: the one place to change when the bot's wording changes."""

import re
from datetime import datetime

# How far off something is: the only words in an answer that depend on how fast the test runs.
DISTANCE = r"\((?:in [^()]*|tomorrow|now|beginning now|began [^()]*)\)"


def told(moment: datetime) -> str:
    """A time as the bot tells it."""
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M} UTC"


def form(*parts: str | re.Pattern) -> re.Pattern:
    """A line of fixed parts, and of patterns where it can't be fixed."""
    return re.compile(
        "".join(p.pattern if isinstance(p, re.Pattern) else re.escape(p) for p in parts), re.DOTALL)


def headline(session: str, moment: datetime) -> re.Pattern:
    """Number, title, time and distance of a session."""
    return form(f"{session} — {told(moment)} ", re.compile(DISTANCE))


# Topics

NEW_TOPIC = re.compile(r"T(\d+) added: .*", re.DOTALL)


def topic_added(number: int, text: str) -> str:
    """A topic like no other was proposed."""
    return f"T{number} added: “{text}”. Vote for it with `!topic vote T{number}`."


def some_topic_added(text: str) -> re.Pattern:
    """The same where the order in which several speak gives the number."""
    return re.compile(
        rf"T(\d+) added: “{re.escape(text)}”\. Vote for it with `!topic vote T\1`\.")


def vote_given(number: int, text: str, count: int, left: int) -> str:
    """A vote was counted."""
    return (
        f"Your vote is with T{number} “{text}”, which has {count} now. Your votes left: {left}.")


def undone(what: str) -> str:
    """The last change was taken back."""
    return f"Undone: {what}. `!redo` does it again."


# Sessions

def announced(session: str, moment: datetime, seats: int | None, number: str) -> re.Pattern:
    """The post that announces a session; `number` stands in its commands where others are ahead."""
    counted = f" There are {seats} seats." if seats else ""
    return form(
        headline(session, moment), f", 60 minutes. Ana facilitates.{counted}\n"
        f"Coming? `!rsvp yes{number}`, `!rsvp maybe{number}` or `!rsvp no{number}`, "
        "or react here with ✅ ❓ ❌.")


def going(session: str, moment: datetime, taken: str = "") -> str:
    """An answer of yes has a seat."""
    return f"✅ Going: {session}, {told(moment)}." + (
        f" {taken} seats are taken." if taken else "")


def not_coming(session: str, moment: datetime) -> str:
    """An answer of no."""
    return f"❌ Not coming: {session}, {told(moment)}."


def waiting(session: str, place: str) -> str:
    """An answer of yes for which there is no seat."""
    return (
        f"{session} is full. You are {place} on the waitlist; I'll send you a direct message when a "
        "seat is yours.")


def promoted(session: str, moment: datetime) -> re.Pattern:
    """What somebody on the waitlist is told alone."""
    number = session.split()[0]
    return form(
        "A seat has become free and it is yours: ", headline(session, moment),
        f". If you can't come, say `!rsvp no {number}`.")


def coming(session: str, moment: datetime, *lines: str) -> re.Pattern:
    """Who comes to a session."""
    return form(headline(session, moment), "\n" + "\n".join(lines))
