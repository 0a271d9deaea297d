"""What is compared: the bytes, the texts, the instants and the clocks of every zone."""

import datetime
import io
import json
import re
import zoneinfo

import dateutil.tz
import icalendar
import ics
import recurring_ical_events
import vobject

UTC = datetime.timezone.utc


def all_checks(fixtures, folder):
    """Every check as its name, a function and that function's arguments."""
    for fixture in fixtures:
        for check in (lines_are_short_and_whole, what_icalendar_reads_it_writes_again,
                      texts_come_back, recurring_ical_events_finds_the_same,
                      described_zones_give_the_same, vobject_finds_the_same):
            yield f"{fixture.name}: {check.__name__}", check, (fixture,)
        if fixture.name == "singles":
            yield f"{fixture.name}: ics_finds_the_same", ics_finds_the_same, (fixture,)
        if fixture.name in ("request", "cancellation"):
            yield f"{fixture.name}: people", people_are_who_they_are, (fixture,)
    zones = json.loads((folder / "zones-expected").read_text())
    text = (folder / "zones.zones").read_bytes().decode()
    assert len(zones) > 300, "the zones are missing"
    described = dict(described_zones(text))
    for name, clocks in zones.items():
        yield f"zone {name}", clocks_are_described, (name, described.get(name), clocks)


def compare(found, expected):
    """Fails with the first differences."""
    found, expected = sorted(found), sorted(expected)
    assert expected or not found, f"nothing was expected, found {found[:3]}"
    missing = [one for one in expected if one not in set(found)]
    extra = [one for one in found if one not in set(expected)]
    assert not missing and not extra, f"missing {missing[:3]}, too many {extra[:3]}"
    assert len(found) == len(expected), f"{len(found)} instead of {len(expected)}"


def instant(moment):
    assert moment.tzinfo is not None, f"{moment} hangs in no zone"
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def lines_are_short_and_whole(fixture):
    """RFC 5545, 3.1, and no line that some reader would end somewhere else."""
    text = fixture.bytes.decode("utf-8")
    assert text.endswith("\r\n"), "the last line has no end"
    assert not re.search("\r(?!\n)|(?<!\r)\n", text), "a line end that is not CR LF"
    lines = fixture.bytes.split(b"\r\n")[:-1]
    assert all(0 < len(line) <= 75 for line in lines), "a line of more than 75 bytes"
    for line in lines:
        line.decode("utf-8")
        assert len(line.decode("utf-8").splitlines()) == 1, f"{line} ends early for somebody"
    unfolded = text.replace("\r\n ", "").split("\r\n")[:-1]
    shape = re.compile(r'[A-Z-]+(;[A-Z-]+=("[^"]*"|[^";:,]+))*:[^\x00-\x08\x0a-\x1f\x7f]*')
    wrong = [line for line in unfolded if not shape.fullmatch(line)]
    assert not wrong, f"not a content line: {wrong[:1]}"
    begins = [line for line in unfolded if line.startswith("BEGIN:VEVENT")]
    single = {meeting["uid"] for meeting in fixture.meetings}
    assert len(begins) >= len(single), "meetings are missing"
    assert unfolded.count("END:VCALENDAR") == 1, "something ended the calendar"


def what_icalendar_reads_it_writes_again(fixture):
    """Nothing that icalendar had to mend or pass over."""
    calendar = icalendar.Calendar.from_ical(fixture.bytes)
    for part in calendar.walk():
        assert not part.errors, f"{part.name}: {part.errors}"
    for event in calendar.walk("VEVENT"):
        assert event["DTSTAMP"].dt.tzinfo is not None
        assert event["UID"] and "SEQUENCE" in event
    again = icalendar.Calendar.from_ical(calendar.to_ical())
    assert [dict(part) for part in again.walk("VEVENT")] == [
        dict(part) for part in calendar.walk("VEVENT")], "another calendar comes out"
    if not fixture.meetings:
        assert len(calendar.subcomponents) == 1, "the standard wants a component"


def texts_come_back(fixture):
    """Titles, notes and places, by two readers."""
    wanted = {tuple(meeting.get(key) for key in ("uid", "title", "notes", "place"))
              for meeting in fixture.meetings}
    calendar = icalendar.Calendar.from_ical(fixture.bytes)
    other = vobject.readOne(fixture.bytes.decode())
    readings = [
        [tuple(str(event.get(key)) if key in event else None
               for key in ("UID", "SUMMARY", "DESCRIPTION", "LOCATION"))
         for event in calendar.walk("VEVENT")],
        [tuple(event.contents[key][0].value if key in event.contents else None
               for key in ("uid", "summary", "description", "location"))
         for event in other.contents.get("vevent", [])]]
    for events in readings:
        for event in events:
            assert event in wanted, f"{event} was never written"
        assert set(events) == wanted, f"{wanted - set(events)} is missing"


def recurring_ical_events_finds_the_same(fixture):
    """With the zones that the reader knows by their names."""
    compare(expanded(icalendar.Calendar.from_ical(fixture.bytes), fixture), fixture.expected())


