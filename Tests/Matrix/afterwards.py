"""What is left when the evening is over: the whole timeline, line by line, and the bot's folder."""

import json

import texts
from account import Feed
from evening import Evening
from timeline import differences, is_post, manners, reaction_differences, told


def every_answer_stands_there_once_and_nothing_else(evening: Evening) -> None:
    # From their first event on, as their readers see the rooms now.
    evening.final = [Feed(feed.reader, feed.room) for feed in evening.feeds.values()]
    for feed in evening.final:
        feed.read()
    wrong = [line for feed in evening.final for line in differences(
        evening.ledger, feed, evening.voice.user)]
    assert not wrong, f"{len(wrong)} threads differ\n  " + "\n  ".join(wrong[:20])


def every_reaction_of_the_bot_was_due(evening: Evening) -> None:
    wrong = [line for feed in evening.final for line in reaction_differences(
        evening.ledger, feed, evening.voice.user)]
    assert not wrong, "; ".join(wrong[:20])


def every_line_is_a_notice_without_pings_and_with_escaped_html(evening: Evening) -> None:
    lines = [
        event for feed in evening.final for event in feed.events
        if is_post(event, evening.voice.user)]
    wrong = [f"“{e['content']['body'][:60]}” {trouble}" for e in lines for trouble in manners(e)]
    evening.figures.append(f"{len(lines)} lines of the bot were compared")
    assert lines and not wrong, "\n  ".join(wrong[:20])


def it_is_in_no_room_that_nobody_knows_of(evening: Evening) -> None:
    joined = set(evening.voice.call("GET", "/joined_rooms")["joined_rooms"])
    assert joined == set(evening.feeds), f"it is in {joined - set(evening.feeds)} as well"


def the_token_is_found_nowhere(evening: Evening) -> None:
    token = evening.voice.token.encode()
    found = [
        str(file) for file in [evening.bot.log, *evening.bot.state.rglob("*")]
        if file.is_file() and token in file.read_bytes()]
    assert not found, f"the token stands in {found}"


def nothing_on_the_disk_joins_a_name_with_an_anonymous_answer(evening: Evening) -> None:
    parts = []
    for file in [evening.bot.log, *evening.bot.state.rglob("*")]:
        if file.is_file():
            content = file.read_text(errors="replace")
            # What stands in one record of the journal stands together; elsewhere all of a file does.
            parts += content.splitlines() if file.suffix == ".jsonl" else [content]
    for text, traces in evening.confided.items():
        beside = [part for part in parts if text in part]
        assert beside, f"“{text}” lies nowhere"
        joined = [trace for trace in traces for part in beside if trace in part]
        assert not joined, f"{joined} stands together with “{text}”"


def state_shows_what_was_said_beside_the_running_bot(evening: Evening) -> None:
    answer = evening.bot.ask("state")
    assert answer.returncode == 0, answer.stderr
    topics = json.loads(answer.stdout)["communities"][0]["topics"]
    added = [
        answer for threads in evening.ledger.due.values() for answers in threads.values()
        for answer in answers if " added: " in told(answer)]
    assert len(topics) == len(added), f"{len(topics)} topics are kept, {len(added)} were confirmed"


def nothing_was_refused_for_good(evening: Evening) -> None:
    letters = evening.bot.state / "dead-letters.jsonl"
    assert not letters.exists(), letters.read_text()


def who_is_forgotten_is_found_nowhere_on_the_disk(evening: Evening) -> None:
    room, name = evening.direct[evening.cy], evening.cy.user.encode()
    evening.tell(evening.cy, "forget me", texts.SURE_TO_FORGET, room=room)
    evening.tell(evening.cy, "forget", texts.FORGOTTEN, room=room)

    def traces() -> list[str]:
        return [str(file) for file in evening.bot.state.rglob("*")
                if file.is_file() and name in file.read_bytes()]

    evening.until(lambda: not traces(), lambda: f"the name stands in {traces()}", 10)


CHECKS = [
    every_answer_stands_there_once_and_nothing_else,
    every_reaction_of_the_bot_was_due,
    every_line_is_a_notice_without_pings_and_with_escaped_html,
    it_is_in_no_room_that_nobody_knows_of,
    the_token_is_found_nowhere,
    nothing_on_the_disk_joins_a_name_with_an_anonymous_answer,
    nothing_was_refused_for_good,
    state_shows_what_was_said_beside_the_running_bot,
    who_is_forgotten_is_found_nowhere_on_the_disk,
]
