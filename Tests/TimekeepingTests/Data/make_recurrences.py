"""Writes recurrences.txt: when rules come, by python-dateutil (PyPI) and Python's zoneinfo.

A line is: rule, start, zone, left out, added, how many were asked for, and the instants in seconds since
1970, as differences from the one before, with `.` behind the last where the recurrence has no more.
First come the examples of RFC 5545, section 3.8.5.3, except those finer than a day; then random rules.

Where dateutil is known to leave the RFC, random rules keep away: BYSETPOS in a first week that is not
whole, BYWEEKNO without BYDAY, and counted beside uncounted weekdays. Ends that are a day or a wall time,
which dateutil doesn't take with a zone, are handed to it as instants.
"""

import datetime
import itertools
import random
import signal
import zoneinfo

from dateutil.rrule import rruleset, rrulestr

UTC = datetime.timezone.utc
NEW_YORK = "America/New_York"

RFC = [line.split() for line in """
FREQ=DAILY;COUNT=10 1997-09-02
FREQ=DAILY;UNTIL=19971224T000000Z 1997-09-02
FREQ=DAILY;INTERVAL=2 1997-09-02
FREQ=DAILY;INTERVAL=10;COUNT=5 1997-09-02
FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA 1998-01-01
FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1 1998-01-01
FREQ=WEEKLY;COUNT=10 1997-09-02
FREQ=WEEKLY;UNTIL=19971224T000000Z 1997-09-02
FREQ=WEEKLY;INTERVAL=2;WKST=SU 1997-09-02
FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH 1997-09-02
FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH 1997-09-02
FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR 1997-09-01
FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH 1997-09-02
FREQ=MONTHLY;COUNT=10;BYDAY=1FR 1997-09-05
FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR 1997-09-05
FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU 1997-09-07
FREQ=MONTHLY;COUNT=6;BYDAY=-2MO 1997-09-22
FREQ=MONTHLY;BYMONTHDAY=-3 1997-09-28
FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15 1997-09-02
FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1 1997-09-30
FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15 1997-09-10
FREQ=MONTHLY;INTERVAL=2;BYDAY=TU 1997-09-02
FREQ=YEARLY;COUNT=10;BYMONTH=6,7 1997-06-10
FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3 1997-03-10
FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200 1997-01-01
FREQ=YEARLY;BYDAY=20MO 1997-05-19
FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO 1997-05-12
FREQ=YEARLY;BYMONTH=3;BYDAY=TH 1997-03-13
FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8 1997-06-05
FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13 1997-09-02 1997-09-02
FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13 1997-09-13
FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8 1996-11-05
FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3 1997-09-04
FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2 1997-09-29
FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO 1997-08-05
FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU 1997-08-05
FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5 2007-01-15
""".strip().splitlines()]

ZONES = [
    "Europe/London", NEW_YORK, "Australia/Lord_Howe", "Asia/Kolkata", "Europe/Dublin", "UTC",
    "America/Los_Angeles", "Pacific/Chatham",
]
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def instant(wall, zone):
    return int(wall.replace(tzinfo=zone, fold=0).timestamp())


def evaluated(rule, start, zone, left_out, added, count):
    zone = zoneinfo.ZoneInfo(zone)
    parts = []
    for part in rule.split(";"):
        if part.startswith("UNTIL=") and not part.endswith("Z"):
            text = part[6:] if "T" in part[6:] else part[6:] + "T235959"
            end = datetime.datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=zone)
            part = end.astimezone(UTC).strftime("UNTIL=%Y%m%dT%H%M%SZ")
        parts.append(part)
    times = rruleset()
    times.rrule(rrulestr("RRULE:" + ";".join(parts), dtstart=start.replace(tzinfo=zone)))
    for time in left_out:
        times.exdate(time.replace(tzinfo=zone))
    for time in added:
        times.rdate(time.replace(tzinfo=zone))
    found = list(itertools.islice(times, count + 1))
    return [instant(time, zone) for time in found[:count]], len(found) <= count


