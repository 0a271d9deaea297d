"""Writes offsets.txt and walls.txt: what clocks show, by Python's zoneinfo.

Only zones and years are taken whose rules have been the same in every edition of the zone data for
years, so that the rows hold on any machine. One line a zone: its name, then `hours since 1970 in base
36`, or `seconds since 1970 in base 36` and a `+` where an instant is no whole hour, a colon and the
offset in seconds. In walls.txt a line is a zone and, for wall times around each change: the wall time
read as UTC, in seconds in base 36, the seconds to add for the instant, and x where it comes once, g in
a gap and f in a fold. Python's `fold=0` is the policy of RFC 5545.
"""

import datetime
import zoneinfo

# Zones with first and last year in which their data are settled.
ZONES = {
    "Europe/London": (1920, 2099), "Europe/Berlin": (1980, 2099), "Europe/Paris": (1980, 2099),
    "Europe/Dublin": (1972, 2099), "Europe/Lisbon": (1997, 2099), "Europe/Athens": (1982, 2099),
    "Europe/Helsinki": (1983, 2099), "Europe/Moscow": (1992, 2022),
    "Europe/Istanbul": (1986, 2022), "America/New_York": (1900, 2099),
    "America/Chicago": (1920, 2099), "America/Denver": (1967, 2099),
    "America/Los_Angeles": (1918, 2099), "America/Phoenix": (1968, 2099),
    "America/Toronto": (1974, 2025), "America/St_Johns": (1988, 2025),
    "America/Halifax": (1974, 2025), "America/Sao_Paulo": (1986, 2022),
    "America/Santiago": (1990, 2021), "America/Argentina/Buenos_Aires": (1990, 2022),
    "America/Bogota": (1994, 2022), "America/Caracas": (1970, 2022), "Asia/Kolkata": (1950, 2099),
    "Asia/Kathmandu": (1970, 2099), "Asia/Tokyo": (1955, 2099), "Asia/Singapore": (1983, 2099),
    "Asia/Shanghai": (1992, 2099), "Asia/Tehran": (1992, 2021), "Asia/Jerusalem": (2013, 2022),
    "Asia/Dubai": (1970, 2099), "Asia/Pyongyang": (2000, 2022), "Australia/Sydney": (1972, 2099),
    "Australia/Lord_Howe": (1986, 2099), "Australia/Adelaide": (1987, 2099),
    "Australia/Brisbane": (1993, 2099), "Pacific/Auckland": (1990, 2099),
    "Pacific/Chatham": (1990, 2099), "Pacific/Apia": (2000, 2020), "Pacific/Kiritimati": (1980, 2022),
    "Africa/Casablanca": (2013, 2022), "Africa/Cairo": (1990, 2013),
    "Africa/Johannesburg": (1950, 2099), "Africa/Lagos": (1970, 2099), "UTC": (1900, 2099),
}

WALL_ZONES = {
    "Europe/London": (2000, 2099), "America/New_York": (2010, 2040), "Australia/Lord_Howe": (2000, 2099),
    "Europe/Dublin": (2010, 2040), "Pacific/Chatham": (2010, 2040), "Pacific/Apia": (2000, 2020),
    "Africa/Casablanca": (2013, 2022), "Asia/Tehran": (2000, 2021), "America/Caracas": (2000, 2022),
    "America/Sao_Paulo": (2000, 2022), "Africa/Cairo": (2000, 2013), "Asia/Pyongyang": (2010, 2022),
}

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(number):
    sign, number, text = ("-" if number < 0 else ""), abs(number), ""
    while True:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
        if number == 0:
            return sign + text


def seconds(year, month, day):
    return int(datetime.datetime(year, month, day, tzinfo=datetime.timezone.utc).timestamp())


def offset(zone, at):
    moment = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    moment += datetime.timedelta(seconds=at)
    return int(moment.astimezone(zone).utcoffset().total_seconds())


def instants(zone, first, last):
    """The seconds before and at each change, and the middle of each quarter in some years."""
    step = 6 * 3600
    before = offset(zone, seconds(first, 1, 2))
    for start in range(seconds(first, 1, 2), seconds(last, 12, 30), step):
        after = offset(zone, start + step)
        if after != before:
            low, high = start, start + step
            while high - low > 1:
                middle = (low + high) // 2
                if offset(zone, middle) == before:
                    low = middle
                else:
                    high = middle
            yield high - 1
            yield high
            before = after
    for year in range(first, last + 1, 9):
        for month in (2, 5, 8, 11):
            yield seconds(year, month, 15)


def walls(name, first, last):
    zone = zoneinfo.ZoneInfo(name)
    epoch = datetime.datetime(1970, 1, 1)
    changes = sorted(set(instants(zone, first, last)))
    for at in changes:
        old, new = offset(zone, at - 1), offset(zone, at)
        if old == new:
            continue
        low, high = at + min(old, new), at + max(old, new)
        for wall in (low - 1, low, (low + high) // 2, high - 1, high):
            naive = epoch + datetime.timedelta(seconds=wall)
            times = [int(naive.replace(tzinfo=zone, fold=fold).timestamp()) for fold in (0, 1)]
            kind = "x"
            if times[0] != times[1]:
                kind = "g" if times[0] + offset(zone, times[0]) != wall else "f"
            yield wall, times[0] - wall, kind


def main():
    count = 0
    with open("offsets.txt", "w") as file:
        for name, (first, last) in sorted(ZONES.items()):
            zone = zoneinfo.ZoneInfo(name)
            cells = [name]
            for at in sorted(set(instants(zone, first, last))):
                when = base36(at // 3600) if at % 3600 == 0 else f"{base36(at)}+"
                cells.append(f"{when}:{offset(zone, at)}")
                count += 1
            file.write(" ".join(cells) + "\n")
    with open("walls.txt", "w") as file:
        for name, (first, last) in sorted(WALL_ZONES.items()):
            cells = [f"{base36(wall)}:{add}:{kind}" for wall, add, kind in walls(name, first, last)]
            count += len(cells)
            file.write(" ".join([name] + cells) + "\n")
    print(count, "rows")


main()
