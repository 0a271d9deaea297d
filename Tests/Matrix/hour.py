"""A session that is on: started, split into groups that are joined late and left early, and its minutes."""

import re

import texts
from evening import Evening
from timeline import Form

TIME = re.compile(r"[0-9]{2}:[0-9]{2} UTC")
PEOPLE = re.compile(r"[^\n]+")
ANYTHING = re.compile(r".*", re.DOTALL)


def four_say_that_they_are_there(evening: Evening) -> None:
    for number, member in enumerate((evening.bo, evening.cy, evening.dee), start=2):
        evening.ask(
            member, "!here", texts.here_too("S1 Warm-up", member.shown, number), room=evening.room,
            thread=evening.begun)


def the_session_is_started_in_its_thread(evening: Evening) -> None:
    evening.ask(
        evening.ana, "!session start", texts.started("S1 Warm-up", 4),
        Form("Welcome to S1 Warm-up.\n", ANYTHING), room=evening.room, thread=evening.begun)


def groups_are_shown_before_they_open(evening: Evening) -> None:
    evening.ana.say(evening.room, "!breakout 2 --time 6m", evening.begun)
    preview = evening.hear(evening.room, evening.begun, texts.groups_drawn("S1 Warm-up", PEOPLE))
    # Each group as the names of who leads and who takes notes.
    evening.groups = [
        [name.strip("*📝 ") for name in people.split(", ")]
        for people in re.findall(r"^[12]: (.*)$", preview[0]["content"]["body"], re.MULTILINE)]
    assert [len(group) for group in evening.groups] == [2, 2], evening.groups
    assert sorted(sum(evening.groups, [])) == ["Ana", "Bo", "Cy", "Dee"], evening.groups


def each_group_has_a_thread_of_its_own(evening: Evening) -> None:
    evening.ask(
        evening.ana, "!breakout go", texts.groups_opened(TIME, evening.groups), room=evening.room,
        thread=evening.begun)
    cards = evening.hear(
        evening.room, None,
        *(texts.group_card("S1 Warm-up", number, people, TIME)
          for number, people in enumerate(evening.groups, start=1)))
    evening.tables = [card["event_id"] for card in cards]


def a_late_comer_is_given_a_place_and_nobody_moves(evening: Evening) -> None:
    evening.eli = evening.server.register("eli", "Eli")
    evening.ana.invite(evening.room, evening.eli.user)
    evening.eli.join(evening.room)
    lead, notes = evening.groups[0]
    evening.ask(
        evening.eli, "!here",
        texts.here_too("S1 Warm-up", "Eli", 5)
        + f"\nGroups are open: you are in group 1, with {lead} and {notes}.",
        room=evening.room, thread=evening.begun)
    evening.hear(
        evening.room, evening.tables[0],
        f"Eli joins you. Group 1 is now {lead}*, {notes} 📝, Eli.")


def groups_report_in_their_threads(evening: Evening) -> None:
    by_name = {member.shown: member for member in (*evening.members, evening.eli)}
    evening.ask(
        by_name[evening.groups[0][1]], "!report Pairing works, if both have an hour",
        "Thank you, group 1. Still to come: group 2.", room=evening.room, thread=evening.tables[0])
    evening.ask(
        by_name[evening.groups[1][0]], "!report Start smaller",
        "Thank you, group 2. All groups have reported: `!breakout reports`.", room=evening.room,
        thread=evening.tables[1])
    first, second = evening.groups[0][1], evening.groups[1][0]
    evening.ask(
        evening.ana, "!breakout reports",
        f"What the groups of S1 Warm-up found:\nGroup 1 ({first}): Pairing works, if both have an hour\n"
        f"Group 2 ({second}): Start smaller", room=evening.room, thread=evening.begun)


def a_group_that_shrinks_to_one_is_dissolved(evening: Evening) -> None:
    gone, left = evening.groups[1]
    lead, notes = evening.groups[0]
    together = f"{lead}*, {notes} 📝, Eli, {left}"
    evening.ask(
        evening.ana, f"!breakout remove {gone}",
        f"{gone} is out of group 2. It is dissolved: {left} goes to group 1.\n1: {together}",
        room=evening.room, thread=evening.begun)
    evening.hear(
        evening.room, evening.tables[0], f"{left} joins you. Group 1 is now {together}.")
    evening.hear(
        evening.room, evening.tables[1], f"{gone} had to go. {left}, please go to group 1.")


def the_groups_are_exported_alone(evening: Evening) -> None:
    evening.ask(
        evening.ana, "!breakout export csv", texts.SENT_ALONE, room=evening.room,
        thread=evening.begun)
    evening.hear(
        evening.direct[evening.ana], None,
        Form("4 people as comma-separated values:\nGroup,Name,Duty,Id\n", re.compile("(1,.*\n?){4}")))


def everybody_is_called_back(evening: Evening) -> None:
    evening.ask(
        evening.ana, "!breakout back",
        Form("Welcome back! Every group has reported: `!breakout reports`.\n", PEOPLE),
        room=evening.room, thread=evening.begun)
    evening.hear(evening.room, evening.tables[0], "Please come back to everybody now.")


def what_is_decided_outlives_a_kill(evening: Evening) -> None:
    in_thread = {"room": evening.room, "thread": evening.begun}
    evening.ask(evening.ana, "!decide Every handover has a buddy", "D1: Every handover has a buddy", **in_thread)
    evening.ask(evening.ana, "!decide We keep one checklist", "D2: We keep one checklist", **in_thread)
    evening.bot.kill()
    evening.bot.start()
    evening.ask(
        evening.bo, "!action me Write the checklist",
        "A1 Bo: Write the checklist. No day is set; `by fri` at the end sets one. `!done A1` says that "
        "it is done.", **in_thread)


def the_minutes_are_told_to_the_room_and_written(evening: Evening) -> None:
    evening.ask(
        evening.ana, "!wrap A handover is a month and not a day.",
        "The minutes of S1 Warm-up stand, and the room hears what remains. `!recap S1` shows them.",
        room=evening.room, thread=evening.begun)
    evening.hear(evening.room, None, Form(
        "What remains of S1 Warm-up: 5 were there.\nA handover is a month and not a day.\n"
        "Decided: D1 Every handover has a buddy; D2 We keep one checklist.\n"
        "To do: A1 Bo: Write the checklist.\n", ANYTHING))
    folder = evening.bot.state / "outbox" / "minutes"
    evening.until(
        lambda: any("We keep one checklist" in file.read_text() for file in folder.glob("*.S1.md")),
        "the minutes are not written")


CHECKS = [
    four_say_that_they_are_there,
    the_session_is_started_in_its_thread,
    groups_are_shown_before_they_open,
    each_group_has_a_thread_of_its_own,
    a_late_comer_is_given_a_place_and_nobody_moves,
    groups_report_in_their_threads,
    a_group_that_shrinks_to_one_is_dissolved,
    the_groups_are_exported_alone,
    everybody_is_called_back,
    what_is_decided_outlives_a_kill,
    the_minutes_are_told_to_the_room_and_written,
]
