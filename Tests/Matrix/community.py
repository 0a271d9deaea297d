"""The evening as the members see it: they join, propose, vote, plan, answer and say what it was worth."""

import time
from datetime import datetime, timedelta, timezone

import texts
from account import Account
from evening import Evening

TITLE = "Onboarding <b>without</b> burnout & tears"
SESSION = f"S3 {TITLE}"
# What was said without a name, in words that stand nowhere else.
SECRETS = ["the small groups", "more time for questions", "a clearer beginning"]


def minute_after(seconds: float) -> datetime:
    """The first full minute that is at least so far away, in UTC."""
    moment = datetime.now(timezone.utc) + timedelta(seconds=seconds)
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=1)


def an_invitation_from_before_the_first_start_is_accepted(evening: Evening) -> None:
    evening.room = evening.gather("Data Practice")
    evening.bo.say(evening.room, "!topic from before the bot was there")
    evening.bot.start()
    evening.await_bot_in(evening.room)


def what_was_said_before_it_came_is_not_answered(evening: Evening) -> None:
    # The first thing that is answered is the first line said after it came.
    evening.first_topic = evening.ask(
        evening.ana, "!topic Code review that teaches",
        texts.topic_added(1, "Code review that teaches"), room=evening.room)
    feed = evening.feeds[evening.room]
    old = [e["event_id"] for e in feed.events if "before the bot" in e["content"].get("body", "")]
    assert len(old) == 1 and not evening.said(evening.room, old[0]), "an old line was answered"


def an_invitation_while_it_runs_is_accepted(evening: Evening) -> None:
    evening.side = evening.gather("Corridor")
    evening.await_bot_in(evening.side)
    evening.second_topic = evening.ask(
        evening.bo, "!topic Pairing across time zones",
        texts.topic_added(2, "Pairing across time zones"), room=evening.side)


def wait_until(moment: datetime) -> None:
    """Waits until then, where that is ahead."""
    time.sleep(max(0.0, (moment - datetime.now(timezone.utc)).total_seconds()))


def plan(evening: Evening, session: str, moment: datetime, options: str = "",
         seats: int | None = None, number: str = "") -> str:
    """Lets the coordinator plan a session, which is answered and announced; gives the announcement."""
    title = session.partition(" ")[2]
    evening.ask(
        evening.ana, f"!session new “{title}” {moment:%Y-%m-%d %H:%M}{options}",
        texts.planned(session, moment), room=evening.room)
    posts = evening.hear(
        evening.room, None, texts.announced(session, moment, seats, number))
    return posts[0]["event_id"]


def a_session_is_planned_that_begins_during_the_evening(evening: Evening) -> None:
    evening.warm_up = minute_after(30)
    evening.begun = plan(evening, "S1 Warm-up", evening.warm_up)


def a_session_is_planned_whose_reminder_falls_into_the_evening(evening: Evening) -> None:
    evening.stand_up = minute_after(10 * 60 + 45)
    plan(evening, "S2 Stand-up", evening.stand_up, number=" S2")
    evening.ask(
        evening.ana, "!rsvp yes S2", texts.going("S2 Stand-up", evening.stand_up),
        room=evening.room)


def members_join_with_what_they_care_about(evening: Evening) -> None:
    evening.ask(
        evening.cy, "!join mentoring, data quality",
        texts.welcome("Cy", "mentoring, data quality"), room=evening.room)
    evening.ask(
        evening.dee, "!join #mentoring",
        texts.welcome("Dee", "mentoring") + texts.shares("mentoring", "Cy"), room=evening.room)


def topics_are_voted_for_by_text(evening: Evening) -> None:
    evening.ask(
        evening.bo, "!topic vote T1", texts.vote_given(1, "Code review that teaches", 1, 2),
        room=evening.room)
    evening.ask(
        evening.dee, "!Topic vote #t1!", texts.vote_given(1, "Code review that teaches", 2, 2),
        room=evening.room)
    evening.ask(
        evening.dee, "!topic", texts.listed(
            (1, 2, "Code review that teaches"), (2, 0, "Pairing across time zones"), left=2),
        room=evening.room)


def topics_are_voted_for_by_a_reaction_which_is_answered_alone(evening: Evening) -> None:
    # Bo has opened a direct room himself: the bot writes to him there and opens no other.
    evening.direct[evening.bo] = evening.open_direct(evening.bo)
    post = evening.said(evening.room, evening.first_topic)[0]["event_id"]
    evening.cy.react(evening.room, post, "👍")
    evening.direct[evening.cy] = evening.accept_direct(evening.cy)
    evening.hear(
        evening.direct[evening.cy], None,
        texts.vote_given(1, "Code review that teaches", 3, 2))
    side = evening.said(evening.side, evening.second_topic)[0]["event_id"]
    vote = evening.bo.react(evening.side, side, "👍🏽")
    evening.hear(
        evening.direct[evening.bo], None,
        texts.vote_given(2, "Pairing across time zones", 1, 1))
    evening.bo.redact(evening.side, vote)
    evening.hear(evening.direct[evening.bo], None, texts.vote_taken_back(2, 2))


