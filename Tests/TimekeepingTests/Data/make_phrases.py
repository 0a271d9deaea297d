"""Writes phrases.txt: what phrases for a time mean, stated as dates and made instants by zoneinfo.

Nothing here reads a phrase: beside each stand the wall times that a person takes from the calendar, with
their weekdays, which are checked; a zone other than that of the speaker stands behind them. A line is:
when it was said, where, what, then `=` and an instant, `~` and the first five instants of a series, or
`x` and what must be offered instead. `fold=0` of zoneinfo is the policy of RFC 5545 for gaps and folds.
"""

import datetime
import random
import zoneinfo

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
UTC = datetime.timezone.utc
rows = []
context = None


def said(now, zone):
    """From here on phrases are said at `now` in `zone`."""
    global context
    context = (now, zone)


def instant(text, zone):
    """`Thu 2026-11-26 16:00` there, in UTC; the weekday must be right."""
    weekday, rest = text.split(" ", 1)
    wall = datetime.datetime.strptime(rest, "%Y-%m-%d %H:%M")
    assert DAYS[wall.weekday()] == weekday, text
    return wall.replace(tzinfo=zoneinfo.ZoneInfo(zone), fold=0).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def once(phrases, when, zone=None):
    for phrase in phrases.split("|"):
        rows.append((*context, phrase.strip(), "= " + instant(when, zone or context[1])))


def again(phrases, *whens, zone=None):
    """The first times, at most five; fewer only where the series ends."""
    for phrase in phrases.split("|"):
        found = " ".join(instant(when, zone or context[1]) for when in whens)
        rows.append((*context, phrase.strip(), "~ " + found))


def refused(phrases, *choices):
    for phrase in phrases.split("|"):
        rows.append((*context, phrase.strip(), " | ".join(("x",) + choices)))


# Saturday, 10:00 in London.
said("2026-11-21T10:00:00Z", "Europe/London")
once("2026-12-03 16:00|2026-12-03 at 4pm|2026-12-03T16:00|3 dec 16:00|3 december 4pm|3rd of december 16:00|"
     "dec 3 4pm|december 3rd at 16:00|December 3, 2026 at 4 p.m.|thu 3 dec 4pm|Thu., 3 Dec., 16:00|"
     "thursday 3rd december 2026 16:00|thu the 3rd of december at 4:00pm|3-dec-2026 16:00|3 dec (thu) 16:00|"
     "4pm on thu 3 dec|16:00 3 december|thu 16:00 3 dec|the 3rd at 16:00|thu 3rd 16:00|first thu of december 16:00|"
     "1st thu in december 2026 16:00|“3 dec” 16:00|3 dec 16:00 UK|thursday 3 dec 2026, 16:00 (London)|2026-12-03 16:00 Leeds",
     "Thu 2026-12-03 16:00")
once("thu 16:00|THU 16:00|thursday 4pm|on thursday at 16:00|thurs 4 pm|Thu at 16h|16:00 thu|16:00 on thursday|"
     "thu 16:00 London|4pm thu|thu, 16:00|thu @ 16:00|thu @16:00|thu 16.00|next week thu 16:00|thu next week 16:00|"
     "thu 16:00 next week|next thu 16:00|next week on thursday at 4pm|coming thu 16:00|this coming thu 16:00|"
     "thu afternoon 16:00|thu at 4 in the afternoon|thu afternoon at 4|26 nov 16:00|the 26th 16:00|in 5 days at 16:00|"
     "thu 16:00 London time|thu 16:00 in London|thu\u00a016:00",
     "Thu 2026-11-26 16:00")
once("tomorrow noon|tomorrow at noon|noon tomorrow|tomorrow 12 noon|tomorrow 12pm|tomorrow midday|sun noon|this sun 12:00|"
     "in 1 day 12:00|tomorrow 12:00 London", "Sun 2026-11-22 12:00")
once("tomorrow 00:00|tomorrow 12am|sun 0:00", "Sun 2026-11-22 00:00")
once("tomorrow 23:59|tomorrow night 11:59pm", "Sun 2026-11-22 23:59")
once("today 18:00|tonight 6pm|tonight at 6|sat 18:00|this evening 6pm|this sat 18:00|sat evening at 6|today 18h",
     "Sat 2026-11-21 18:00")
