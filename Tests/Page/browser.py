"""A headless Chromium that looks at the room's page as one person does."""

import json
import pathlib
import shutil
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import axe_playwright_python

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
PATIENCE_SECONDS = 15
# A headless browser has no mouse unless it is told so.
MOUSE = ("--blink-settings=primaryHoverType=2,availableHoverTypes=2,"
         "primaryPointerType=4,availablePointerTypes=4")
NARROW = (360, 740)
WIDE = (1280, 800)


FIND_ANSWER = """
  const entries = [...document.querySelectorAll("#timeline > .entry")];
  const entry = entries.findLast(one => one.querySelector(":scope > .message .text")?.innerText
    === arguments[0]);
  const answer = entry?.querySelector(".preview .from-bot") ?? null;"""


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, address, size=WIDE, is_dark=False):
        options = webdriver.ChromeOptions()
        # Without --no-sandbox Chromium refuses to run as root, as it does in a container.
        for option in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                       "--lang=en-GB", "--window-size=1280,800", MOUSE):
            options.add_argument(option)
        options.binary_location = shutil.which("chromium")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        self.look(size, is_dark)
        self.driver.get(address)

    def look(self, size, is_dark, is_still=False):
        """Takes another screen: its size, its colours, and whether motion is unwelcome."""
        width, height = size
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
        self.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": width < 600})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
            {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if is_still else "no-preference"}]})

    def close(self):
        """Closes the browser."""
        self.driver.quit()

    # What is on the page

    def find(self, selector):
        """The first element, once it is there and can be seen."""
        return self.until(lambda: next(
            (one for one in self.driver.find_elements(By.CSS_SELECTOR, selector)
             if one.is_displayed()), None), f"{selector} is shown")

    def until(self, condition, what):
        """The first true value of a condition; fails with `what` when none comes."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                value = condition()
            except Exception as error:  # An element was drawn anew while it was looked at.
                value, what = None, f"{what} ({type(error).__name__})"
            if value:
                return value
            if time.monotonic() > deadline:
                raise AssertionError(f"{what}: waited {PATIENCE_SECONDS} s")
            time.sleep(0.05)

    def script(self, source, *arguments):
        """What a script returns."""
        return self.driver.execute_script(source, *arguments)

    def texts(self, selector):
        """The texts of all elements that match."""
        return self.script(
            "return [...document.querySelectorAll(arguments[0])].map(one => one.innerText)", selector)

    def has_text(self, selector, words):
        """Waits until an element that matches holds the words."""
        return self.until(
            lambda: any(words in text for text in self.texts(selector)), f"{selector} says {words!r}")

    def focused(self, question="id"):
        """An attribute of the element that has the focus."""
        return self.driver.switch_to.active_element.get_attribute(question)

    # What a person does

    def press(self, *keys):
        """Presses keys where the focus is, one after another."""
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def alt(self, key):
        """Presses a key while Alt is held."""
        webdriver.ActionChains(self.driver).key_down(Keys.ALT).send_keys(key).key_up(
            Keys.ALT).perform()

    def back_tab(self):
        """Presses Shift and Tab."""
        webdriver.ActionChains(self.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(
            Keys.SHIFT).perform()

    def take_seat(self, name):
        """Gives a name at the first visit."""
        field = self.find("#welcome-name")
        field.clear()
        field.send_keys(name, Keys.ENTER)
        self.find("#compose-box")

    def say(self, text, box="compose-box"):
        """Types a message and sends it; a line break is typed with Shift."""
        area = self.find(f"#{box}")
        for number, line in enumerate(text.split("\n")):
            if number > 0:
                area.send_keys(Keys.SHIFT, Keys.ENTER)
            area.send_keys(line)
        area.send_keys(Keys.ENTER)

    def answer_to(self, command):
        """What the bot answers to a command in its thread, once it does: the text and the code in it.

        Looked at by a script in one go, because a message may be drawn anew at any time.
        """
        return self.until(lambda: self.script(FIND_ANSWER + """
          return answer && {text: answer.querySelector(".text").innerText,
            codes: [...answer.querySelectorAll(".code")].map(one => one.innerText)};""", command),
            f"the bot answers {command}")

    def choose_code(self, command, words):
        """Clicks a piece of code in the bot's answer to a command."""
        self.script(FIND_ANSWER + """
          [...answer.querySelectorAll(".code")].find(one => one.innerText === arguments[1]).click();""",
                    command, words)

    def go(self, place):
        """Opens a room by its name in the list, which may lie behind a button."""
        if self.script("return innerWidth") <= 720:
            self.find("#open-side").click()
        self.until(lambda: next((link for link in self.driver.find_elements(
            By.CSS_SELECTOR, ".place") if place in link.text), None), f"the list has {place}").click()
        self.has_text("#place-name", place)

    # What a checker sees

    def violations(self):
        """What axe-core finds wrong, one line each."""
        self.script(AXE)
        found = self.driver.execute_async_script("""
          const done = arguments[arguments.length - 1];
          axe.run(document, { resultTypes: ["violations"] }).then(found => done(JSON.stringify(
            found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.target).join(" ")}`))),
            error => done(JSON.stringify([String(error)])));""")
        return json.loads(found)

    def is_sideways(self):
        """Whether anything must be scrolled sideways, the page or a part of it."""
        return self.script("""
          return [document.documentElement, document.body, ...document.querySelectorAll("main, section, "
            + "dialog, .scroller, .timeline")].filter(one => one.scrollWidth > one.clientWidth + 1
            && one.getClientRects().length > 0).map(one => one.id || one.tagName)""")

    def complaints(self):
        """What the browser's console says is wrong, since it was last asked."""
        return [entry["message"] for entry in self.driver.get_log("browser")
                if entry["level"] in ("SEVERE", "WARNING")]
