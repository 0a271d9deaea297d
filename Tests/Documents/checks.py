"""What is compared: every table in three forms, boards, bookmarks, minutes, and the way back in."""

import csv
import email
import email.policy
import io
import json
import re
from urllib.parse import unquote

import html5lib
import markdown_it

import pages

SUBJECTS = ["attendance", "members", "rsvps", "sessions", "topics", "actions", "feedback", "resources",
            "measures", "impact", "stories"]
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def all_checks():
    """Every check as its name and a function of the program, its exports and a folder to work in."""
    every = {**globals(), **vars(pages)}
    names = [name for name in every if name.startswith("check_")]
    assert len(names) > 10
    for name in names:
        yield name.removeprefix("check_").replace("_", " "), every[name]


def read(exports, subject, suffix="csv"):
    """The rows of a table, strictly."""
    text = exports[subject, suffix].decode("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert rows, f"{subject} is empty"
    assert all(len(row) == len(rows[0]) for row in rows), f"{subject}: rows of unequal length"
    return rows[0], rows[1:]


def number(text):
    """Whether a spreadsheet takes the text for a plain number."""
    return re.fullmatch(r"[+-]?\d+(\.\d+)?", text) is not None


def unguarded(text):
    """The text before an apostrophe was put in front, by the rule and not by the program's code."""
    rest = text[1:] if text.startswith("'") else None
    bare = (rest or "").lstrip("'")
    return rest if bare.startswith(FORMULA) and not number(bare) else text


def shown(community, text):
    """The text with mentions as names."""
    names = {member["id"]: member["name"] for member in community["members"]}
    return re.sub(r"<@([^>]*)>", lambda match: names.get(match[1], "a member"), text)


def check_no_cell_of_any_table_is_a_formula(program, exports, work):
    for (subject, suffix), data in exports.files.items():
        if not suffix.endswith("csv"):
            continue
        assert data.endswith(b"\r\n") and not data.startswith(b"\xef\xbb\xbf")
        header, rows = read(exports, subject, suffix)
        for row in rows:
            for cell in row:
                assert not cell.startswith(FORMULA) or number(cell), f"{subject}: {cell!r}"


def check_a_mark_comes_in_front_where_it_is_asked_for(program, exports, work):
    program.run("export", "csv", "topics", "--bom", "--out", str(work / "bom"))
    data = (work / "bom" / "data.topics.csv").read_bytes()
    assert data == b"\xef\xbb\xbf" + exports["topics", "csv"]


def words(value):
    """A JSON value as a table has it."""
    if value is None:
        return ""
    if value is True or value is False:
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, list) else str(value)


def check_the_three_forms_say_the_same(program, exports, work):
    for subject in SUBJECTS + ["minutes"]:
        header, rows = read(exports, subject)
        document = json.loads(exports[subject, "json"])
        assert document["title"] == f"Data Practice: {subject}"
        assert [list(row) for row in document["rows"]] == [header] * len(rows), subject
        cells = [[words(value) for value in row.values()] for row in document["rows"]]
        assert [[unguarded(cell) for cell in row] for row in rows] == cells, subject
        assert rows, f"{subject} has no rows"
        if subject != "minutes":
            compare_markdown(exports[subject, "md"].decode(), subject, header, cells)


def unmentioned(text):
    """Markdown without the spaces that keep a word from mentioning somebody; each such word has one."""
    bare = re.search(r"(?<![A-Za-z0-9])@(?!\u200b)", text)
    assert not bare, f"it may mention somebody: {text[bare.start():bare.start() + 20]!r}"
    return text.replace("@\u200b", "@")


def compare_markdown(text, subject, header, cells):
    """A Markdown table, read as GitHub reads it, has the same cells and no markup."""
    parser = markdown_it.MarkdownIt("gfm-like", {"linkify": False, "html": True})
    found, row = [], None
    for token in parser.parse(unmentioned(text)):
        if token.type == "tr_open":
            row = []
            found.append(row)
        elif token.type == "inline" and row is not None:
            kinds = {child.type for child in token.children}
            allowed = {"text", "text_special"}
            if subject in ("resources", "sessions"):
                allowed |= {"link_open", "link_close"}
            assert kinds <= allowed, f"{subject}: markup in {token.content!r}: {kinds}"
            row.append("".join(child.content for child in token.children))
        assert token.type not in ("html_block", "html_inline", "fence", "list_item_open"), token
    assert found[0] == header, subject
    assert len(found) - 1 == len(cells), subject
    for mine, wanted in zip(found[1:], cells):
        for column, cell, want in zip(header, mine, wanted):
            if column not in ("url", "place"):
                assert cell.split() == want.split(), f"{subject}: {cell!r} instead of {want!r}"