once("today 10:01|sat 10:01|in 1 minute|+1m|+1min|in a minute", "Sat 2026-11-21 10:01")
once("sat 10:00|next sat 10:00|next week sat 10:00", "Sat 2026-11-28 10:00")
once("sat 09:59", "Sat 2026-11-28 09:59")
once("next tue 18:30|tue 18:30|tuesday 6:30pm|tue 18:30 next week|next tuesday at 6.30pm|tue 6:30 p.m.", "Tue 2026-11-24 18:30")
once("in 2 weeks|in two weeks|in a fortnight|in 14 days|in 2 weeks' time|2 weeks from now|+2w|in 2 weeks at 10:00",
     "Sat 2026-12-05 10:00")
once("in 2 weeks 16:00|in 2 weeks at 4pm|in a fortnight at 16:00", "Sat 2026-12-05 16:00")
once("+15m|in 15 min|in 15 minutes|+ 15 min", "Sat 2026-11-21 10:15")
once("in 90 min|in 1h30|in 1 hour 30 minutes|in 1 hour and 30 min|+1h30m|+90m|90 minutes from now", "Sat 2026-11-21 11:30")
once("in an hour|+1h|in 60 min", "Sat 2026-11-21 11:00")
once("in half an hour", "Sat 2026-11-21 10:30")
once("in a month|in 1 month", "Mon 2026-12-21 10:00")
once("in a year", "Sun 2027-11-21 10:00")
once("day after tomorrow 10:00|the day after tomorrow at 10am|mon 10:00|in 2 days", "Mon 2026-11-23 10:00")
once("mon 9am PT|monday 9:00 PT|mon 9am Los Angeles|9am PT mon|mon 9am America/Los_Angeles|mon 9am Seattle",
     "Mon 2026-11-23 09:00", "America/Los_Angeles")
once("mon 9am ET|mon 9am New York|next mon 9am ET", "Mon 2026-11-23 09:00", "America/New_York")
once("mon 9am CET|mon 9am Brussels", "Mon 2026-11-23 09:00", "Europe/Brussels")
once("mon 9am Delhi|mon 9am Asia/Calcutta|mon 9am India", "Mon 2026-11-23 09:00", "Asia/Kolkata")
once("2026-12-03T16:00Z|2026-12-03 16:00 UTC|2026-12-03 16:00 GMT", "Thu 2026-12-03 16:00", "UTC")
once("7 jan 9:30|jan 7 09:30|thu 7 jan 2027 9:30am|7 january 9:30 am", "Thu 2027-01-07 09:30")
once("28 march 01:30|sun 28 mar 2027 1:30am|2027-03-28 01:30", "Sun 2027-03-28 01:30")
once("last fri of november 15:00|last friday of this month 15:00|fri 27 nov 15:00|4th fri of november 15:00",
     "Fri 2026-11-27 15:00")
once("last fri of next month 15:00|last friday in december 3pm", "Fri 2026-12-25 15:00")
once("2028-02-29 12:00|29 feb 2028 noon", "Tue 2028-02-29 12:00")
once("2100-12-31 23:59", "Fri 2100-12-31 23:59")
again("every thu 16:00|weekly thu 16:00|thursdays at 16:00|every week on thursday 4pm|every week thu 16:00|on thursdays 16:00|"
      "each thursday 16:00|every thu 16:00 Leeds|every 1 week on thu 16:00|weekly on thursdays at 16:00",
      "Thu 2026-11-26 16:00", "Thu 2026-12-03 16:00", "Thu 2026-12-10 16:00", "Thu 2026-12-17 16:00", "Thu 2026-12-24 16:00")
again("every 2nd thu 16:00|every second thursday 16:00|every other thu 16:00|every other thursday at 4pm|every 2 weeks on thu 16:00|"
      "every two weeks thu 16:00|every other week on thu 16:00|fortnightly thu 16:00|every fortnight on thursday 16:00|"
      "alternate thursdays 16:00|16:00 every 2nd thu|every 2nd week on thursday 16:00|every 2weeks on thu 16:00|"
      "every other thursday 16:00 until april",
      "Thu 2026-11-26 16:00", "Thu 2026-12-10 16:00", "Thu 2026-12-24 16:00", "Thu 2027-01-07 16:00", "Thu 2027-01-21 16:00")
again("every other thursday 16:00 from 14 jan until march|every 2nd thu 16:00 from 2027-01-14 till march|"
      "every other thu from 10 jan 16:00 until 28 feb|every 2nd thu 16:00 starting 14 jan until 27 february 2027",
      "Thu 2027-01-14 16:00", "Thu 2027-01-28 16:00", "Thu 2027-02-11 16:00", "Thu 2027-02-25 16:00")
