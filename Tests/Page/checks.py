"""What a newcomer must be able to do on the room's page; each check builds on those before it."""

import datetime
import re
import urllib.parse

from browser import NARROW, WIDE, Keys, Person

SCREENS = [("360-light", NARROW, False), ("360-dark", NARROW, True),
           ("1280-light", WIDE, False), ("1280-dark", WIDE, True)]
QUESTION = "!topic How do we welcome newcomers?"
FOCUS_SOURCE = """
  const one = document.activeElement;
  const shown = one.closest(".well") ?? one;
  const style = getComputedStyle(shown);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;"""


class Visit:
    """Ana, who comes first, and Bo, who comes later, each with a browser."""

    def __init__(self, demo, pictures):
        self.demo, self.pictures = demo, pictures
        self.ana = Person(demo.address)
        self.people = [self.ana]

    def bring_bo(self):
        """Lets Bo come."""
        self.bo = Person(self.demo.address)
        self.people.append(self.bo)
        self.bo.take_seat("Bo")

    def inspect(self, name, person=None):
        """Takes a picture on every screen, and lets axe-core and the sideways check look at it."""
        person = person or self.ana
        found = []
        for screen, size, is_dark in SCREENS:
            person.look(size, is_dark, is_still=True)
            person.script("return new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
            person.driver.save_screenshot(str(self.pictures / f"{name}-{screen}.png"))
            found += [f"{screen}: {line}" for line in person.violations()]
            found += [f"{screen}: sideways: {part}" for part in person.is_sideways()]
        person.look(WIDE, False)
        assert not found, "\n     ".join(found)

    def remember_failure(self, name):
        """Takes pictures of what a failed check left behind."""
        for number, person in enumerate(self.people):
            person.driver.save_screenshot(str(self.pictures / f"failed-{name}-{number}.png"))
            person.look(WIDE, False)

    def close(self):
        """Sends everybody home."""
        for person in self.people:
            person.close()


def first_visit(visit):
    """the first visit asks for a name, has one ready, and cannot be closed away"""
    ana = visit.ana
    field = ana.find("#welcome-name")
    assert field.get_attribute("value"), "no name is suggested"
    assert ana.focused() == "welcome-name", "the focus is not in the field"
    ana.press(Keys.ESCAPE)
    ana.find("#welcome-name")
    visit.inspect("welcome")
    ana.take_seat("Ana")
    ana.until(lambda: ana.focused() == "compose-box", "the focus goes to the message box")


def empty_room(visit):
    """an empty room invites, and a suggestion fills the message box"""
    ana = visit.ana
    ana.has_text("#presence", "is listening")
    visit.inspect("empty")
    suggestion = ana.find(".suggestion")
    words = suggestion.find_element("css selector", "code").text
    suggestion.click()
    assert ana.find("#compose-box").get_attribute("value") == words
    assert ana.focused() == "compose-box", "the focus is not in the message box"
    ana.find("#compose-box").clear()


def answers(visit):
    """!help and !topic are answered by the bot below the command"""
    ana = visit.ana
    ana.say("!help")
    assert ana.answer_to("!help")["codes"], "the help names no command that can be clicked"
    ana.say(QUESTION)
    text = ana.answer_to(QUESTION)["text"]
    assert re.search(r"\bT\d+\b", text), f"no topic is named: {text}"


def code_fills_the_box(visit):
    """a command in the bot's words fills the message box, its gap selected"""
    ana = visit.ana
    codes = ana.answer_to("!help")["codes"]
    words = next((code for code in codes if "<" in code), codes[0])
    ana.choose_code("!help", words)
    assert ana.find("#compose-box").get_attribute("value") == words
    gap = re.search("<[^>]+>", words)
    if gap:
        selected = ana.script("""const box = document.getElementById("compose-box");
          return box.value.slice(box.selectionStart, box.selectionEnd)""")
        assert selected == gap.group(), f"selected is {selected!r}"
    ana.find("#compose-box").clear()


def nothing_is_html(visit):
    """a text is shown as it is, on several lines, and never becomes HTML"""
    ana = visit.ana
    ana.say("<img src=x onerror=alert(1)>\n& a `<b>span</b>` https://example.org/a?b=1.")
    ana.has_text("#timeline .text", "<img src=x onerror=alert(1)>\n& a <b>span</b> https://example.org")
    assert ana.script("return document.querySelectorAll('.text img, .text b').length") == 0
    link = ana.find(".text a")
    assert link.get_attribute("href") == "https://example.org/a?b=1"
    assert link.get_attribute("rel") == "noopener noreferrer"


def keyboard_thread(visit):
    """a thread is opened, answered and closed by keyboard alone"""
    ana = visit.ana
    ana.script("document.getElementById('compose-box').focus()")
    for _ in range(12):
        ana.back_tab()
        if ana.script("return document.activeElement.matches('.message')"):
            break
    ana.press(Keys.HOME)
    goal = ana.focused("data-id")
    assert goal, "Shift and Tab reach no message"
    ana.press(Keys.ARROW_DOWN)
    assert ana.focused("data-id") != goal, "the arrow key goes nowhere"
    ana.press(Keys.ARROW_UP)
    assert ana.focused("data-id") == goal
    ana.press(Keys.ENTER)
    ana.until(lambda: ana.focused() == "thread-compose-box", "the focus goes into the thread")
    ana.press("Thank you!", Keys.ENTER)
    ana.has_text("#thread .text", "Thank you!")
    visit.inspect("thread")
    ana.press(Keys.ESCAPE)
    ana.until(lambda: ana.focused("data-id") == goal, "Escape goes back to the message")
    assert not ana.driver.find_element("id", "thread").is_displayed()


def visible_focus(visit):
    """every stop of the Tab key can be seen, and each leads to the next"""
    ana = visit.ana
    ana.script("document.activeElement.blur(); window.getSelection().removeAllRanges();"
               "document.getElementById('skip').focus()")
    stops = []
    for _ in range(40):
        if not ana.script(FOCUS_SOURCE):
            raise AssertionError(f"no outline: {ana.script('return document.activeElement.outerHTML')[:90]}")
        stops.append(ana.script("return document.activeElement.id || document.activeElement.className"))
        if stops[-1] == "compose-box":
            break
        ana.press(Keys.TAB)
    for wanted in ("skip", "place", "me", "keys", "message", "tool", "compose-box"):
        assert any(wanted in stop for stop in stops), f"{wanted} is not among {stops}"


def editing(visit):
    """the arrow key in an empty box edits the last message"""
    ana = visit.ana
    ana.say("I bring cak")
    ana.has_text("#timeline .text", "I bring cak")
    ana.press(Keys.ARROW_UP)
    ana.until(lambda: ana.find("#compose-box").get_attribute("value") == "I bring cak", "the text comes back")
    ana.press("e", Keys.ENTER)
    ana.has_text("#timeline .text", "I bring cake")
    ana.has_text("#timeline .edited", "edited")


def second_person(visit):
    """what somebody else says elsewhere is counted, and announced to those who listen"""
    visit.bring_bo()
    ana, bo = visit.ana, visit.bo
    bo.has_text("#timeline .text", "I bring cake")
    bo.alt(Keys.ARROW_DOWN)
    bo.has_text("#place-name", "random")
    bo.say("Is anybody in here?")
    ana.has_text("#announcer", "Bo in random: Is anybody in here?")
    ana.has_text(".badge", "1")
    ana.until(lambda: ana.driver.title.startswith("(1)"), "the title counts")
    ana.go("random")
    ana.has_text("#timeline .text", "Is anybody in here?")
    ana.until(lambda: not ana.texts(".badge"), "the mark goes away")
    ana.go("general")


def reacting(visit):
    """a reaction is put on by keyboard, seen by the other, joined in and taken away"""
    ana, bo = visit.ana, visit.bo
    bo.go("general")
    article = ana.script("return [...document.querySelectorAll('#timeline > .entry > .message')].at(-1)")
    ana.script("arguments[0].focus()", article)
    ana.press("r")
    ana.until(lambda: ana.focused("class") == "choice", "the choice opens")
    visit.inspect("reactions")
    ana.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER)
    bo.has_text(".pill", "👍 1")
    pill = bo.find(".pill[aria-label^='👍']")
    assert "Ana" in pill.get_attribute("aria-label")
    bo.script("arguments[0].click()", pill)
    ana.has_text(".pill[aria-pressed='true']", "👍 2")
    ana.script("arguments[0].click()", ana.find(".pill[aria-label^='👍']"))
    bo.has_text(".pill[aria-pressed='true']", "👍 1")