def check_topics_are_those_of_the_state(program, exports, work):
    community = program.community()
    wanted = [(topic["id"], shown(community, topic["text"]), len(topic["votes"]))
              for topic in community["topics"] if topic["status"] == "open"]
    rows = json.loads(exports["topics", "json"])["rows"]
    assert [(row["topic"], row["text"], row["votes"]) for row in rows] == wanted


def check_members_are_those_of_the_state(program, exports, work):
    community = program.community()
    rows = json.loads(exports["members", "json"])["rows"]
    found = [(row["id"], row["name"], row["interests"], row["mail"]) for row in rows]
    wanted = [(member["id"], member["name"], [shown(community, one) for one in member["interests"]],
               member.get("mail")) for member in community["members"]]
    assert found == sorted(wanted)
    assert len(found) > 20


def check_attendance_and_answers_are_those_of_the_state(program, exports, work):
    sessions = program.community()["sessions"]
    here = sorted((session["id"], member) for session in sessions for member in session["here"])
    rows = json.loads(exports["attendance", "json"])["rows"]
    assert sorted((row["session"], row["member"]) for row in rows) == here
    answers = sorted((session["id"], answer["member"], answer["answer"])
                     for session in sessions for answer in session["rsvps"])
    rows = json.loads(exports["rsvps", "json"])["rows"]
    assert sorted((row["session"], row["member"], row["answer"]) for row in rows) == answers
    for row in json.loads(exports["sessions", "json"])["rows"]:
        assert row["there"] == sum(1 for session, _ in here if session == row["session"])


def check_feedback_without_a_name_has_none(program, exports, work):
    rows = json.loads(exports["feedback", "json"])["rows"]
    nameless = [row for row in rows if row["name"] is None]
    # One answer with a name alone is not told.
    assert len(nameless) == 3 and len(rows) == 3
    assert [row["text"] for row in nameless] == sorted(row["text"] for row in nameless)


def check_what_may_not_be_quoted_is_in_no_file(program, exports, work):
    state = program.run("state")
    assert "zebra" in state, "nothing is there that could be quoted by mistake"
    for name, data in exports.files.items():
        assert b"zebra" not in data, f"{name} quotes what nobody agreed to"
    program.run("report", "--out", str(work / "quotes"))
    program.run("site", "--out", str(work / "quotes"))
    for file in (work / "quotes").rglob("*.html"):
        assert "zebra" not in file.read_text(), f"{file.name} quotes what nobody agreed to"
    rows = json.loads(exports["impact", "json"])["rows"]
    assert len(rows) > 10 and all(row["kind"] == "in work" for row in rows)


def check_a_board_is_whole(program, exports, work):
    for subject in ("topics", "actions"):
        board = json.loads(exports[subject, "trello.json"])
        lists = {one["id"]: one["name"] for one in board["lists"]}
        members = {one["id"]: one["fullName"] for one in board["members"]}
        identities = [card["id"] for card in board["cards"]]
        assert len(set(identities)) == len(identities)
        assert board["prefs"]["permissionLevel"] == "private" and board["actions"] == []
        header, rows = read(exports, subject, "trello.csv")
        assert header[:3] == ["Card Name", "Card Description", "List"]
        assert len(rows) == len(board["cards"]) > 10
        for card, row in zip(board["cards"], rows):
            assert re.fullmatch(r"[0-9a-f]{24}", card["id"]) and card["idList"] in lists
            owner = [members[one] for one in card["idMembers"]]
            assert [unguarded(cell) for cell in row[:3]] == [
                card["name"], card["desc"], lists[card["idList"]]]
            assert unguarded(row[4]) == "".join(owner)
            assert (card["due"] or "")[:10] == row[5]
        wanted = [row["text"] for row in json.loads(exports[subject, "json"])["rows"]]
        assert [card["name"] for card in board["cards"]] == wanted
    assert {card["dueComplete"] for card in board["cards"]} == {True, False}


def check_bookmarks_are_links_and_nothing_else(program, exports, work):
    text = exports["resources", "html"].decode("utf-8")
    assert text.startswith("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n")
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    kinds = {element.tag for element in tree.iter()}
    assert kinds <= {"html", "head", "body", "meta", "title", "h1", "h3", "dl", "dt", "p", "a"}, kinds
    links = [(link.get("href"), "".join(link.itertext()), link.get("tags"))
             for link in tree.iter("a")]
    rows = json.loads(exports["resources", "json"])["rows"]
    assert len(links) == len(rows) > 20
    for (address, title, tags), row in zip(links, rows):
        assert re.fullmatch(r"https?://[!-~]+", address) and not re.search(r"[\"<>\\`]", address)
        assert unquote(address) == unquote(row["url"]), f"{address} instead of {row['url']}"
        assert title == (row["text"] or address)
        assert (tags or "") == ",".join(row["tags"])