again("every thu 16:00 from 18 feb until 12 march|every thu 16:00 from 18 feb until 11 march|"
      "every thu 16:00 from 18 feb until 12 mar 2027 London|every thu 16:00 London from 18 feb for 4 times|"
      "every thu 16:00 from 18 feb for 4 weeks|every thu 16:00 from 18 feb 4 times|every thu 16:00 from 16 feb until 2027-03-12",
      "Thu 2027-02-18 16:00", "Thu 2027-02-25 16:00", "Thu 2027-03-04 16:00", "Thu 2027-03-11 16:00")
again("every thu 16:00 from 18 feb until march|every thu 16:00 from 18 feb through february|"
      "every thu 16:00 from 18 feb until the end of february", "Thu 2027-02-18 16:00", "Thu 2027-02-25 16:00")
again("every thu 16:00 except 24 dec and 31 dec|every thu 16:00 but not on 24 dec, 31 dec|"
      "every thu 16:00 except 24 dec except 31 dec|every thu 16:00 excluding 24 december, 31 december and 1 jan",
      "Thu 2026-11-26 16:00", "Thu 2026-12-03 16:00", "Thu 2026-12-10 16:00", "Thu 2026-12-17 16:00", "Thu 2027-01-07 16:00")
again("every thu 16:00 for 2 times|every thu 16:00 2 times|every thu 16:00 until 9 dec|every thu 16:00 for 2 weeks",
      "Thu 2026-11-26 16:00", "Thu 2026-12-03 16:00")
again("2nd thu of the month 16:00|second thursday of every month 16:00|every 2nd thu of the month 16:00|"
      "monthly on the 2nd thu 16:00|every month on the second thursday 16:00|2nd thu each month 16:00|"
      "the 2nd thursday of each month at 4pm|every second thursday of the month 16:00",
      "Thu 2026-12-10 16:00", "Thu 2027-01-14 16:00", "Thu 2027-02-11 16:00", "Thu 2027-03-11 16:00", "Thu 2027-04-08 16:00")
again("last fri of the month 15:00|last friday of every month 3pm|every last fri 15:00|monthly on the last fri 15:00|"
      "every last friday of the month 15:00", "Fri 2026-11-27 15:00", "Fri 2026-12-25 15:00", "Fri 2027-01-29 15:00", "Fri 2027-02-26 15:00",
      "Fri 2027-03-26 15:00")
again("first and third tue 10:00|1st and 3rd tue of the month 10:00|every first and third tuesday 10:00|first, third tue 10am",
      "Tue 2026-12-01 10:00", "Tue 2026-12-15 10:00", "Tue 2027-01-05 10:00", "Tue 2027-01-19 10:00", "Tue 2027-02-02 10:00")
again("monthly on the 15th 10:00|15th of every month 10:00|every month on the 15th 10am|the 15th of each month at 10:00|"
      "15th of the month 10:00", "Tue 2026-12-15 10:00", "Fri 2027-01-15 10:00", "Mon 2027-02-15 10:00", "Mon 2027-03-15 10:00",
      "Thu 2027-04-15 10:00")
again("last day of the month 17:00|monthly on the last day 17:00", "Mon 2026-11-30 17:00", "Thu 2026-12-31 17:00",
      "Sun 2027-01-31 17:00", "Sun 2027-02-28 17:00", "Wed 2027-03-31 17:00")
again("last weekday of the month 17:00|last working day of every month 17:00", "Mon 2026-11-30 17:00", "Thu 2026-12-31 17:00",
      "Fri 2027-01-29 17:00", "Fri 2027-02-26 17:00", "Wed 2027-03-31 17:00")
again("every weekday 9:30|weekdays at 9:30|every working day 9:30am|every workday 09:30", "Mon 2026-11-23 09:30", "Tue 2026-11-24 09:30",
      "Wed 2026-11-25 09:30", "Thu 2026-11-26 09:30", "Fri 2026-11-27 09:30")
again("every mon and wed 12:00|mondays and wednesdays noon|every monday, wednesday at noon|every mon/wed 12:00|every mon & wed 12pm|"
      "weekly on mon and wed 12:00", "Mon 2026-11-23 12:00", "Wed 2026-11-25 12:00", "Mon 2026-11-30 12:00", "Wed 2026-12-02 12:00",
      "Mon 2026-12-07 12:00")