def with_unknown_zones(fixture):
    """The file with zones that no reader knows by their names or from another file."""
    text = fixture.bytes.decode()
    for name in set(re.findall(r"^TZID:(.*)\r$", text, re.M)):
        unknown = f"/{fixture.name}/{name}"
        text = text.replace(f"TZID={name}:", f"TZID={unknown}:")
        text = text.replace(f"TZID:{name}\r\n", f"TZID:{unknown}\r\n")
    return text


def described_zones_give_the_same(fixture):
    """With nothing but the clocks that the file describes."""
    calendar = icalendar.Calendar.from_ical(with_unknown_zones(fixture))
    compare(expanded(calendar, fixture), fixture.expected())


def expanded(calendar, fixture):
    """The meetings by recurring-ical-events."""
    if not calendar.walk("VEVENT"):
        return []
    window = [datetime.datetime.fromisoformat(text) for text in (fixture.start, fixture.end)]
    return [
        (str(event["UID"]), instant(event.start), instant(event.end), str(event["SUMMARY"]))
        for event in recurring_ical_events.of(calendar).between(*window)]


def vobject_finds_the_same(fixture):
    """By dateutil's rules and zones, with the overrides put in here as RFC 5545 says."""
    text = with_unknown_zones(fixture)
    for name, part in described_zones(text):
        # By itself vobject files a zone under the zone's abbreviations, and then asks for its name.
        vobject.icalendar.registerTzid(name, by_dateutil(name, part))
    calendar = vobject.readOne(text)
    window = [datetime.datetime.fromisoformat(text) for text in (fixture.start, fixture.end)]
    events = calendar.contents.get("vevent", [])
    replaced = {(event.uid.value, instant(event.recurrence_id.value))
                for event in events if "recurrence-id" in event.contents}
    found = []
    for event in events:
        start = event.dtstart.value
        assert instant(start)
        if "rrule" not in event.contents:
            if "recurrence-id" in event.contents and start.astimezone(UTC) >= window[1]:
                continue
            found.append((event.uid.value, instant(start), instant(event.dtend.value),
                          event.summary.value))
            continue
        length = event.duration.value
        for moment in event.getrruleset(addRDate=True):
            if moment.astimezone(UTC) >= window[1]:
                break
            if (event.uid.value, instant(moment)) in replaced:
                continue
            end = moment.astimezone(UTC) + length
            if end > window[0]:
                found.append((event.uid.value, instant(moment), instant(end), event.summary.value))
    compare(found, fixture.expected())


def ics_finds_the_same(fixture):
    """The single meetings, by a reader with a grammar of its own."""
    calendar = ics.Calendar(fixture.bytes.decode())
    compare([(event.uid, instant(event.begin.datetime), instant(event.end.datetime), event.name)
             for event in calendar.events], fixture.expected())


def people_are_who_they_are(fixture):
    """One organizer and one guest, whatever their names hold."""
    calendar = icalendar.Calendar.from_ical(fixture.bytes)
    assert calendar["METHOD"] == {"request": "REQUEST", "cancellation": "CANCEL"}[fixture.name]
    for event in calendar.walk("VEVENT"):
        assert event["ORGANIZER"] == "mailto:c@example.org"
        guest = event["ATTENDEE"]
        assert not isinstance(guest, list), "more than one guest"
        assert guest in ("mailto:asa@example.org", "mailto:ana@example.org")
        assert guest.params["RSVP"] == "FALSE"
        assert guest.params["CN"] in ("Åsa; X:1", "Ana"), guest.params["CN"]
        if fixture.name == "cancellation":
            assert event["STATUS"] == "CANCELLED" and event["SEQUENCE"] == 3
            assert instant(event["RECURRENCE-ID"].dt) == "2026-12-10T16:00:00Z"


def described_zones(text):
    """The zones of a file: the name and the part that describes it."""
    for part in re.findall("BEGIN:VTIMEZONE\r\n.*?END:VTIMEZONE\r\n", text, re.S):
        yield re.search("TZID:(.*)\r\n", part).group(1), part


def by_dateutil(name, part):
    """A described zone as dateutil understands it."""
    return dateutil.tz.tzical(io.StringIO(part.replace("\r\n", "\n"))).get(name)


def clocks_are_described(name, part, clocks):
    """Offsets at, just before and long after each change: by two readers of the description, and by
    Python's own reading of the same zone data."""
    assert part, "the zone is not described"
    unknown = f"/described/{name}"
    text = part.replace(f"TZID:{name}\r\n", f"TZID:{unknown}\r\n")
    by_icalendar = icalendar.Timezone.from_ical(text).to_tz(lookup_tzid=False)
    readers = {"icalendar": by_icalendar, "dateutil": by_dateutil(unknown, text),
               "zoneinfo": zoneinfo.ZoneInfo(name)}
    moments = [(datetime.datetime.fromisoformat(text), offset) for text, offset in clocks.items()]
    assert moments, "no clocks were expected"
    samples = []
    for (moment, offset), following in zip(moments, moments[1:] + [None]):
        last = following[0] - datetime.timedelta(seconds=1) if following else (
            moment + datetime.timedelta(days=30))
        samples += [(moment, offset), (moment + (last - moment) / 2, offset), (last, offset)]
    for moment, offset in samples:
        for reader, zone in readers.items():
            found = moment.astimezone(zone).utcoffset().total_seconds()
            assert found == offset, f"{reader} at {moment}: {found} instead of {offset}"