def markup_in_a_topic_is_shown_as_it_was_typed(evening: Evening) -> None:
    typed = 'Ask <b>me</b> & "why" <script>alert(1)</script> @room'
    evening.ask(
        evening.bo, f"!topic {typed}",
        texts.topic_added(3, typed.replace("@room", "@\u200broom")), room=evening.room)


def a_change_is_undone(evening: Evening) -> None:
    evening.ask(
        evening.bo, "!undo", texts.undone("topic T3 added"), room=evening.room)


def a_slip_is_run_once_it_is_confirmed(evening: Evening) -> None:
    line = evening.ask(
        evening.dee, "!topc Estimates without tears", texts.meant("!topic Estimates without tears"),
        room=evening.room)
    evening.ask(
        evening.dee, "y", texts.topic_added(4, "Estimates without tears"), room=evening.room,
        thread=line)


def several_commands_in_a_thread_are_answered_in_their_order(evening: Evening) -> None:
    root = evening.bo.say(evening.room, "Shall we collect some more?")
    for title in ("Logs for beginners", "Metrics for beginners", "Code reviews in public"):
        evening.bo.say(evening.room, f"!topic {title}", root)
    evening.hear(
        evening.room, root, texts.topic_added(5, "Logs for beginners"),
        texts.topic_added(6, "Metrics for beginners"),
        texts.topic_added(7, "Code reviews in public")
        + texts.close_to(7, 1, "Code review that teaches"))


def an_edited_command_is_run_again(evening: Evening) -> None:
    line = evening.ask(
        evening.cy, "!topic Retrospectifs", texts.topic_added(8, "Retrospectifs"),
        room=evening.room)
    evening.cy.edit(evening.room, line, "!topic Retrospectives")
    evening.hear(evening.room, line, "Updated: " + texts.topic_added(9, "Retrospectives"))


def what_is_not_for_the_bot_is_met_with_silence(evening: Evening) -> None:
    for text in ("hello everybody", "!!!", "!playsong for Ana", "> !topic quoted", "! topic"):
        evening.bo.say(evening.room, text)
    evening.bo.say(evening.room, "!topic by another bot", kind="m.notice")


def a_session_with_two_seats_is_planned(evening: Evening) -> None:
    moment = datetime.now(timezone.utc) + timedelta(days=12)
    evening.meeting = moment.replace(hour=16, minute=0, second=0, microsecond=0)
    evening.announcement = plan(
        evening, SESSION, evening.meeting, " --cap 2", seats=2, number=" S3")


def only_who_may_plan_a_session_plans_one(evening: Evening) -> None:
    evening.ask(
        evening.bo, f'!session new "Coup" {evening.meeting:%Y-%m-%d %H:%M}',
        texts.not_for_members("!topic <your idea>"), room=evening.room)


def an_invitation_is_answered_in_the_thread_of_its_session(evening: Evening) -> None:
    evening.ask(
        evening.bo, "!rsvp yes!!", texts.going(SESSION, evening.meeting, "1 of 2"),
        room=evening.room, thread=evening.announcement)


def an_invitation_is_answered_by_a_reaction(evening: Evening) -> None:
    evening.cy.react(evening.room, evening.announcement, "✅")
    evening.hear(
        evening.direct[evening.cy], None, texts.going(SESSION, evening.meeting, "2 of 2"))


def the_third_one_waits_for_a_seat(evening: Evening) -> None:
    evening.ask(
        evening.dee, "!rsvp yes S3", texts.waiting(SESSION, "1st"), room=evening.room)


def a_question_in_the_thread_of_a_session_is_about_that_session(evening: Evening) -> None:
    evening.ask(
        evening.ana, "!rsvp who", texts.coming(
            SESSION, evening.meeting, "Going 2 (2 of 2 seats taken): Bo, Cy", "Waitlist 1: Dee",
            "No answer: 1."), room=evening.room, thread=evening.announcement)


def who_waits_gets_the_seat_that_becomes_free_and_is_told_alone(evening: Evening) -> None:
    evening.ask(
        evening.bo, "!rsvp no", texts.not_coming(SESSION, evening.meeting), room=evening.room,
        thread=evening.announcement)
    evening.direct[evening.dee] = evening.accept_direct(evening.dee)
    evening.hear(
        evening.direct[evening.dee], None, texts.promoted(SESSION, evening.meeting))
    evening.ask(
        evening.ana, "!rsvp who", texts.coming(
            SESSION, evening.meeting, "Going 2 (2 of 2 seats taken): Cy, Dee", "Not 1: Bo",
            "No answer: 1."), room=evening.room, thread=evening.announcement)


def a_reminder_comes_ten_minutes_before_a_session(evening: Evening) -> None:
    due = evening.stand_up - timedelta(minutes=10)
    wait_until(due)
    evening.direct[evening.ana] = evening.accept_direct(evening.ana)
    evening.hear(
        evening.direct[evening.ana], None, texts.reminder("S2 Stand-up", evening.stand_up))


