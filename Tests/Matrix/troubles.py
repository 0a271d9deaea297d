"""The evening as an operator fears it: kills, restarts, holes, limits and a flood."""

import time

import texts
from evening import Crowd, Evening, number_of, proposals

KILLS = 4


def answered_once_and_numbered_in_order(evening: Evening, crowd: Crowd) -> None:
    """Requires one answer to every proposal of a crowd, with numbers that tell of the order."""
    numbers = []
    for lines in crowd.by_member():
        own = []
        for line in lines:
            posts = evening.said_lately(evening.room, line)
            assert len(posts) == 1, f"{len(posts)} answers instead of one"
            own.append(number_of(posts[0], texts.NEW_TOPIC))
        assert own == sorted(own), f"a member's lines were done in another order: {own}"
        numbers += own
    expected = set(range(min(numbers), min(numbers) + len(numbers)))
    assert set(numbers) == expected, "topics are missing or counted twice"


def proposed_by_all(evening: Evening, each: int, pause: float = 0) -> Crowd:
    """Lets every member propose topics at the same time, and notes what is due for it."""
    speeches = {}
    for member in evening.members:
        speeches[member] = proposals(each, evening.proposed)
        evening.proposed += each
    return Crowd(evening.room, speeches, pause)


def note_proposals(evening: Evening, lines: dict[str, str]) -> None:
    """Notes the answer that each of these lines is due."""
    for line, text in lines.items():
        evening.ledger.note(
            evening.room, line, texts.some_topic_added(text.removeprefix("!topic ")))


def await_answers(evening: Evening, lines: dict[str, str], seconds: float) -> None:
    """Waits until each of these lines has an answer."""
    evening.until(
        lambda: not evening.unanswered(evening.room, set(lines)),
        lambda: f"{len(evening.unanswered(evening.room, set(lines)))} of {len(lines)} "
        "lines are not answered", seconds, pause=0.3)


def await_talk(evening: Evening, crowd: Crowd) -> None:
    """Waits until a good deal more was said, so that the bot is in the middle of things."""
    feed = evening.feeds[evening.room]
    feed.read()
    seen = len(feed.events)

    def has_gone_on() -> bool:
        feed.read()
        return len(feed.events) > seen + 15 or not crowd.is_talking

    evening.until(has_gone_on, "nobody says anything", 60, pause=0.05)
    time.sleep(evening.chance.uniform(0, 0.3))


def two_hundred_commands_outlive_four_kills(evening: Evening) -> None:
    crowd = proposed_by_all(evening, 50)
    for _ in range(KILLS):
        await_talk(evening, crowd)
        evening.bot.kill()
        time.sleep(evening.chance.uniform(0, 0.3))
        evening.bot.start()
    lines = crowd.wait()
    note_proposals(evening, lines)
    await_answers(evening, lines, 120)
    answered_once_and_numbered_in_order(evening, crowd)


def a_sigterm_ends_it_within_two_seconds_in_the_middle_of_talk(evening: Evening) -> None:
    crowd = proposed_by_all(evening, 10)
    await_talk(evening, crowd)
    code, seconds = evening.bot.terminate()
    evening.bot.start()
    lines = crowd.wait()
    note_proposals(evening, lines)
    await_answers(evening, lines, 60)
    answered_once_and_numbered_in_order(evening, crowd)
    evening.figures.append(f"SIGTERM: exit {code} after {seconds:.2f} s")
    assert code == 0, f"it ended with {code}"
    assert seconds < 2, f"it took {seconds:.2f} s"


def a_hole_in_the_timeline_is_filled(evening: Evening) -> None:
    """More happens while it is away than one answer of the server may hold."""
    evening.bot.terminate()
    # At the far end of the hole: a vote by reaction, a line in an old thread and a direct message.
    evening.bo.react(evening.side, evening.said(evening.side, evening.second_topic)[0][
        "event_id"], "👍")
    evening.dee.say(evening.room, "!topic Postmortems without blame", evening.first_topic)
    evening.cy.say(evening.direct[evening.cy], "topic Alert fatigue")
    speeches = {}
    for member in evening.members:
        # Every eighth line is for the bot.
        speeches[member] = [
            text if number % 8 == 0 else f"by the way, {number}"
            for number, text in enumerate(proposals(40, evening.proposed))]
        evening.proposed += 40
    crowd = Crowd(evening.room, speeches)
    said = crowd.wait()
    lines = {line: text for line, text in said.items() if text.startswith("!")}
    note_proposals(evening, lines)
    evening.bot.start()
    await_answers(evening, lines, 60)
    evening.hear(
        evening.room, evening.first_topic, texts.some_topic_added("Postmortems without blame"))
    evening.hear(evening.direct[evening.bo], None, texts.vote_given(
        2, "Pairing across time zones", 1, 1))
    evening.hear(evening.direct[evening.cy], None, texts.some_topic_added("Alert fatigue"))
    evening.figures.append(f"a hole of {len(said)} events was filled")


def a_restart_of_the_homeserver_loses_nothing(evening: Evening) -> None:
    crowd = proposed_by_all(evening, 10)
    lines = crowd.wait()
    note_proposals(evening, lines)
    evening.server.stop()
    time.sleep(1)
    seconds = evening.server.start()
    began = time.monotonic()
    await_answers(evening, lines, 120)
    answered_once_and_numbered_in_order(evening, crowd)
    evening.figures.append(
        f"homeserver back after {seconds:.1f} s; all answered {time.monotonic() - began:.1f} s later")


def a_rate_limit_delays_answers_and_loses_none(evening: Evening) -> None:
    before = evening.server.limited_requests(evening.voice.user)
    evening.admin.limit(evening.voice.user, 2, 2)
    began = time.monotonic()
    try:
        crowd = proposed_by_all(evening, 6)
        lines = crowd.wait()
        note_proposals(evening, lines)
        await_answers(evening, lines, 120)
        answered_once_and_numbered_in_order(evening, crowd)
    finally:
        evening.admin.unlimit(evening.voice.user)
    refused = evening.server.limited_requests(evening.voice.user) - before
    evening.figures.append(
        f"limited to 2 messages a second: {len(lines)} answers in {time.monotonic() - began:.1f} s, "
        f"{refused} requests refused with 429")
    assert refused, "the server never said 429, so nothing was tried"


def a_thousand_commands_of_four_senders_are_all_answered(evening: Evening) -> None:
    cpu = evening.bot.processor_seconds()
    crowd = proposed_by_all(evening, 250)
    lines = crowd.wait()
    note_proposals(evening, lines)
    said = crowd.ended - crowd.began
    await_answers(evening, lines, 200)
    seconds = time.monotonic() - crowd.began
    answered_once_and_numbered_in_order(evening, crowd)
    cpu = evening.bot.processor_seconds() - cpu
    evening.figures.append(
        f"burst: {len(lines)} commands said in {said:.1f} s ({len(lines) / said:.0f}/s), all answered "
        f"after {seconds:.1f} s ({len(lines) / seconds:.0f}/s); the bot took {cpu:.2f} CPU-seconds "
        f"and holds {evening.bot.resident_megabytes():.0f} MB")


CHECKS = [
    two_hundred_commands_outlive_four_kills,
    a_sigterm_ends_it_within_two_seconds_in_the_middle_of_talk,
    a_hole_in_the_timeline_is_filled,
    a_restart_of_the_homeserver_loses_nothing,
    a_rate_limit_delays_answers_and_loses_none,
    a_thousand_commands_of_four_senders_are_all_answered,
]