def invited_reaction(visit):
    """what the bot asks to react with can be chosen below its words, and is an answer"""
    ana, bo = visit.ana, visit.bo
    day = datetime.date.today() + datetime.timedelta(days=14)
    ana.say(f'!session new "Our first meeting" {day} 16:00 60m')
    invitation = ".from-bot .pill[aria-label^='✅']"
    bo.script("arguments[0].click()", bo.find(invitation))
    ana.has_text(f"{invitation}[aria-label*='Bo']", "✅ 1")
    ana.say("!rsvp who")
    text = ana.answer_to("!rsvp who")["text"]
    assert re.search(r"Going 1\b.*\bBo\b", text), f"Bo is not among those who are coming: {text}"
    visit.inspect("session")


def direct_message(visit):
    """a direct message needs no mark, is answered there, and is seen by nobody else"""
    bo = visit.bo
    bo.go("Messages to")
    visit.inspect("direct-empty", bo)
    bo.say("help")
    bo.until(lambda: bo.texts("#timeline > .entry > .from-bot .text"), "the bot answers")
    visit.inspect("direct", bo)
    bo.go("general")
    assert "help" not in visit.ana.texts("#timeline .text")
    assert not visit.ana.texts(".badge"), "somebody else's direct message is counted"


def long_texts(visit):
    """long words, long names and many messages keep to the width of a telephone"""
    ana, bo = visit.ana, visit.bo
    bo.say("Hello from a telephone.")
    bo.find("#me").click()
    field = bo.find("#profile-name")
    field.clear()
    field.send_keys("Bartholomäus-Maximilian von Langenname", Keys.ENTER)
    ana.has_text("#timeline .name", "Bartholomäus-Maximilian")
    bo.say("Donaudampfschifffahrtsgesellschaft" * 8)
    bo.say("https://example.org/" + "long/" * 40)
    bo.say("`!topic " + "x" * 120 + "`")
    bo.say("!rsvp yes")
    bo.answer_to("!rsvp yes")
    bo.say("Some words that are neither long nor short, but there are several of them. " * 5)
    ana.has_text("#timeline .text", "there are several of them")
    visit.inspect("full")


