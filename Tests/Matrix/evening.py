"""One evening: a homeserver, a room, four members and the bot, and everything that is due to be said."""

import random
import re
import shutil
import tempfile
import threading
import time
from pathlib import Path

from account import Account, Feed
from bot import Bot
from homeserver import Homeserver
from timeline import Expected, Ledger, fits, is_post, posts_by_thread, thread_of, told

# How long an answer may take on a machine that is busy with other things.
PATIENCE_SECONDS = 30.0


class Evening:
    """Who is there, what was said, and what the bot owes for it."""

    def __init__(self, binary: Path, seed: int):
        self.folder = Path(tempfile.mkdtemp(prefix="roundtable-matrix-"))
        self.chance = random.Random(seed)
        self.server = Homeserver(self.folder / "synapse")
        self.ledger = Ledger()
        self.feeds: dict[str, Feed] = {}
        self.figures: list[str] = []
        self.misworded: list[str] = []
        # The direct room of each member who has one.
        self.direct: dict[Account, str] = {}
        # What was said without a name, and all that could tell who said it.
        self.confided: dict[str, list[str]] = {}
        # How many made-up topics have been used up.
        self.proposed = 0
        self.binary = binary
        self.bot: Bot | None = None

    def open(self) -> None:
        """Starts the homeserver and makes the accounts; the bot is not started."""
        seconds = self.server.start()
        self.figures.append(f"Synapse answered {seconds:.1f} s after its start")
        self.admin = self.server.register("admin", "Admin", is_admin=True)
        self.voice = self.server.register("roundtable", "Roundtable")
        self.ana = self.server.register("ana", "Ana")
        self.bo = self.server.register("bo", "Bo")
        self.cy = self.server.register("cy", "Cy")
        self.dee = self.server.register("dee", "Dee")
        self.members = [self.ana, self.bo, self.cy, self.dee]
        self.bot = Bot(
            self.binary, self.server.url, self.voice.token, self.folder / "state", self.ana.user,
            self.folder / "bot.log")

    def close(self, keep: bool) -> None:
        """Ends both processes, and throws the folder away unless it is to be looked at."""
        if self.bot:
            self.bot.end()
        self.server.stop()
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)

    # What people do.

    def gather(self, name: str) -> str:
        """Makes a room, where all members are and the bot is invited."""
        room = self.ana.create_room(name, [m.user for m in self.members[1:]] + [self.voice.user])
        for member in self.members[1:]:
            member.join(room)
        self.feeds[room] = Feed(self.ana, room)
        return room

    def open_direct(self, member: Account) -> str:
        """Makes a direct room of a member with the bot, and waits until the bot is in it."""
        room = member.create_room(None, [self.voice.user], is_direct=True)
        self.feeds[room] = Feed(member, room)
        self.await_bot_in(room)
        return room

    def accept_direct(self, member: Account) -> str:
        """Accepts the direct room that the bot has opened for a member."""
        self.until(lambda: member.invitations(), f"the bot has not invited {member.shown}")
        (room, sender), *others = member.invitations().items()
        assert sender == self.voice.user and not others, f"unexpected invitations {others}"
        member.join(room)
        self.feeds[room] = Feed(member, room)
        return room

    def await_bot_in(self, room: str) -> None:
        """Waits until the bot has accepted the invitation to a room by itself."""
        reader = self.feeds[room].reader
        self.until(
            lambda: self.voice.user in reader.members(room), "the bot has not come into the room")

    def ask(self, member: Account, text: str, *answers: Expected, room: str,
            thread: str | None = None) -> str:
        """Says a line, and requires that it is answered like this; gives the line's id."""
        line = member.say(room, text, thread)
        self.hear(room, thread or line, *answers)
        return line

    def tell(self, member: Account, text: str, *answers: Expected, room: str) -> str:
        """Says a line in a direct room, where answers stand in the room itself."""
        line = member.say(room, text)
        self.hear(room, None, *answers)
        return line

    def hear(self, room: str, thread: str | None, *answers: Expected,
             seconds: float = PATIENCE_SECONDS) -> list[dict]:
        """Requires that the bot says something next in a thread, and these words; gives its events."""
        before = len(self.ledger.due[room][thread])
        self.ledger.note(room, thread, *answers)
        wanted = before + len(answers)
        self.until(
            lambda: len(self.said(room, thread)) >= wanted,
            lambda: f"not answered: expected {[told(a) for a in answers]}, "
            f"found {[e['content']['body'] for e in self.said(room, thread)[before:]]}", seconds)
        events = self.said(room, thread)[before:wanted]
        for expected, event in zip(answers, events):
            found = event["content"]["body"]
            if not fits(expected, found):
                self.misworded.append(
                    f"\n    expected {told(expected)!r}\n    found    {found!r}")
        return events

    def require_words(self) -> None:
        """Fails where an answer was another than expected since this was asked last.

        It is asked at the end of a check and not at once, so that what follows can still be played.
        """
        misworded, self.misworded = self.misworded, []
        assert not misworded, "".join(misworded)

    # What can be read.

    def said(self, room: str, thread: str | None) -> list[dict]:
        """What the bot has said in a thread so far."""
        feed = self.feeds[room]
        feed.read()
        return posts_by_thread(feed, self.voice.user)[thread]

    def said_lately(self, room: str, thread: str | None) -> list[dict]:
        """The same by what was read last, for who asks about many threads."""
        return posts_by_thread(self.feeds[room], self.voice.user)[thread]

    def until(self, holds, trouble, seconds: float = PATIENCE_SECONDS, pause: float = 0.1) -> None:
        """Waits until something holds, and fails with `trouble` where it does not, or the bot is gone."""
        end = time.monotonic() + seconds
        while not holds():
            if self.bot.child is not None:
                self.bot.require_alive()
            if time.monotonic() > end:
                raise AssertionError(trouble if isinstance(trouble, str) else trouble())
            time.sleep(pause)

    def unanswered(self, room: str, lines: set[str]) -> set[str]:
        """Which of these lines have no answer in their thread yet."""
        feed = self.feeds[room]
        feed.read()
        return lines - {
            thread_of(e) for e in feed.events if is_post(e, self.voice.user)}


