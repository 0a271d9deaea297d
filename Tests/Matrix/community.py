"""The evening as the members see it: they join, propose, vote, plan, answer and say what it was worth."""

from datetime import datetime, timedelta, timezone

import texts
from account import Feed
from evening import Evening

TITLE = "Onboarding <b>without</b> burnout & tears"


def minute_after(seconds: float) -> datetime:
    """The first full minute that is at least so far away, in UTC."""
    moment = datetime.now(timezone.utc) + timedelta(seconds=seconds)
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=1)


def typed(moment: datetime) -> str:
    """A time as a coordinator types it."""
    return f"{moment:%Y-%m-%d %H:%M}"


def an_invitation_from_before_the_first_start_is_accepted(evening: Evening) -> None:
    evening.room = evening.gather("Data Practice")
    evening.bo.say(evening.room, "!topic from before the bot was there")
    evening.bot.start()
    evening.await_bot_in(evening.room)


def what_was_said_before_it_came_is_not_answered(evening: Evening) -> None:
    # The first thing that is answered is the first line said after it came.
    evening.ask(
        evening.ana, "!topic Code review that teaches",
        texts.topic_added(1, "Code review that teaches"), room=evening.room)
    feed = evening.feeds[evening.room]
    old = [e["event_id"] for e in feed.events if "before the bot" in e["content"].get("body", "")]
    assert len(old) == 1 and not evening.said(evening.room, old[0]), "an old line was answered"


def an_invitation_while_it_runs_is_accepted(evening: Evening) -> None:
    evening.side = evening.gather("Corridor")
    evening.await_bot_in(evening.side)
    evening.ask(
        evening.bo, "!topic Pairing across time zones",
        texts.topic_added(2, "Pairing across time zones"), room=evening.side)


def a_session_is_planned_two_minutes_ahead(evening: Evening) -> None:
    evening.warm_up = minute_after(100)
    evening.ana.say(
        evening.room, f'!session new "Warm-up" {typed(evening.warm_up)}')
    evening.hear(
        evening.room, None, texts.announced("S1 Warm-up", evening.warm_up, None, ""))


def a_session_is_planned_so_that_its_reminder_falls_into_the_evening(evening: Evening) -> None:
    evening.stand_up = minute_after(11 * 60)
    evening.ana.say(
        evening.room, f'!session new "Stand-up" {typed(evening.stand_up)}')
    evening.hear(
        evening.room, None, texts.announced("S2 Stand-up", evening.stand_up, None, " S2"))
    evening.ask(
        evening.bo, "!rsvp yes S2", texts.going("S2 Stand-up", evening.stand_up),
        room=evening.room)


def members_join_with_what_they_care_about(evening: Evening) -> None:
    pass


EARLY = [
    an_invitation_from_before_the_first_start_is_accepted,
    what_was_said_before_it_came_is_not_answered,
    an_invitation_while_it_runs_is_accepted,
]
LATE = []
