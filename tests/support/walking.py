"""Walks through a self-test as a reader does, by pointer or keyboard."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

from tests.support.requests import CLEAR, knee_to_wall

PAGE = "self-tests/knee-to-wall/"
ARTICLE = "blog/knee-pain-look-above-and-below/"

# The left side reads low, felt at the front: its drills come first.
LEFT_IS_WORSE: Mapping[str, str | list[str]] = {
    **CLEAR,
    **knee_to_wall(left="6.5 cm", right="11 cm", felt="front"),
}
# A form has a hundred fields: asking the browser for each one takes longer than answering.
SHOWN_FIELDS = """
(element) => {
  const first = new Map();
  for (const input of element.querySelectorAll("input[name]")) {
    if (!first.has(input.name)) first.set(input.name, input);
  }
  return [...first]
    .filter(([, input]) => input.checkVisibility({ visibilityProperty: true }))
    .map(([name]) => name);
}
"""
UNFOLD = """
(part) => {
  for (const fold of part.querySelectorAll("details:not(.result-share)")) fold.open = true;
}
"""
# The same presses and entries from inside the page: the browser's own aiming of each press, and
# looking up where everything is, takes longer than the page itself. Whether presses from outside
# arrive is for other tests; scripts press at once, and never too early.
WALK = """
(element, [answers, until, most]) => {
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true });
  const goOn = () => [...element.querySelectorAll("form .self-test-continue")].find(isShown);
  const inputs = (name) => [...element.querySelectorAll(`input[name="${CSS.escape(name)}"]`)];
  const headings = [];
  while (goOn() && headings.length < most) {
    const heading = [...element.querySelectorAll("h3[tabindex]")].find(isShown).innerText;
    if (heading === until) break;
    if (heading === headings.at(-1)) throw new Error(`stuck on ${element.innerText}`);
    headings.push(heading);
    for (const [name, given] of Object.entries(answers)) {
      const [first] = inputs(name);
      if (!first || !isShown(first)) continue;
      if (first.type === "text") {
        first.value = [given].flat()[0];
        first.dispatchEvent(new Event("input", { bubbles: true }));
        first.dispatchEvent(new Event("change", { bubbles: true }));
        continue;
      }
      for (const text of [given].flat()) {
        const option = inputs(name).find(({ value }) => value === text);
        if (!option || !isShown(option)) throw new Error(`${name} has no ${text} to be ticked`);
        if (!option.checked) option.click();
        if (!option.checked) throw new Error(`${text} of ${name} stays as it was`);
      }
    }
    goOn().click();
  }
  return headings;
}
"""
MOST_SCREENS = 50
MOST_TABS = 200
MOST_LOOKS = 1800


def until(page: Page, condition: str) -> None:
    """Wait until a script's expression is true.

    The page's policy forbids the evaluation with which `wait_for_function` repeats its check.
    """
    for _ in range(MOST_LOOKS):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"still not true: {condition}")


def settled(page: Page) -> None:
    """Wait until new controls on a page take presses."""
    page.locator("[data-settling]").wait_for(state="detached")


def quiet(page: Page) -> None:
    """Wait until everything that comes with a result is there."""
    page.wait_for_load_state("networkidle")


@dataclass(slots=True)
class Walk:
    """One self-test on an open page."""

    page: Page
    element: str = "self-test"

    @property
    def self_test(self) -> Locator:
        """The element."""
        return self.page.locator(self.element).first

    def heading(self) -> str:
        """Return the heading of what is shown."""
        return self.self_test.locator("h3[tabindex]:visible").first.inner_text()

    def go_on(self) -> None:
        """Press Continue, Start or See my result."""
        self.self_test.locator("form .self-test-continue:visible").click()

    def back(self) -> None:
        """Press the Back button that is shown."""
        self.self_test.locator("[data-go=back]:visible").click()

    def field(self, name: str) -> Locator:
        """Return the inputs of a field."""
        return self.self_test.locator(f'input[name="{name}"]')

    def option(self, name: str, value: str) -> Locator:
        """Return one option of a field."""
        return self.self_test.locator(f'input[name="{name}"][value="{value}"]')

    def choose(self, name: str, value: str) -> None:
        """Tick an option."""
        self.option(name, value).check()

    def answer(self, answers: Mapping[str, object]) -> None:
        """Answer the visible questions."""
        shown = self.shown_fields()
        for name, entry in answers.items():
            if name not in shown:
                continue
            first = self.field(name).first
            entries = [str(one) for one in entry] if isinstance(entry, list) else [str(entry)]
            if first.get_attribute("type") == "text":
                first.fill(entries[0])
            else:
                for one in entries:
                    self.choose(name, one)
            # An answer may add the next question, or remove one.
            shown = self.shown_fields()

    def shown_fields(self) -> set[str]:
        """Return the names of the visible fields, in one call."""
        names: list[str] = self.self_test.evaluate(SHOWN_FIELDS)
        return set(names)

    def walk(self, answers: Mapping[str, object], *, until: str = "") -> list[str]:
        """Answer screen after screen, up to a heading or the result; only Start is pressed.

        Return the headings of the answered screens.
        """
        self.go_on()
        return self._answered(answers, until, MOST_SCREENS)

    def step(self, answers: Mapping[str, object]) -> None:
        """Answer the visible screen, and go on."""
        self._answered(answers, "", 1)

    def _answered(self, answers: Mapping[str, object], until: str, most: int) -> list[str]:
        entries = {
            name: [str(one) for one in entry] if isinstance(entry, list) else str(entry)
            for name, entry in answers.items()
        }
        headings: list[str] = self.self_test.evaluate(WALK, [entries, until, most])
        return headings

    def walk_by_hand(self, answers: Mapping[str, object], *, until: str = "") -> None:
        """Do the same with the browser's own presses, as a finger would."""
        self.go_on()
        before = ""
        while self.self_test.locator("form .self-test-continue:visible").count():
            if self.heading() == until:
                return
            assert self.heading() != before, self.self_test.inner_text()
            before = self.heading()
            self.answer(answers)
            self.go_on()

    def result(self) -> Locator:
        """Wait for the result and return it."""
        found = self.self_test.locator('[data-part="result"]')
        found.wait_for(state="visible")
        return found

    def unfolded(self) -> Locator:
        """Wait for the result and return it with all its folds open."""
        found = self.result()
        found.evaluate(UNFOLD)
        return found

    def finish(self) -> None:
        """Finish, and confirm that a result that was not saved is cleared."""
        self.page.once("dialog", lambda dialog: dialog.accept())
        self.result().locator('[data-go="start-again"]').click()

    # With the keyboard alone

    def tab_to(self, selector: str) -> None:
        """Press Tab until the focus is on an element."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
        raise AssertionError(f"{MOST_TABS} times Tab did not lead to {selector}")

    def type_answer(self, name: str, value: str) -> None:
        """Answer one field with Tab, Space, arrows and letters."""
        first = self.field(name).first
        if first.get_attribute("type") == "text":
            self.tab_to(f'input[name="{name}"]')
            self.page.keyboard.type(value)
        elif first.get_attribute("type") == "checkbox":
            self.tab_to(f'input[name="{name}"][value="{value}"]')
            self.page.keyboard.press("Space")
        else:
            self.tab_to(f'input[name="{name}"]')
            self.page.keyboard.press("Space")
            while not self.option(name, value).is_checked():
                self.page.keyboard.press("ArrowDown")


def witness(page: Page) -> dict[str, Any]:
    """Return the messages to and from the page's workers."""
    found: dict[str, Any] = page.evaluate("window.witness")
    return found


def last_report(page: Page) -> dict[str, Any]:
    """Return the report that the worker answered last."""
    # Python answers a form that is half filled in with the list of missing answers.
    answers = (json.loads(message["text"]).get("ok", {}) for message in witness(page)["answered"])
    found: dict[str, Any] = [answer for answer in answers if "results" in answer][-1]
    return found