def row(rule, start, zone, left_out, added, count):
    found, is_all = evaluated(rule, start, zone, left_out, added, count)
    differences = [str(b - a) for a, b in zip([0] + found, found)]
    if is_all:
        differences.append(".")
    cells = [rule, start.isoformat(timespec="minutes"), zone]
    for times in (left_out, added):
        cells.append(",".join(time.isoformat(timespec="minutes") for time in times) or "-")
    return " ".join(cells + [str(count)] + differences)


def numbers(most, chance, signed=True):
    found = set()
    for _ in range(chance.choice([1, 1, 2, 3])):
        number = chance.randint(1, most)
        found.add(-number if signed and chance.random() < 0.3 else number)
    return ",".join(str(number) for number in sorted(found))


def random_rule(chance):
    frequency = chance.choice(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
    start = datetime.datetime(2026, 11, 1) + datetime.timedelta(
        days=chance.randint(-400, 700), minutes=chance.choice([0, 90, 120, 150, 960, 1410]))
    parts = [f"FREQ={frequency}"]
    if chance.random() < 0.5:
        parts.append(f"INTERVAL={chance.choice([2, 2, 3, 4, 5, 7, 13])}")
    week_start = chance.randrange(7) if chance.random() < 0.3 else 0
    if week_start:
        parts.append(f"WKST={DAYS[week_start]}")
    by = []
    if chance.random() < 0.3:
        by.append("BYMONTH=" + numbers(12, chance, signed=False))
    if frequency != "WEEKLY" and chance.random() < 0.35:
        by.append("BYMONTHDAY=" + numbers(31, chance))
    weeks = frequency == "YEARLY" and chance.random() < 0.2
    if frequency == "YEARLY" and not weeks and chance.random() < 0.15:
        by.append("BYYEARDAY=" + numbers(366, chance))
    if weeks:
        by.append("BYWEEKNO=" + numbers(53, chance, signed=False))
    if weeks or chance.random() < 0.5:
        days = chance.sample(DAYS, chance.choice([1, 1, 2, 3, 5]))
        if frequency in ("MONTHLY", "YEARLY") and not weeks and chance.random() < 0.5:
            most = 5 if frequency == "MONTHLY" or any("BYMONTH=" in part for part in by) else 53
            days = [f"{chance.choice([1, -1]) * chance.randint(1, most)}{day}" for day in days]
        by.append("BYDAY=" + ",".join(days))
    if by and chance.random() < 0.25:
        by.append("BYSETPOS=" + numbers(4, chance))
        if frequency == "WEEKLY":
            start -= datetime.timedelta(days=(start.weekday() - week_start) % 7)
    parts += by
    kind = chance.random()
    if kind < 0.3:
        parts.append(f"COUNT={chance.randint(1, 15)}")
    elif kind < 0.6:
        end = start + datetime.timedelta(days=chance.choice([3, 40, 400, 2000]))
        form = chance.choice(["%Y%m%d", "%Y%m%dT%H%M%S", "%Y%m%dT%H%M%SZ"])
        parts.append("UNTIL=" + end.strftime(form))
    return ";".join(parts), start


class TooLong(Exception):
    pass


def give_up(*_):
    raise TooLong


def main():
    chance = random.Random(5545)
    signal.signal(signal.SIGALRM, give_up)
    with open("recurrences.txt", "w") as file:
        for rule, start, *left_out in RFC:
            at = [datetime.datetime.fromisoformat(day + "T09:00") for day in [start] + left_out]
            file.write(row(rule, at[0], NEW_YORK, at[1:], [], 60) + "\n")
        kept = 0
        while kept < 500:
            rule, start = random_rule(chance)
            zone = chance.choice(ZONES)
            left_out, added = [], []
            signal.alarm(3)
            try:
                if chance.random() < 0.3:
                    found, _ = evaluated(rule, start, "UTC", [], [], 8)
                    walls = [datetime.datetime.fromtimestamp(at, UTC).replace(tzinfo=None) for at in found]
                    left_out = sorted(chance.sample(walls, min(len(walls), 2)))
                    added = [start + datetime.timedelta(days=chance.randint(1, 60), hours=1)]
                line = row(rule, start, zone, left_out, added, 10)
            except TooLong:
                continue
            finally:
                signal.alarm(0)
            file.write(line + "\n")
            kept += 1


main()