again("every other mon and wed 12:00|every 2 weeks on mon and wed 12:00", "Mon 2026-11-23 12:00", "Wed 2026-11-25 12:00", "Mon 2026-12-07 12:00",
      "Wed 2026-12-09 12:00", "Mon 2026-12-21 12:00")
again("every day 9:30|daily 9:30am|daily at 09:30|every morning 9:30", "Sun 2026-11-22 09:30", "Mon 2026-11-23 09:30",
      "Tue 2026-11-24 09:30", "Wed 2026-11-25 09:30", "Thu 2026-11-26 09:30")
again("every day 18:00 for 3 days|every evening at 6 for 3 times|every day 18:00 until 23 nov", "Sat 2026-11-21 18:00", "Sun 2026-11-22 18:00",
      "Mon 2026-11-23 18:00")
again("every other day 9:30|every 2 days 9:30|every second day 9:30|every 2nd day 9:30", "Sun 2026-11-22 09:30", "Tue 2026-11-24 09:30",
      "Thu 2026-11-26 09:30", "Sat 2026-11-28 09:30", "Mon 2026-11-30 09:30")
again("every 3 weeks on thu 16:00", "Thu 2026-11-26 16:00", "Thu 2026-12-17 16:00", "Thu 2027-01-07 16:00", "Thu 2027-01-28 16:00",
      "Thu 2027-02-18 16:00")
again("every 3 months on the 1st mon 10:00|every three months on the first monday 10:00", "Mon 2026-12-07 10:00", "Mon 2027-03-01 10:00",
      "Mon 2027-06-07 10:00", "Mon 2027-09-06 10:00", "Mon 2027-12-06 10:00")
again("every other month on the 15th 10:00|every 2 months on the 15th 10:00", "Tue 2026-12-15 10:00", "Mon 2027-02-15 10:00",
      "Thu 2027-04-15 10:00", "Tue 2027-06-15 10:00", "Sun 2027-08-15 10:00")
again("1st mon of the quarter 10:00|first monday of every quarter 10am", "Mon 2027-01-04 10:00", "Mon 2027-04-05 10:00",
      "Mon 2027-07-05 10:00", "Mon 2027-10-04 10:00", "Mon 2028-01-03 10:00")
again("every 3 december 16:00|yearly on 3 dec 16:00|every year on december 3rd 4pm|annually on 3 dec 16:00", "Thu 2026-12-03 16:00",
      "Fri 2027-12-03 16:00", "Sun 2028-12-03 16:00", "Mon 2029-12-03 16:00", "Tue 2030-12-03 16:00")
again("every mon 9am PT until 2026-12-08|mondays 9am PT for 3 times", "Mon 2026-11-23 09:00", "Mon 2026-11-30 09:00", "Mon 2026-12-07 09:00",
      zone="America/Los_Angeles")