def check_minutes_hold_every_decision_and_no_markup(program, exports, work):
    community = program.community()
    parser = markdown_it.MarkdownIt("gfm-like", {"linkify": False, "html": True})
    items = []
    for token in parser.parse(unmentioned(exports["minutes", "md"].decode())):
        assert token.type not in ("html_block", "fence", "table_open"), token
        if token.type == "inline":
            kinds = {child.type for child in token.children}
            assert kinds <= {"text", "text_special", "em_open", "em_close", "strong_open",
                             "strong_close"}, f"{token.content!r}: {kinds}"
            items.append("".join(child.content for child in token.children))
    decisions = [entry for entry in community["minutes"] if entry["id"].startswith("D")]
    assert len(decisions) > 10
    for entry in decisions:
        assert f"{entry['id']} {shown(community, entry['text'])}" in items, entry


def check_a_letter_holds_the_minutes_and_no_header_of_a_members(program, exports, work):
    community = program.community()
    letter = email.message_from_bytes(exports["minutes", "eml"], policy=email.policy.default)
    assert not letter.defects and [part.get_content_type() for part in letter.iter_parts()] == [
        "text/plain", "text/html"]
    assert letter.keys() == ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted",
                             "MIME-Version", "Content-Type"]
    assert letter["To"] == "members@roundtable.invalid"
    assert letter["Subject"] == "Minutes: S1 =Onboarding, <b>now</b>"
    plain, page = (part.get_content() for part in letter.iter_parts())
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    kinds = {element.tag for element in tree.iter()}
    assert not kinds & {"script", "a", "img", "i"}, kinds
    shown_page = " ".join("".join(tree.itertext()).split())
    for entry in community["minutes"]:
        text = shown(community, entry["text"])
        assert text in shown_page, f"{text!r} is not in the page"
        assert "".join(text.split()) in "".join(plain.split()), f"{text!r} is not in the text"


def check_the_chat_wrote_the_same_files(program, exports, work):
    folders = [folder for folder in (program.state / "outbox").iterdir() if folder.name[:2] == "20"]
    assert len(folders) == 1
    found = {path.name: path.read_bytes() for path in folders[0].iterdir()}
    for (subject, suffix), data in exports.files.items():
        assert found[f"data.{subject}.{suffix}"] == data, f"{subject}.{suffix} differs"


def fresh(program, work, name):
    """The program on a folder that holds nothing."""
    folder = work / name
    folder.mkdir()
    return type(program)(program.binary, program.configuration, folder)


def check_members_come_back_through_an_import(program, exports, work):
    other = fresh(program, work, "imported")
    table = work / "members.csv"
    table.write_bytes(exports["members", "csv"])
    members = program.community()["members"]
    said = other.run("import", "members", str(table), "--dry")
    assert f"{len(members)} new" in said and "Nothing was changed." in said
    assert not list(other.state.iterdir()), "a dry run has written something"
    assert f"{len(members)} new" in other.run("import", "members", str(table))
    found = {member["id"]: member for member in other.community()["members"]}
    for member in members:
        for key in ("name", "interests", "mail"):
            assert found[member["id"]].get(key) == member.get(key), (key, member)
    before = other.run("state")
    said = other.run("import", "members", str(table))
    assert f"0 new, 0 completed, {len(members)} as they are" in said
    assert other.run("state") == before


def check_measures_come_back_through_an_import(program, exports, work):
    other = fresh(program, work, "measured")
    table = work / "measures.csv"
    table.write_bytes(exports["measures", "csv"])
    rows = json.loads(exports["measures", "json"])["rows"]
    assert [row["value"] for row in rows] == [420, -4.25, 5]
    assert "3 new" in other.run("import", "measures", str(table))
    other.run("export", "csv", "measures", "--out", str(work / "again"))
    again = (work / "again" / "data.measures.csv").read_bytes()
    header, mine = read(exports, "measures")
    found = [row[:4] for row in csv.reader(io.StringIO(again.decode(), newline=""))]
    assert found == [header[:4]] + [row[:4] for row in mine]
    table.write_text("measure,span,value\nweb.visits,2026Q3,421\n")
    said = other.run("import", "measures", str(table))
    assert "web.visits 2026Q3 stays 420" in said and "0 new" in said
    for row, wanted in [("web visits,2026,1", "is no name"), ("a,2026-13,1", "is no time"),
                        ("a,2026,1e5", "is no plain number"), ("a,2199,1", "has not begun")]:
        table.write_text(f"measure,span,value\n{row}\n")
        assert f"line 2: " in (said := other.run("import", "measures", str(table), code=65))
        assert wanted in said, said


