"""The answers that are compared word for word: the one place to change when the bot's wording changes."""

import re
from datetime import datetime

from timeline import Form

# How far off something is: the only words in an answer that depend on how fast the test runs.
DISTANCE = re.compile(r"in [^()]+|tomorrow|now|beginning now|began [^()]+")


def told(moment: datetime) -> str:
    """A time as the bot tells it."""
    return f"{moment:%a} {moment.day} {moment:%b %Y, %H:%M} UTC"


def headline(session: str, moment: datetime) -> Form:
    """Number, title, time and distance of a session."""
    return Form(f"{session} — {told(moment)} (", DISTANCE, ")")


# Topics

NEW_TOPIC = re.compile(r"T(\d+) added: .*Vote for it with `!topic vote T\1`.*", re.DOTALL)


def topic_added(number: int, text: str) -> str:
    """A topic like no other was proposed."""
    return f"T{number} added: “{text}”. Vote for it with `!topic vote T{number}`."


def close_to(number: int, other: int, text: str) -> str:
    """What is added where another topic says nearly the same."""
    return (
        f" It is close to T{other} “{text}”: `!topic merge T{number} T{other}` makes them one.")


def some_topic_added(text: str) -> Form:
    """The same where the order in which several speak gives the number."""
    number = re.compile(r"\d+")
    return Form("T", number, f" added: “{text}”. Vote for it with `!topic vote T", number, "`.")


def vote_given(number: int, text: str, count: int, left: int) -> str:
    """A vote was counted."""
    return (
        f"Your vote is with T{number} “{text}”, which has {count} now. Your votes left: {left}.")


def vote_taken_back(number: int, left: int) -> str:
    """A vote was taken away."""
    return f"Your vote for T{number} is taken back. Your votes left: {left}."


def listed(*topics: tuple[int, int, str], left: int) -> str:
    """The topics, each with its number, its votes and its text."""
    lines = [f"T{number} ▲{votes} {text}" for number, votes, text in topics]
    return "\n".join([
        *lines, f"Your votes left: {left}. Vote with `!topic vote T{topics[0][0]}`."])


def meant(command: str) -> str:
    """A slip of the finger."""
    return f"Did you mean `{command}`? Reply `y` to run it."


def undone(what: str) -> str:
    """The last change was taken back."""
    return f"Undone: {what}. `!redo` does it again."


# People

SENT_ALONE = "I have written to you alone."


SURE_TO_FORGET = Form(
    "This erases your profile, roles, votes, RSVPs and the feedback with your name, wherever I serve "
    "you, and can't be undone. Your ", re.compile(r"\d+"), " topics stay, as by a member. Anonymous "
    "answers stay, because nobody can tell which are yours. Type `forget` within 5 minutes to do it.")
FORGOTTEN = (
    "Done: I know nothing of you any more. Thank you for having been here. Whatever you type to me "
    "next makes you a new member.")


def welcome(name: str, interests: str) -> str:
    """Somebody new has joined."""
    return (
        f"Welcome to our community, {name}!\n"
        "Say hello with `!hello <a line about you>`, see what is planned with `!next`, and propose "
        "what you would like to talk about with `!topic <idea>`.\n"
        "`!help` shows everything else.\n"
        f"Noted that you care about {interests}.")


def shares(interest: str, *names: str) -> str:
    """Somebody else cares about the same."""
    return f"\nYou share {interest} with {', '.join(names)}."


def not_for_members(instead: str) -> str:
    """A command that only some may use."""
    return f"That is for facilitators and coordinators (Ana). You can `{instead}`."


# Sessions

def planned(session: str, moment: datetime) -> Form:
    """The answer to who has planned a session."""
    return Form(
        headline(session, moment),
        ", 60 minutes. I announce it in the room. `!undo` takes it back.")


def announced(session: str, moment: datetime, seats: int | None, number: str) -> Form:
    """The post that announces a session; `number` stands in its commands where others are ahead."""
    counted = f" There are {seats} seats." if seats else ""
    return Form(
        headline(session, moment), f", 60 minutes. Facilitated by Ana.{counted}\n"
        f"Coming? `!rsvp yes{number}`, `!rsvp maybe{number}` or `!rsvp no{number}`, "
        "or react here with ✅ ❓ ❌.")


def going(session: str, moment: datetime, taken: str = "") -> str:
    """An answer of yes has a seat."""
    return f"✅ Going: {session}, {told(moment)}." + (
        f" {taken} seats taken." if taken else "")


def not_coming(session: str, moment: datetime) -> str:
    """An answer of no."""
    return f"❌ Not coming: {session}, {told(moment)}."