# What has two readings, with both.
refused("03/12 16:00|3/12 16:00|03-12 16:00|3.12. 16:00|16:00 03/12", "2026-12-03 16:00", "2027-03-12 16:00")
refused("25/12 16:00|12/25 16:00", "2026-12-25 16:00")
refused("thursday 4|thu 4|thu at 4|4 o'clock thu", "2026-11-26 04:00", "2026-11-26 16:00")
refused("every thu 4", "every thu 04:00", "every thu 16:00")
refused("thu midnight|midnight thu", "2026-11-26 00:00", "2026-11-27 00:00")
refused("16:00|at 16:00|4pm", "2026-11-21 16:00", "2026-11-22 16:00")
refused("noon", "2026-11-21 12:00", "2026-11-22 12:00")
refused("in 2 weeks thu 16:00|thu in 2 weeks 16:00|in 2 weeks on thu at 4pm|thu 16:00 in 2 weeks", "2026-12-03 16:00", "2026-12-10 16:00")
refused("2nd thu 16:00|second thu 16:00", "every 2nd thu 16:00", "2nd thu of the month 16:00")
refused("every 3rd thu 16:00", "every 3 weeks on thu 16:00", "3rd thu of the month 16:00")
refused("last fri 15:00", "fri 15:00", "last fri of the month 15:00")
refused("biweekly thu 16:00|bi-weekly thu 16:00", "every 2 weeks on thu 16:00", "every mon and thu 16:00")
refused("mon 9am EST", "mon 9am America/New_York", "mon 9am America/Panama", "mon 9am Australia/Sydney")
refused("mon 9am IST", "mon 9am Asia/Kolkata", "mon 9am Europe/Dublin", "mon 9am Asia/Jerusalem")
refused("mon 9am BST", "mon 9am Europe/London", "mon 9am Asia/Dhaka")
refused("every mon 9am BST until march", "every mon 9am Europe/London until march", "every mon 9am Asia/Dhaka until march")
refused("thu 4 dec 16:00|4 dec (thu) 16:00", "2026-12-03 16:00", "2026-12-04 16:00", "2026-12-10 16:00")
refused("today 09:00|today 9am", "2026-11-22 09:00")
refused("today 10:00", "2026-11-22 10:00")
refused("this fri 17:00|fri this week 17:00", "2026-11-27 17:00")
refused("20 nov 16:00", "2026-11-21 16:00", "2027-11-20 16:00")
refused("2026-11-20 16:00", "2026-11-27 16:00")
refused("tonight midnight", "2026-11-22 00:00")
refused("thu 9.10", "thu 09:10")
refused("monthly on the 31st 10:00|every 31st of the month 10:00", "last day of the month 10:00")
refused("5th thu of the month 16:00", "last thu of the month 16:00")
refused("every 29 feb 16:00", "every 28 february 16:00")
refused("mon and wed 12:00", "every mon and wed 12:00")
refused("every 2 thursdays 16:00", "every 2 weeks on thu 16:00")
refused("every weekend 10:00", "every sat and sun 10:00")
refused("every quarter on the first mon 10:00|quarterly on the first mon 10:00", "every 3 months on the 1st mon 10:00",
        "1st mon of the quarter 10:00")
refused("thu|thursday|next thu|on thu", "2026-11-26 16:00")
refused("3 dec|2026-12-03|thu 3 dec", "2026-12-03 16:00")
refused("every thu", "every thu 16:00")
# What can't be, or can't be known.
refused("tomorrow 25:00|tomorrow 24:00|thu 16:60|thu 13pm|thu 0am|thu 16:00pm|thu 1600|thu 16:0|30 february 16:00|30 feb|31 april 10:00|"
        "2027-02-29 10:00|31 november 16:00|29 feb 2027 10:00|2026-13-01 10:00|1999-12-31 16:00|2101-01-01 16:00|26-12-03 16:00|"
        "03/12/26 16:00|03/12/2026 16:00")
refused("yesterday|2025-12-03 16:00|3 dec 2025 16:00|in 5|in 0 minutes|+0m|in 999999 weeks|in 2 weeks 60m|in 1000 years")
refused("thu 16:00 or fri 16:00|thu 16:00 and 17:00|thu 16:00 fri|thu 16:00 tomorrow|tomorrow 16:00 thu|thu 16:00 17:00|"
        "thu 16:00 every week|thu 16:00 weekly|thu 16:00 to 17:00|thu 16:00-17:00|thu 16:00 +01:00|2026-12-03T16:00+01:00|"
        "thu 16:00+01:00|thu 16:00 UTC+2|thu 16:00 Londn|thu 16:00 60m|thu 16:00 Mars")
refused("hello|hello world|soon|later|next week|next week 16:00|next month|next month 16:00|this week|in march|weekly|weekly 16:00|"
        "every week 16:00|monthly 10:00|every month 10:00|yearly 10:00|every year 10:00|every|every 16:00|every hour|"
        "every 15 minutes|hourly|every 2 hours|every second|every half hour")
refused("every thu 16:00 until yesterday|every thu 16:00 until 2026-11-25|every thu 16:00 until|every thu 16:00 until christmas|"
        "every thu 16:00 until 30 february|every thu 16:00 until 03/12|every thu 16:00 until november|"
        "every thu 16:00 until 12 march for 6 times|every thu 16:00 from 2020-01-01|every thu 16:00 for 60m|every thu 25:00|"
        "every thu midnight|every 0 weeks on thu 16:00|every other 16:00|every other thu|semiweekly thu 16:00|bimonthly 10:00|"
        "quarterly 10:00|every thu 16:00 except")
refused("thu morning 16:00|tomorrow morning|tonight|tonight 9am|midnight|32 dec 16:00|0 dec 16:00|dec 16:00|december|thu dec|3 dec 16|"
        "half past 4 thu|thu half past 4|4|1600|16|now|asap|?|...|,|@|thu ２１:00|５ dec 16:00|-15m|+15|+1M|thu 16 00|mon 9am X|"
        "every 2nd 10:00|last 16:00|1st|the 31st 10:00|thu 26 nov 2027 16:00|20 hours|2 weeks")

