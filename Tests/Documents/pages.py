"""What is checked of the report and the site: other people's parsers read them, and nothing in them runs."""

import email
import email.policy
import json
import pathlib
import re
import subprocess
import xml.etree.ElementTree as tree

import html5lib

SVG = "{http://www.w3.org/2000/svg}"
HTML = "{http://www.w3.org/1999/xhtml}"
REPORT_BYTES = 300_000
CONFIGURATION = """
communities:
  - key: data
    name: Data Practice
    zone: Europe/London
"""


def pages(folder):
    """Each page of a folder: its name, its bytes, and what an HTML 5 parser makes of it."""
    files = sorted(pathlib.Path(folder).glob("*.html"))
    assert files, f"no pages in {folder}"
    for file in files:
        assert file.stat().st_mode & 0o777 == 0o600, f"{file} can be read by others"
        data = file.read_bytes()
        yield file.name, data, html5lib.HTMLParser(strict=False).parse(data.decode("utf-8"))


def written(program, work):
    """The report and the site of the hostile state, written once."""
    report, site = work / "report", work / "site"
    if not report.exists():
        program.run("report", "--since", "1y", "--out", str(report))
        program.run("site", "--out", str(site))
    return report, site


def quarter(program, work):
    """The report, the site and the state of a simulated quarter of a community of forty."""
    state, out = work / "quarter", work / "quarter-pages"
    configuration = work / "quarter.yaml"
    if not state.exists():
        simulate = pathlib.Path(program.binary).with_name("simulate")
        subprocess.run([str(simulate), "quarter", "--out", str(state)], check=True, timeout=240,
                       stdout=subprocess.DEVNULL)
        configuration.write_text(CONFIGURATION)
        for command, folder in [("report", out / "report"), ("site", out / "site")]:
            subprocess.run(
                [program.binary, command, "--state", str(state), "--config", str(configuration),
                 "--out", str(folder)], check=True, timeout=60, stdout=subprocess.DEVNULL)
    return state, configuration, out


def check_pages_are_well_formed_for_both_kinds_of_parsers(program, exports, work):
    for folder in written(program, work):
        for name, data, _ in pages(folder):
            tree.fromstring(data)
            done = subprocess.run(
                ["xmllint", "--noout", "--nonet", "-"], input=data, capture_output=True)
            assert done.returncode == 0 and not done.stderr, f"{name}: {done.stderr.decode()}"
            parser = html5lib.HTMLParser()
            parser.parse(data.decode("utf-8"))
            # Declaring the namespace is for the XML parsers; everything else must be right as HTML.
            wrong = [error for error in parser.errors if error[1] != "non-void-element-with-trailing-solidus"]
            assert not wrong, f"{name}: {wrong[:3]}"


def check_nothing_in_a_page_runs_or_is_fetched(program, exports, work):
    for folder in written(program, work):
        for name, _, root in pages(folder):
            policy = root.find(f".//{HTML}meta[@http-equiv='Content-Security-Policy']").get("content")
            assert policy.startswith("default-src 'none'"), name
            for element in root.iter():
                if not isinstance(element.tag, str):
                    continue
                tag = element.tag.split("}")[-1].lower()
                assert tag not in ("script", "iframe", "object", "embed", "img", "form", "base"), \
                    f"{name}: {tag}"
                for attribute, value in element.attrib.items():
                    attribute = attribute.split("}")[-1].lower()
                    assert not attribute.startswith("on") and attribute != "src", f"{name}: {attribute}"
                    if attribute == "href":
                        safe = re.fullmatch(r"https?://[!-~]+|[A-Za-z0-9./-]+", value)
                        assert safe, f"{name}: {value}"


def check_what_members_wrote_is_text_on_the_site(program, exports, work):
    _, site = written(program, work)
    topics = [topic["text"] for topic in program.community()["topics"] if topic["status"] == "open"]
    root = html5lib.parse((site / "topics.html").read_text("utf-8"))
    items = ["".join(item.itertext()) for item in root.iter(f"{HTML}li")]
    for text in topics:
        text = text.replace("<@", "").split(">")[0] if "<@" in text else text
        assert any(text in item for item in items), f"{text!r} is not on the page"


def check_the_site_tells_no_way_to_join_and_nothing_without_a_name(program, exports, work):
    _, site = written(program, work)
    community = program.community()
    places = [session.get("place") for session in community["sessions"] if session.get("place")]
    for name, data, _ in pages(site):
        for place in places:
            assert place.encode() not in data, f"{name} shows {place}"