def check_an_import_overwrites_nothing(program, exports, work):
    other = fresh(program, work, "kept")
    table = work / "some.csv"
    table.write_text("id,name,interests,mail\nana,Ana,Bees; Wasps,ana@example.org\nbo,Bo,,\n")
    other.run("import", "members", str(table))
    table.write_text("id,name,interests,mail\nana,Anna,Ants,anna@example.org\nbo,Bob,Ants,bo@example.org\n")
    said = other.run("import", "members", str(table))
    assert "keeps the interests" in said and "0 new, 1 completed, 1 as they are" in said
    ana, bo = other.community()["members"]
    assert (ana["name"], ana["interests"], ana["mail"]) == ("Ana", ["Bees", "Wasps"], "ana@example.org")
    assert (bo["name"], bo["interests"], bo["mail"]) == ("Bo", ["Ants"], "bo@example.org")


def check_mistakes_are_told_by_their_lines_and_change_nothing(program, exports, work):
    other = fresh(program, work, "mistaken")
    table = work / "wrong.csv"
    cases = [
        (b"", "line 1: The file is empty"),
        (b"name\nAna\n", "line 1: The column “id” is missing"),
        (b"id,nmae\nana,Ana\n", "line 1: There is no column “nmae”"),
        (b"id;name\nana;Ana\n", "line 1: There are semicolons"),
        (b"id,name,id\nana,Ana,b\n", "line 1: Two columns"),
        (b"id,name\nana,Ana\n\nbo,Bo,more\n", "line 4: It has 3 fields"),
        (b"id,name\nana,\"Ana\nbo,Bo\n", "line 2: A quotation mark is opened"),
        (b"id,name\nana,A\"na\n", "line 2: A quotation mark stands within"),
        (b"id,name\nana,\"Ana\"x\n", "line 2: Something stands between"),
        (b"id,name\r\nana,Ana\rbo,Bo\r\n", "line 2: A line ends with CR alone"),
        (b"id,name\nana,\xff\n", "line 2: It is not UTF-8"),
        ("id,name\nana,Ana\n".encode("utf-16"), "line 1: It is not UTF-8"),
        (b"id,name\n\"a\nb\",Ana\nana,Ana\n,Bo\n", "line 5: The id is missing"),
        (b"id,name\nana,Ana\nana,Anna\n", "line 3: “ana” stands on line 2 already"),
        (b"id,mail\nana,nobody\n", "line 2: “nobody” is no e-mail address"),
        (b"id,interests\nana," + b"x" * 100 + b"\n", "line 2: The interest"),
        (b"id,name\nana," + b"x" * 200 + b"\n", "line 2: The name is longer"),
        (b"id\n" + b"x" * (5 << 20), "line 1: The file is longer"),
        (b"id\n" + b"".join(b"m%d\n" % one for one in range(20_002)), "line 20002: That is more"),
    ]
    for data, wanted in cases:
        table.write_bytes(data)
        said = other.run("import", "members", str(table), code=65)
        assert wanted in said and "Nothing was changed." in said, f"{data[:40]}: {said}"
    other.run("import", "members", str(work / "nowhere.csv"), code=66)
    table.write_text("id\nana\n")
    other.run("import", "members", str(table))
    assert [member["id"] for member in other.community()["members"]] == ["ana"]


def check_an_import_waits_for_no_bot(program, exports, work):
    other = fresh(program, work, "taken")
    table = work / "one.csv"
    table.write_text("id\nana\n")
    with other.running() as bot:
        # It holds the folder by the time it says so.
        assert any(b"starting" in line for line in bot.stderr), "the bot did not start"
        said = other.run("import", "members", str(table), code=75)
        assert "in use" in said or "another" in said, said
        assert "1 new" in other.run("import", "members", str(table), "--dry")
        bot.terminate()
    assert "1 new" in other.run("import", "members", str(table))


def check_what_makes_no_sense_is_refused_with_what_does(program, exports, work):
    said = program.run("export", "trello", "members", code=64)
    assert "members: csv, md, json" in said
    program.run("export", "xls", "members", code=64)
    program.run("export", "csv", "secrets", code=64)