refused("second last fri of the month 15:00|2nd last fri 15:00|thu 16:00 2027|3 dec 16:00 2027|thu 16:00 21st|mon 16:00 21st|"
        "in a week from thu|in 2 weeks after thu|thu 16:00 next month|thu 16:00 last week|thu 16:00 in 3 days|2 days before thu 16:00|"
        "thu after next 16:00|thursday week 16:00|a week on thursday 16:00|thu before 16:00|thu around 16:00|not thu 16:00|from thu 16:00|"
        "until thu 16:00|sat 5 16:00|thu 4 16:00|1st of next month|second to last fri of the month 15:00|every thu and|every thu 16:00 and|"
        "every thu 16:00 every mon 12:00|next thursday week 16:00|this thursday week 16:00|thu 16:00 EST5|2026-12-03 2026-12-04 16:00|"
        "3 dec 4 dec 16:00|tomorrow tomorrow 16:00|every every thu 16:00|every thu 16:00 starting 30 feb|every 13th month on the 1st 10:00|"
        "every minute|every thu 4:00 in the evening|every 2nd or 3rd thu 16:00|either thu or fri 16:00|weekly every thu 16:00|"
        "in 2 months thu 16:00|in 1.5 weeks|in -2 weeks|in two and a half weeks|+1h +1h|in 1 hour 90 minutes|in 3 days 4 hours")

# Monday and Tuesday: this week's Tuesday is still to come, or only if its time is.
said("2026-11-23T10:00:00Z", "Europe/London")
refused("next tue 18:30|next tuesday at 6:30pm", "2026-11-24 18:30", "2026-12-01 18:30")
once("tue 18:30|this tue 18:30|tue this week 18:30", "Tue 2026-11-24 18:30")
once("next week tue 18:30|tue next week 18:30", "Tue 2026-12-01 18:30")
once("next mon 09:00|mon 09:00", "Mon 2026-11-30 09:00")
refused("next mon 11:00", "2026-11-23 11:00", "2026-11-30 11:00")
once("in 2 weeks thu 16:00|thu 16:00 in 2 weeks|thu in two weeks at 16:00", "Thu 2026-12-10 16:00")
refused("coming mon 11:00", "2026-11-23 11:00", "2026-11-30 11:00")
said("2026-11-24T10:00:00Z", "Europe/London")
once("next tue 09:59|tue 09:59", "Tue 2026-12-01 09:59")
once("tue 10:00|next tue 10:00", "Tue 2026-12-01 10:00")
refused("next tue 10:01", "2026-11-24 10:01", "2026-12-01 10:01")
once("tue 10:01|this tue 10:01", "Tue 2026-11-24 10:01")
refused("this tue 09:00", "2026-12-01 09:00")
# Sunday: weeks begin on Monday.
said("2026-11-22T10:00:00Z", "Europe/London")
once("next thu 16:00|next week thu 16:00|thu 16:00", "Thu 2026-11-26 16:00")
refused("next sun 16:00", "2026-11-22 16:00", "2026-11-29 16:00")
refused("this thu 16:00", "2026-11-26 16:00")

# The last half-hour of a year.
said("2026-12-31T23:30:00Z", "Europe/London")
once("tomorrow 09:00|fri 9am|1 jan 09:00", "Fri 2027-01-01 09:00")
once("today 23:45|thu 23:45|in 15 min|31 dec 23:45", "Thu 2026-12-31 23:45")
once("in 45 min|tomorrow 00:15|+45m", "Fri 2027-01-01 00:15")
once("28 feb 10:00", "Sun 2027-02-28 10:00")
refused("in 2 months")
refused("31 dec 09:00", "2027-01-01 09:00", "2027-12-31 09:00")
once("31 jan 09:00|in 1 month at 9:00", "Sun 2027-01-31 09:00")
again("every thu 16:00 until 21 jan", "Thu 2027-01-07 16:00", "Thu 2027-01-14 16:00", "Thu 2027-01-21 16:00")
# In March, `until march` may be its end.
said("2027-03-10T10:00:00Z", "Europe/London")
refused("every thu 16:00 until march", "every thu 16:00 until 2027-03-31")
again("every thu 16:00 until april|every thu 16:00 until the end of march|every thu 16:00 through march", "Thu 2027-03-11 16:00", "Thu 2027-03-18 16:00",
      "Thu 2027-03-25 16:00")