def check_a_report_of_a_quarter_names_nobody_and_is_small(program, exports, work):
    state, configuration, out = quarter(program, work)
    reports = list(pages(out / "report"))
    assert len(reports) == 1
    name, data, root = reports[0]
    assert len(data) < REPORT_BYTES, f"{name} has {len(data)} bytes"
    text = "".join(root.itertext())
    assert not re.search(r"[Mm]ember-\d", text), "somebody is named"
    done = subprocess.run(
        [program.binary, "state", "--state", str(state), "--config", str(configuration)],
        check=True, capture_output=True)
    community = json.loads(done.stdout)["communities"][0]
    count = len(community["members"])
    assert re.search(rf"\b{count}\s*members", text), f"{count} members are not told"
    plots = tree.fromstring(data).findall(f".//{SVG}svg")
    assert len(plots) == 6, f"{len(plots)} plots"
    for plot in plots:
        labels = plot.get("aria-labelledby").split()
        for label in labels:
            assert plot.find(f".//*[@id='{label}']").text.strip(), "a plot says nothing in words"
        box = [int(part) for part in plot.get("viewBox").split()]
        for rect in plot.iter(f"{SVG}rect"):
            x, y, width, height = (int(rect.get(key)) for key in ("x", "y", "width", "height"))
            assert 0 <= x and x + width <= box[2] and 0 <= y and y + height <= box[3], \
                f"a field lies outside of its plot: {x} {y} {width} {height}"


def check_the_site_of_a_quarter_leads_from_page_to_page(program, exports, work):
    _, _, out = quarter(program, work)
    names = {file.name for file in (out / "site").glob("*.html")}
    for name, _, root in pages(out / "site"):
        for link in root.iter(f"{HTML}a"):
            address = link.get("href")
            assert address.startswith("https://example.org/") or address in names, f"{name}: {address}"
            assert "".join(link.itertext()).strip(), f"{name}: a link without words"
    assert len(names) > 10


def check_every_export_of_a_quarter_opens(program, exports, work):
    import csv
    state, configuration, _ = quarter(program, work)
    folder = work / "quarter-exports"
    for subject in ("attendance", "members", "rsvps", "sessions", "topics", "actions", "feedback", "measures",
                    "resources", "impact", "stories"):
        subprocess.run(
            [program.binary, "export", "csv", subject, "--state", str(state), "--config",
             str(configuration), "--out", str(folder)], check=True, timeout=60, stdout=subprocess.DEVNULL)
        with open(folder / f"data.{subject}.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file, strict=True))
        assert len(rows) > 1, f"{subject} is empty"
        assert len({len(row) for row in rows}) == 1, f"{subject}: rows of unequal length"


def check_the_digests_of_a_quarter_are_letters_that_come_once_a_week(program, exports, work):
    state, _, _ = quarter(program, work)
    letters = {}
    for file in (state / "outbox" / "mail").glob("*.eml"):
        letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        assert not letter.defects, f"{file.name}: {letter.defects}"
        letters.setdefault(letter["To"].addresses[0].addr_spec, []).append(letter)
    assert set(letters) == {"you@example.org", "member-1@example.org"}, set(letters)
    for address, received in letters.items():
        days = sorted(letter["Date"].datetime for letter in received)
        weeks = [day.isocalendar()[:2] for day in days]
        assert len(set(weeks)) == len(weeks), f"{address} got two digests in a week: {weeks}"
        assert 11 <= len(weeks) <= 14, f"{address} got {len(weeks)} digests in a quarter"
        assert len({letter["Message-ID"] for letter in received}) == len(received)
        assert len({letter["Subject"] for letter in received}) == len(received)
        for letter in received:
            read_digest(letter, heading="Needs you today" if address.startswith("you") else "One ask")


def read_digest(letter, heading):
    """Both parts of a letter say the same, and the second is HTML that needs nothing from elsewhere."""
    text = letter.get_body(("plain",)).get_content()
    page = html5lib.parse(letter.get_body(("html",)).get_content())
    rich = " ".join("".join(page.find(f"{HTML}body").itertext()).split())
    # A week in which nothing is to be decided has no such part.
    assert heading in text or heading.startswith("Needs"), text
    for line in text.splitlines():
        words = line.strip("-•*# =").split()
        assert all(word in rich for word in words if word.isalpha()), f"{line!r} is not in the HTML"
    for element in page.iter():
        tag = str(element.tag).split("}")[-1]
        assert tag not in ("script", "img", "svg", "link", "form"), tag