def waiting(session: str, place: str) -> str:
    """An answer of yes for which there is no seat."""
    return (
        f"{session} is full. You are {place} on the waitlist; I'll send you a direct message when a "
        "seat is yours.")


def promoted(session: str, moment: datetime) -> Form:
    """What somebody on the waitlist is told alone."""
    number = session.split()[0]
    return Form(
        "A seat has become free and it is yours: ", headline(session, moment),
        f". If you can't come, say `!rsvp no {number}`.")


def coming(session: str, moment: datetime, *lines: str) -> Form:
    """Who comes to a session."""
    return Form(headline(session, moment), "\n" + "\n".join(lines))


def reminder(session: str, moment: datetime) -> Form:
    """The last reminder before a session."""
    return Form(
        f"{session} begins ", re.compile("in [0-9]+ minutes?"),
        f": {told(moment)}. Say `!here` when you are there.")


def here(session: str, name: str) -> str:
    """The first one says that they are there."""
    return f"Welcome to {session}, {name}: your first session, good that you are here. You are the first."


def here_too(session: str, name: str, number: int) -> str:
    """Somebody else says that they are there."""
    return (
        f"Welcome to {session}, {name}: your first session, good that you are here. "
        f"You are {number} now.")


def started(session: str, number: int) -> str:
    """The answer to who starts a session."""
    return (
        f"{session} is live: {number} here, {number - 1} for the first time. Whoever speaks counts as there. `!wrap` ends it with a "
        "summary, `!session end` without.")


# Groups

def groups_drawn(session: str, people: re.Pattern) -> Form:
    """Two groups of two, before they open."""
    return Form(
        f"Preview for {session}: 4 people, 2 groups of 2, 6 minutes; nobody meets anybody twice.\n1: ",
        people, "\n2: ", people,
        "\n* leads, 📝 takes notes. `!breakout go` starts them, `!breakout shuffle` draws others.")


def groups_opened(time: re.Pattern, groups: list[list[str]]) -> Form:
    """The answer to who opens groups."""
    lines = "\n".join(
        f"{number}: {lead}*, {notes} 📝" for number, (lead, notes) in enumerate(groups, start=1))
    return Form(
        "Groups are open until ", time, f".\n{lines}\n* leads, 📝 takes notes. I warn two minutes "
        "before the end and call back. `!breakout extend 3m` gives more time, `!breakout back` ends it.")


def group_card(session: str, number: int, people: list[str], time: re.Pattern) -> Form:
    """The post below which a group talks."""
    lead, notes = people
    return Form(
        f"Group {number} of {session}: {lead}*, {notes} 📝, until ", time,
        f".\nTalk about {session.partition(' ')[2]}: what works for you, what does not, and one thing "
        f"the others should hear.\n{notes}, `!report <text>` below this message says what the others "
        "should hear.")


# Series

RHYTHM = "E1 Clinic: every Wednesday at 16:00 UTC"


def series_started(first: str, moment: datetime) -> Form:
    """The answer to who has started a series."""
    return Form(
        f"{RHYTHM}. First: ", headline(f"{first} Clinic", moment),
        ". I announce it in the room. `!undo` takes it back.")


def series_announced(*dates: tuple[str, datetime]) -> str:
    """The post that announces a series with its next dates."""
    following = " · ".join(f"{session} {told(moment)}" for session, moment in dates)
    return (
        f"{RHYTHM}, 60 minutes. Facilitated by Ana.\nNext: {following}\nComing as a rule? "
        f"`!rsvp yes E1`, or react here with ✅ ❓ ❌. To one date: `!rsvp yes {dates[0][0]}`.")


def date_skipped(session: str) -> str:
    """The answer to who leaves out a date."""
    return f"{session} Clinic is left out, and I tell the room."


def date_missing(session: str, moment: datetime) -> str:
    """The post on a date that is left out."""
    return f"E1 Clinic leaves out one date: {session}, {told(moment)}. All others stand."


def going_to_all(count: int) -> str:
    """An answer of yes for all dates."""
    return f"✅ Going, all dates: {RHYTHM}. It holds for {count} planned dates and all that follow."


# Feedback

def thanked(name: str, rating: int, session: str) -> str:
    """Feedback with a name."""
    return (
        f"Thanks, {name}: {rating}/5 for {session}, kept with your name; it can't be undone. If you "
        "write to me alone, it is anonymous.")


def recorded(session: str) -> str:
    """Feedback without a name."""
    return (
        f"Thank you! Your feedback for {session} is recorded without your name, so it can't be undone. "
        "Results are shown whenever three answers have come together.")


def results(session: str, *lines: str) -> str:
    """What was said about a session."""
    return "\n".join([f"Feedback on {session}:", *lines])