# The clocks go forward and back in London: 01:30 is missing on 28 March 2027, there twice on 25 October 2026.
said("2027-03-27T20:00:00Z", "Europe/London")
once("tomorrow 01:30|sun 01:30|28 mar 1:30am|2027-03-28 01:30", "Sun 2027-03-28 01:30")
once("tomorrow 02:30", "Sun 2027-03-28 02:30")
once("in 1 day|tomorrow 20:00", "Sun 2027-03-28 20:00")
once("in 24 hours", "Sun 2027-03-28 21:00")
once("in 5 hours|+300m", "Sun 2027-03-28 02:00")
again("every day 01:30 for 3 times", "Sun 2027-03-28 01:30", "Mon 2027-03-29 01:30", "Tue 2027-03-30 01:30")
said("2026-10-24T20:00:00Z", "Europe/London")
once("tomorrow 01:30|sun 1:30am|2026-10-25 01:30", "Sun 2026-10-25 01:30")
once("in 1 day", "Sun 2026-10-25 21:00")
once("in 24 hours", "Sun 2026-10-25 20:00")
once("in 4 hours|+4h|in 240 min", "Sun 2026-10-25 00:00", "UTC")
once("in 5 hours", "Sun 2026-10-25 01:00", "UTC")
again("every sun 01:30 for 2 times", "Sun 2026-10-25 01:30", "Sun 2026-11-01 01:30")
said("2026-10-25T00:45:00Z", "Europe/London")
refused("today 01:30", "2026-10-26 01:30", "2026-10-25 01:30 UTC")
refused("sun 01:30", "2026-11-01 01:30", "2026-10-25 01:30 UTC")
once("in 45 min", "Sun 2026-10-25 01:30", "UTC")
once("2026-10-25 01:30 UTC|today 1:30am UTC", "Sun 2026-10-25 01:30", "UTC")
# Lord Howe moves its clocks by half an hour: back on 4 April 2027, forward on 3 October 2027.
said("2027-04-03T02:00:00Z", "Australia/Lord_Howe")
once("tomorrow 01:45|sun 1:45am|4 apr 01:45", "Sun 2027-04-04 01:45")
once("tomorrow 02:00|sun 2am", "Sun 2027-04-04 02:00")
once("mon 9am London", "Mon 2027-04-05 09:00", "Europe/London")
said("2027-10-02T02:00:00Z", "Australia/Lord_Howe")
once("tomorrow 02:15|sun 2:15am|3 oct 02:15|2027-10-03 02:15", "Sun 2027-10-03 02:15")
once("tomorrow 02:30", "Sun 2027-10-03 02:30")
once("tomorrow 12:00|noon tomorrow", "Sun 2027-10-03 12:00")
# In Kolkata it is already the new year, in Los Angeles not yet.
said("2026-12-31T20:00:00Z", "Asia/Kolkata")
once("today 09:00|fri 9am|1 jan 09:00|this fri 09:00", "Fri 2027-01-01 09:00")
once("tomorrow 09:00|sat 9am|in 1 day 09:00", "Sat 2027-01-02 09:00")
once("in 90 min|today 03:00", "Fri 2027-01-01 03:00")
once("fri 9am PT", "Fri 2027-01-01 09:00", "America/Los_Angeles")
once("thu 4pm PT", "Thu 2026-12-31 16:00", "America/Los_Angeles")
refused("tomorrow 9am PT", "2027-01-01 09:00 PT", "2027-01-02 09:00 PT")
refused("today 4pm PT", "2026-12-31 16:00 PT", "2027-01-01 16:00 PT")
once("tomorrow 9am Delhi|tomorrow 9am Mumbai", "Sat 2027-01-02 09:00")
again("every mon 9am for 2 times", "Mon 2027-01-04 09:00", "Mon 2027-01-11 09:00")
# New York's gap, and its weeks beside London's.
said("2027-03-13T15:00:00Z", "America/New_York")
once("tomorrow 02:30|sun 2:30am|14 mar 02:30", "Sun 2027-03-14 02:30")
once("tomorrow 03:30|sun 3:30am", "Sun 2027-03-14 03:30")
once("mon 9am London", "Mon 2027-03-15 09:00", "Europe/London")
again("every sun 02:30 for 3 times", "Sun 2027-03-14 02:30", "Sun 2027-03-21 02:30", "Sun 2027-03-28 02:30")
again("every mon 16:00 London for 3 times", "Mon 2027-03-15 16:00", "Mon 2027-03-22 16:00", "Mon 2027-03-29 16:00", zone="Europe/London")
# A leap day.
said("2028-02-28T12:00:00Z", "Europe/Berlin")
once("tomorrow 12:00|29 feb 12:00|tue 12:00|last tue of february 12:00", "Tue 2028-02-29 12:00")
once("in 2 days|1 mar 13:00|wed 13:00", "Wed 2028-03-01 13:00")
again("last day of the month 10:00 for 3 times", "Tue 2028-02-29 10:00", "Fri 2028-03-31 10:00", "Sun 2028-04-30 10:00")
again("last day of the month 10:00 until may", "Tue 2028-02-29 10:00", "Fri 2028-03-31 10:00", "Sun 2028-04-30 10:00")