def the_session_begins(evening: Evening) -> None:
    wait_until(evening.warm_up + timedelta(seconds=1))
    # Five minutes after the beginning the facilitator would be told that nobody is there.
    evening.ask(evening.ana, "!here S1", texts.here("S1 Warm-up", "Ana"), room=evening.room)


def a_series_is_started_one_date_left_out_and_all_others_answered_by_a_reaction(
        evening: Evening) -> None:
    now = datetime.now(timezone.utc)
    first = (now + timedelta(days=(2 - now.weekday()) % 7)).replace(
        hour=16, minute=0, second=0, microsecond=0)
    if first <= now:
        first += timedelta(days=7)
    # Dates are planned six weeks ahead, and never more than six.
    count = min(6, int((timedelta(days=42) - (first - now)) / timedelta(days=7)) + 1)
    dates = [(f"S{4 + week}", first + timedelta(days=7 * week)) for week in range(4)]
    evening.ask(
        evening.ana, "!series every wed 16:00 --title “Clinic”", texts.series_started(*dates[0]),
        room=evening.room)
    post = evening.hear(evening.room, None, texts.series_announced(*dates))[0]["event_id"]
    evening.ask(
        evening.ana, f"!series skip {dates[1][1]:%Y-%m-%d}", texts.date_skipped(dates[1][0]),
        room=evening.room)
    evening.hear(evening.room, None, texts.date_missing(*dates[1]))
    evening.bo.react(evening.room, post, "✅")
    evening.hear(evening.direct[evening.bo], None, texts.going_to_all(count - 1))


def feedback_in_the_room_has_a_name(evening: Evening) -> None:
    evening.ask(
        evening.ana, "!feedback 4 short & sweet", texts.thanked("Ana", 4, "S1"),
        room=evening.room)


def confide(evening: Evening, member: Account, rating: int, text: str) -> None:
    """Gives feedback by direct message, and notes what must never stand beside it."""
    room = evening.direct[member]
    line = evening.tell(member, f"feedback {rating} {text}", texts.recorded("S1"), room=room)
    evening.confided[text] = [member.user, room, line]


def two_anonymous_answers_are_not_shown(evening: Evening) -> None:
    confide(evening, evening.bo, 5, SECRETS[0])
    confide(evening, evening.cy, 3, SECRETS[1])
    evening.ask(evening.ana, "!feedback results", texts.SENT_ALONE, room=evening.room)
    evening.hear(evening.direct[evening.ana], None, texts.results(
        "S1 Warm-up", "Without names: shown once three answers have come together.",
        "With names: 1 answer, 4.0 of 5 on average: 1 × 4.", "• Ana: 4/5 “short & sweet”"))


def three_anonymous_answers_are_shown_together(evening: Evening) -> None:
    confide(evening, evening.dee, 4, SECRETS[2])
    evening.tell(evening.ana, "feedback results", texts.results(
        "S1 Warm-up", "Without names: 3 answers, 4.0 of 5 on average: 1 × 5, 1 × 4, 1 × 3.",
        *(f"• “{text}”" for text in sorted(SECRETS)),
        "More are shown whenever three have come together.",
        "With names: 1 answer, 4.0 of 5 on average: 1 × 4.", "• Ana: 4/5 “short & sweet”"),
        room=evening.direct[evening.ana])


EARLY = [
    an_invitation_from_before_the_first_start_is_accepted,
    what_was_said_before_it_came_is_not_answered,
    an_invitation_while_it_runs_is_accepted,
    a_session_is_planned_that_begins_during_the_evening,
    a_session_is_planned_whose_reminder_falls_into_the_evening,
    members_join_with_what_they_care_about,
    topics_are_voted_for_by_text,
    topics_are_voted_for_by_a_reaction_which_is_answered_alone,
    markup_in_a_topic_is_shown_as_it_was_typed,
    a_change_is_undone,
    a_slip_is_run_once_it_is_confirmed,
    several_commands_in_a_thread_are_answered_in_their_order,
    an_edited_command_is_run_again,
    what_is_not_for_the_bot_is_met_with_silence,
    a_session_with_two_seats_is_planned,
    only_who_may_plan_a_session_plans_one,
    an_invitation_is_answered_in_the_thread_of_its_session,
    an_invitation_is_answered_by_a_reaction,
    the_third_one_waits_for_a_seat,
    a_question_in_the_thread_of_a_session_is_about_that_session,
    who_waits_gets_the_seat_that_becomes_free_and_is_told_alone,
]
LATE = [
    a_reminder_comes_ten_minutes_before_a_session,
    the_session_begins,
    a_series_is_started_one_date_left_out_and_all_others_answered_by_a_reaction,
    feedback_in_the_room_has_a_name,
    two_anonymous_answers_are_not_shown,
    three_anonymous_answers_are_shown_together,
]