class Crowd:
    """Several members who talk at the same time, each one line after another."""

    def __init__(self, room: str, speeches: dict[Account, list[str]], pause: float = 0):
        self.room, self.pause = room, pause
        self.lines: dict[Account, list[tuple[str, str]]] = {member: [] for member in speeches}
        self.troubles: list[str] = []
        self.began = time.monotonic()
        self.ended = self.began
        self.threads = [
            threading.Thread(target=self._talk, args=(member, texts), daemon=True)
            for member, texts in speeches.items()]
        for thread in self.threads:
            thread.start()

    def _talk(self, member: Account, texts: list[str]) -> None:
        try:
            for text in texts:
                self.lines[member].append((member.say(self.room, text), text))
                self.ended = time.monotonic()
                if self.pause:
                    time.sleep(self.pause)
        except Exception as error:  # A thread has nobody else to tell.
            self.troubles.append(f"{member.user}: {error}")

    @property
    def is_talking(self) -> bool:
        """Whether somebody has still something to say."""
        return any(thread.is_alive() for thread in self.threads)

    def wait(self) -> dict[str, str]:
        """Waits until all is said; gives the lines by id, in the order of each member."""
        for thread in self.threads:
            thread.join()
        assert not self.troubles, "; ".join(self.troubles)
        return {line: text for lines in self.lines.values() for line, text in lines}

    def by_member(self) -> list[list[str]]:
        """The ids of what each member said, in order."""
        return [[line for line, _ in lines] for lines in self.lines.values()]


def words(number: int) -> str:
    """Two made-up words that no other number has, so that no two topics are alike."""
    first, second = "bdfgklmnprtvz", "aeiou"
    made = ""
    rest = number
    for _ in range(4):
        rest, consonant = divmod(rest, len(first))
        made += first[consonant] + second[(number + consonant) % len(second)]
    return f"{made}ka {made[::-1]}ko"


def proposals(count: int, start: int) -> list[str]:
    """So many commands that propose topics unlike each other."""
    return [f"!topic {words(number)}" for number in range(start, start + count)]


def number_of(event: dict, form: re.Pattern) -> int:
    """The number in an answer such as “T12 added …”."""
    return int(form.match(event["content"]["body"]).group(1))