def drawer(visit):
    """on a telephone the list of rooms opens, has the focus, and closes with Escape"""
    ana = visit.ana
    ana.look(NARROW, False, is_still=True)
    ana.find("#open-side").click()
    ana.until(lambda: ana.focused() == "close-side", "the focus goes into the list")
    found = ana.violations()
    ana.driver.save_screenshot(str(visit.pictures / "rooms-360-light.png"))
    ana.press(Keys.ESCAPE)
    ana.until(lambda: ana.focused() == "open-side", "the focus comes back")
    ana.look(WIDE, False)
    assert not found, found


def reading_back(visit):
    """who reads further up stays there, and a button tells what is new and leads to it"""
    ana, bo = visit.ana, visit.bo
    ana.go("general")
    ana.script("""const scroller = document.getElementById("scroller");
      return new Promise(done => setTimeout(() => { scroller.scrollTop = 0; setTimeout(done, 400); },
        400))""")
    bo.say("Did you see this?")
    ana.has_text("#jump", "1 new message")
    assert ana.script("return document.getElementById('scroller').scrollTop") < 50
    visit.inspect("reading-back")
    ana.find("#jump").click()
    ana.until(lambda: not ana.driver.find_element("id", "jump").is_displayed(), "the button goes")


def dialogs(visit):
    """the dialogs for one's seat and for the keys close with Escape"""
    ana = visit.ana
    for button, name in (("#me", "profile"), ("#keys", "shortcuts")):
        ana.find(button).click()
        ana.find(f"#{name} h2")
        visit.inspect(name)
        ana.press(Keys.ESCAPE)
        ana.until(lambda: not ana.script("return document.querySelector('dialog[open]')"), "it closes")
        assert f"#{ana.focused()}" == button, "the focus does not come back"


def second_seat(visit):
    """one browser can be two people, each in a tab"""
    ana = visit.ana
    first = ana.driver.current_window_handle
    ana.driver.switch_to.new_window("tab")
    ana.driver.get(visit.demo.address)
    ana.has_text(".me-name", "Ana")
    ana.find("#me").click()
    ana.script("[...document.querySelectorAll('#profile button')].find("
               "one => one.innerText.includes('somebody else')).click()")
    ana.take_seat("Chi")
    ana.has_text(".me-name", "Chi")
    ana.say("Now I am another.")
    ana.has_text("#timeline .own + time, #timeline .text", "Now I am another.")
    ana.driver.close()
    ana.driver.switch_to.window(first)
    ana.has_text(".me-name", "Ana")
    ana.has_text("#timeline .name", "Chi")


def still(visit):
    """nothing moves for those who do not want it"""
    visit.ana.look(WIDE, False, is_still=True)
    moving = visit.ana.script("""return [...document.querySelectorAll("*")].filter(one => {
      const style = getComputedStyle(one);
      return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0; }).length""")
    visit.ana.look(WIDE, False)
    assert moving == 0, f"{moving} elements move"


def community_pages(visit):
    """the community's pages open at /community, lead to each other, and fit every screen"""
    reader = Person(urllib.parse.urljoin(visit.demo.address, "/community"))
    visit.people.append(reader)
    reader.has_text("h1", "community")
    for page in ("Topics", "Minutes", "Resources"):
        reader.until(lambda: reader.driver.find_elements("link text", page), f"a link to {page}")
        reader.driver.find_element("link text", page).click()
        reader.has_text("h1", page)
        visit.inspect(f"community-{page.lower()}", reader)


def quiet_console(visit):
    """the browser has nothing to complain about, the content policy included"""
    complaints = [line for person in visit.people for line in person.complaints()]
    assert not complaints, complaints


def restart(visit):
    """when the room comes back after a restart, the page finds it by itself"""
    ana = visit.ana
    ana.find("#compose-box").send_keys("half a sentence")
    visit.demo.stop()
    ana.has_text("#presence", "Reconnecting")
    ana.driver.save_screenshot(str(visit.pictures / "reconnecting-1280-light.png"))
    visit.demo.start_again()
    ana.has_text("#presence", "is listening")
    assert ana.find("#compose-box").get_attribute("value") == "half a sentence"
    ana.find("#compose-box").clear()
    ana.say("!help")
    ana.answer_to("!help")
    ana.has_text(".me-name", "Ana")


CHECKS = [
    first_visit, empty_room, answers, code_fills_the_box, nothing_is_html, keyboard_thread,
    visible_focus, editing, second_person, reacting,
    invited_reaction, direct_message, long_texts, drawer,
    reading_back, dialogs,
    second_seat, still, community_pages, quiet_console, restart,
]
