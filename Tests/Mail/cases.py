"""What must hold of mail, one function a case."""

import email
import email.policy
import html.parser
import time

from servers import Mailbox, Script, Server, certificate

SENDER = "bot@example.org"


def parsed(mail):
    """A mail as Python's email package reads it, strictly; any defect is a failure."""
    message = email.message_from_bytes(mail["bytes"], policy=email.policy.SMTP)
    for part in message.walk():
        assert not part.defects, part.defects
    return message


def parts(message):
    """The text and the page of a mail."""
    assert message.get_content_type() == "multipart/alternative"
    text, page = message.iter_parts()
    assert text.get_content_type() == "text/plain" and page.get_content_type() == "text/html"
    return text.get_content(), page.get_content()


class Page(html.parser.HTMLParser):
    """The elements and the words of a page."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.attributes, self.words = [], set(), ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.elements.append(tag)
        self.attributes.update(name for name, _ in attributes)

    def handle_data(self, data):
        self.words += data


HARMLESS = {"html", "head", "meta", "title", "body", "div", "h2", "p", "br", "ul", "li", "table",
            "tr", "th", "td", "code"}


def starttls_with_a_password(world):
    files = certificate(world.folder)
    mailbox = Mailbox()
    server = Server(mailbox, "starttls", files, auth=True)
    world.community = "Größe & 🌱 <Pflege>"
    world.configure(server=f"smtp://localhost:{server.port}", user=SENDER, ca_file=files[0],
                    **{"from": SENDER, "unsubscribe": "leave+list@example.org"})
    assert world.check().startswith("✓"), world.check()
    world.start()
    assert "on its way" in world.ask("ana", "ana@example.org")
    mail = mailbox.wait(1)[0]
    assert mail["tls"] and mail["user"], mail
    assert (mail["from"], mail["to"]) == (SENDER, ["ana@example.org"])
    assert mail["hello"] == "example.org", mail["hello"]
    message = parsed(mail)
    assert message["Subject"] == "A test letter from Größe & 🌱 <Pflege>", message["Subject"]
    assert message["To"] == "ana@example.org"
    assert message["From"].addresses[0].addr_spec == SENDER
    assert message["From"].addresses[0].display_name == "Roundtable"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<mailto:leave+list@example.org?subject=unsubscribe>"
    assert message["Message-ID"].endswith("@example.org>")
    assert abs(message["Date"].datetime.timestamp() - time.time()) < 60
    text, page = parts(message)
    assert "Größe & 🌱 <Pflege>" in text and "`!mail off`" in text
    assert all(len(line) <= 78 for line in text.splitlines())
    page = Page(page)
    assert "Größe & 🌱 <Pflege>" in page.words and set(page.elements) <= HARMLESS
    assert all(len(line) <= 78 for line in mail["bytes"].splitlines())
    assert b"canary" not in mail["bytes"] and "canary" not in world.log()
    server.stop()


def encrypted_from_the_start(world):
    files = certificate(world.folder)
    mailbox = Mailbox()
    server = Server(mailbox, "whole", files, auth=True)
    world.configure(server=f"smtps://localhost:{server.port}", user=SENDER, ca_file=files[0],
                    **{"from": SENDER})
    assert world.check().startswith("✓"), world.check()
    world.start()
    world.ask("ana", "ana@example.org")
    mail = mailbox.wait(1)[0]
    assert mail["tls"] and mail["user"]
    assert parsed(mail)["List-Unsubscribe"] is None
    server.stop()


def unencrypted_to_this_machine_alone(world):
    mailbox = Mailbox()
    server = Server(mailbox)
    world.configure(server=f"smtp://127.0.0.1:{server.port}", encryption="none",
                    **{"from": SENDER})
    world.start()
    world.ask("ana", "ana@example.org")
    mailbox.wait(1)
    world.configure(server="smtp://mail.example.org", encryption="none", **{"from": SENDER})
    assert "unencrypted to this machine only" in world.check(), world.check()
    server.stop()


def nothing_goes_where_encryption_is_not_offered(world):
    mailbox = Mailbox()
    server = Server(mailbox)
    world.configure(server=f"smtp://127.0.0.1:{server.port}", user=SENDER, **{"from": SENDER})
    assert "STARTTLS" in world.check(), world.check()
    world.start()
    world.ask("ana", "ana@example.org")
    time.sleep(3)
    assert not mailbox.arrived and not mailbox.logins
    server.stop()


def nothing_goes_to_a_server_that_nobody_vouches_for(world):
    files = certificate(world.folder)
    mailbox = Mailbox()
    server = Server(mailbox, "starttls", files, auth=True)
    world.configure(server=f"smtp://localhost:{server.port}", user=SENDER, **{"from": SENDER})
    assert "certificate" in world.check(), world.check()
    world.start()
    world.ask("ana", "ana@example.org")
    time.sleep(3)
    assert not mailbox.arrived and not mailbox.logins
    server.stop()


def a_new_password_is_read(world):
    files = certificate(world.folder)
    mailbox = Mailbox()
    server = Server(mailbox, "starttls", files, auth=True)
    world.set_password("canary-wrong")
    world.configure(server=f"smtp://localhost:{server.port}", user=SENDER, ca_file=files[0],
                    **{"from": SENDER})
    assert "did not accept" in world.check(), world.check()
    world.start()
    world.ask("ana", "ana@example.org")
    time.sleep(2)
    assert not mailbox.arrived
    world.set_password("canary-password")
    mailbox.wait(1, seconds=60)
    assert "canary" not in world.log(), world.log()
    server.stop()


def a_refused_addressee_holds_up_nobody(world):
    mailbox = Mailbox(refuse={"eve@example.org": "550 5.1.1 no such person",
                              "gus@example.org": "451 4.7.1 come back later"})
    server = Server(mailbox)
    world.configure(server=f"smtp://127.0.0.1:{server.port}", encryption="none",
                    **{"from": SENDER})
    world.start()
    world.ask("eve", "eve@example.org")
    world.ask("gus", "gus@example.org")
    world.ask("ana", "ana@example.org")
    assert [mail["to"] for mail in mailbox.wait(1)] == [["ana@example.org"]]
    assert "550 5.1.1 no such person" in world.dead_letters()
    assert "gus@" not in world.dead_letters()
    assert "eve@" not in world.log(), world.log()
    server.stop()


def a_server_that_hangs_up_gets_the_same_mail_again(world):
    mailbox = Mailbox(hang_up=1)
    server = Server(mailbox)
    world.configure(server=f"smtp://127.0.0.1:{server.port}", encryption="none",
                    **{"from": SENDER})
    world.start()
    world.ask("ana", "ana@example.org")
    first, second = mailbox.wait(2)
    assert first["bytes"] == second["bytes"] and parsed(first)["Message-ID"]
    time.sleep(3)
    assert len(mailbox.arrived) == 2
    server.stop()


def a_kill_repeats_at_most_one_under_the_same_id(world):
    mailbox = Mailbox()
    server = Server(mailbox)
    world.configure(server=f"smtp://127.0.0.1:{server.port}", encryption="none",
                    **{"from": SENDER})
    world.start()
    members = [f"m{number}" for number in range(5)]
    for member in members:
        world.chat.say(member, f"!mail {member}@example.org")
    for member in members:
        world.chat.say(member, "!mail test")
    for count in (1, 3):
        mailbox.wait(count)
        world.kill()
        world.start()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and len({mail["to"][0] for mail in mailbox.arrived}) < 5:
        time.sleep(0.2)
    time.sleep(2)
    names = {mail["to"][0] for mail in mailbox.arrived}
    identifiers = {parsed(mail)["Message-ID"] for mail in mailbox.arrived}
    assert len(names) == 5 and len(identifiers) == 5, (names, identifiers)
    assert len(mailbox.arrived) <= 7, len(mailbox.arrived)
    server.stop()


def nothing_a_member_types_becomes_a_header_or_markup(world):
    mailbox = Mailbox()
    server = Server(mailbox)
    world.community = "X\\r\\nBcc: eve@example.org <script>alert(1)</script>"
    world.configure(server=f"smtp://127.0.0.1:{server.port}", encryption="none",
                    **{"from": SENDER, "name": "R\\r\\nBcc: eve@example.org"})
    world.start()
    name = "Ana\r\nBcc: eve@example.org\r\n\r\n.\r\n<img src=x onerror=alert(1)>\u2028\u202e"
    world.ask("ana", "ana@example.org", name)
    mail = mailbox.wait(1)[0]
    assert mail["to"] == ["ana@example.org"]
    message = parsed(mail)
    assert set(message.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
        "Content-Type"}, message.keys()
    text, page = parts(message)
    assert "<script>" in text and "\u202e" not in text
    page = Page(page)
    assert set(page.elements) <= HARMLESS, page.elements
    assert not page.attributes & {"href", "src", "onerror", "onload"}
    for address in ("ana@example.org,eve@example.org", "<ana@example.org>", "ana@example.org\u2028",
                    "ana@example.org\r\nRCPT TO:<eve@example.org>", "ana@@example.org", "a@b"):
        since = world.chat.say("bo", f"!mail {address}")
        world.chat.wait("bo", "not an address" if "\r" not in address and "\u2028" not in address
                        else "", since)
    time.sleep(1)
    assert len(mailbox.arrived) == 1
    server.stop()


def a_server_that_falls_silent_holds_up_nobody(world):
    refusing = ["220 hi", "250 hi", "250 sender", "550 5.1.1 never", None]
    for answers in ([None], ["220 hi", None], ["220 hi", "250 hi", "250 sender", None], refusing):
        script = Script(answers)
        world.configure(server=f"smtp://127.0.0.1:{script.port}", encryption="none",
                        **{"from": SENDER})
        world.start()
        member = f"m{len(answers)}"
        world.ask(member, f"{member}@example.org")
        deadline = time.monotonic() + 10
        while not script.connections and time.monotonic() < deadline:
            time.sleep(0.1)
        assert script.connections, "nobody called the server"
        for number in range(15):
            since = world.chat.say(f"p{number}", "!about")
            world.chat.wait(f"p{number}", "Version", since, seconds=2)
            time.sleep(0.1)
        world.kill()
        script.stop()


def without_a_server_letters_are_files(world):
    world.configure()
    assert "become files" in world.check(), world.check()
    world.start()
    assert "outbox/mail" in world.ask("ana", "ana@example.org")
    folder = world.folder / "state" / "outbox" / "mail"
    deadline = time.monotonic() + 10
    while not list(folder.glob("*.eml")) and time.monotonic() < deadline:
        time.sleep(0.1)
    file, = folder.glob("*.eml")
    assert file.stat().st_mode & 0o777 == 0o600, oct(file.stat().st_mode)
    message = parsed({"bytes": file.read_bytes()})
    assert message["Message-ID"] == f"<{file.stem}@roundtable.invalid>"
    assert "Hello Ana" in parts(message)[0]


CASES = [
    starttls_with_a_password, encrypted_from_the_start, unencrypted_to_this_machine_alone,
    nothing_goes_where_encryption_is_not_offered,
    nothing_goes_to_a_server_that_nobody_vouches_for, a_new_password_is_read,
    a_refused_addressee_holds_up_nobody, a_server_that_hangs_up_gets_the_same_mail_again,
    a_kill_repeats_at_most_one_under_the_same_id,
    nothing_a_member_types_becomes_a_header_or_markup,
    a_server_that_falls_silent_holds_up_nobody, without_a_server_letters_are_files,
]