# Many zones and moments, those around changes of clocks among them: the day is found by trying one after another.
ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Auckland", "America/Los_Angeles", "UTC"]
CHANGES = ["2027-03-28T01:00", "2026-10-25T01:00", "2027-03-14T07:00", "2026-11-01T06:00", "2027-04-03T15:00", "2027-10-02T15:30",
           "2027-04-03T14:00", "2027-09-25T14:00", "2026-12-31T18:30", "2027-01-01T00:00", "2028-02-29T12:00"]


def shown(wall):
    return DAYS[wall.weekday()] + wall.strftime(" %Y-%m-%d %H:%M")


def at(day, clock):
    return datetime.datetime.combine(day, clock)


def utc(wall, zone, fold=0):
    return wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)


chance = random.Random(16)
for _ in range(120):
    name = chance.choice(ZONES)
    zone = zoneinfo.ZoneInfo(name)
    now = datetime.datetime.fromisoformat(chance.choice(CHANGES)).replace(tzinfo=UTC)
    now += datetime.timedelta(minutes=chance.randint(-3000, 3000))
    said(now.strftime("%Y-%m-%dT%H:%M:%SZ"), name)
    clock = datetime.time(chance.choice([0, 1, 1, 2, 2, 3, 9, 16, 23]), chance.choice([0, 15, 30]))
    text = clock.strftime("%H:%M")
    today = now.astimezone(zone).date()
    days = [today + datetime.timedelta(days=count) for count in range(60)]
    if any(utc(at(day, clock), zone) <= now < utc(at(day, clock), zone, 1) for day in days[:1]):
        continue
    weekday = chance.randrange(7)
    word = DAYS[weekday].lower()
    coming = [day for day in days if day.weekday() == weekday and utc(at(day, clock), zone) > now]
    once(f"{word} {text}", shown(at(coming[0], clock)))
    again(f"every {word} {text}", *[shown(at(day, clock)) for day in coming[:5]])
    again(f"every 2nd {word} {text} for 3 times", *[shown(at(day, clock)) for day in coming[0:5:2]])
    once(f"tomorrow {text}", shown(at(days[1], clock)))
    if utc(at(days[0], clock), zone) > now:
        once(f"today {text}", shown(at(days[0], clock)))
    else:
        refused(f"today {text}")
    count = chance.randint(2, 40)
    once(f"in {count} days at {text}", shown(at(days[count], clock)))
    minutes = chance.randint(1, 3000)
    later = (now + datetime.timedelta(minutes=minutes)).replace(tzinfo=None)
    once(f"in {minutes} min", shown(later), "UTC")
    monday = today - datetime.timedelta(days=today.weekday())
    this, following = [at(monday + datetime.timedelta(days=weekday + week), clock) for week in (0, 7)]
    if utc(this, zone) > now:
        refused(f"next {word} {text}", this.strftime("%Y-%m-%d %H:%M"), following.strftime("%Y-%m-%d %H:%M"))
        once(f"this {word} {text}", shown(this))
    else:
        once(f"next {word} {text}", shown(following))
        refused(f"this {word} {text}", at(coming[0], clock).strftime("%Y-%m-%d %H:%M"))
    once(f"{word} next week {text}", shown(following))

with open("phrases.txt", "w", encoding="utf-8") as file:
    for row in rows:
        file.write("\t".join(row) + "\n")
print(len(rows), "phrases,", sum(row[3].startswith("x") for row in rows), "refused")
