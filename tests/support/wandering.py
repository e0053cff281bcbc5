"""Random readers, in two tabs and across deploys: what must hold after every step.

A walk is drawn from its seed, which a failure names: the same seed repeats the walk.
"""

import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.deploying import another_build
from tests.support.kept import PLAN, SAVED
from tests.support.requests import CLEAR
from tests.support.single_self_tests import sides
from tests.support.tabs import Gone, Tab
from tests.support.visiting import serving
from tests.support.walking import LEFT_IS_WORSE, PAGE

OTHER = "self-tests/heel-raise/"
AWAY = "privacy/"
"""A page that hears nothing, like one of another site."""
ANSWERS = {**CLEAR, **LEFT_IS_WORSE, **sides("heel-raise.reps", "20", "20")}
SIGNS = (("safety-check.now", "cold-foot"), ("safety-check.weeks", "lump"))
STEPS = 12
MOST_TABS = 2
PATIENCE = 60.0
"""Seconds until every tab has heard of a step and has drawn the consequences."""

# A press by a script always counts, without waiting. The page's policy allows all of this.
TOOLS = """
const seen = (selector) => [...document.querySelectorAll(selector)]
  .filter((one) => one.getClientRects().length > 0);
const open = (selector) => [...document.querySelectorAll(selector)]
  .filter((one) => !one.closest("[hidden]"));
const go = () => seen("self-test form .self-test-continue")[0];
"""
BLANK = "about:blank"
"""Before the first page of a tab, when it cannot be asked."""
STANDS = f"""([saved, visit]) => {{
  {TOOLS}
  if (location.href === "{BLANK}") {{
    return {{ form: [], kept: [], drawn: 0, plans: 0, saved: false, whole: true }};
  }}
  const told = JSON.parse(sessionStorage.getItem(visit) ?? "{{}}");
  return {{
    form: [...document.querySelectorAll("self-test form input[name]")]
      .filter(({{ dataset }}) => dataset.unitChoice === undefined && dataset.length === undefined)
      .filter((input) => input.type === "text" ? input.value : input.checked)
      .map((input) => `${{input.name}}=${{input.value}}`),
    kept: Object.entries(told).flatMap(([name, {{ values }}]) =>
      values.filter((text) => text && name !== "unit").map((text) => `${{name}}=${{text}}`)),
    drawn: [...document.querySelectorAll("self-test [data-fill]")]
      .map((place) => place.textContent).join("").length,
    plans: seen("self-test .drill-card").length + seen("[data-session]").length,
    saved: localStorage.getItem(saved) !== null,
    whole: document.readyState === "complete",
  }};
}}"""
PRESS = f"""(selector) => {{
  {TOOLS}
  window.confirm = () => true;
  const [button] = open(selector);
  button?.click();
  return button !== undefined;
}}"""
ANSWER = f"""([answers, screens]) => {{
  {TOOLS}
  const given = [];
  for (let screen = 0; screen < screens && go(); screen += 1) {{
    for (const [name, entry] of Object.entries(answers)) {{
      const fields = seen(`self-test form input[name="${{name}}"]`);
      const isOpen = fields.every((one) => one.type === "text" ? !one.value : !one.checked);
      for (const [number, text] of isOpen ? [entry].flat().entries() : []) {{
        const typed = fields[0]?.type === "text" ? fields[number] : undefined;
        const box = typed ?? fields.find((one) => one.value === text);
        if (!box) continue;
        given.push(`${{name}}=${{text}}`);
        if (!typed) box.click();
        else {{
          box.value = text;
          box.dispatchEvent(new Event("input", {{ bubbles: true }}));
        }}
      }}
    }}
    go()?.click();
  }}
  return given;
}}"""
TICK = f"""([name, value]) => {{
  {TOOLS}
  open(`self-test button[data-go=change][value="${{name}}"]`)[0]?.click();
  const [box] = seen(`self-test form input[name="${{name}}"][value="${{value}}"]`);
  box?.click();
  return box ? box.checked : null;
}}"""
FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


@dataclass(slots=True)
class Reader:
    """A reader with a browser, and the answers given in this visit."""

    new_tab: Callable[[], Tab]
    address: str
    deploy: Callable[[], None]
    chance: random.Random
    tabs: list[Tab] = field(default_factory=list)
    given: set[str] = field(default_factory=set)
    signs: set[str] = field(default_factory=set)
    is_saved: bool = False
    steps: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Open a page in a new tab, in front of the others."""
        tab = self.new_tab()
        # No tab may be left open for the next walk, even if this one fails.
        self.tabs.insert(0, tab)
        tab.goto(f"{self.address}/{path}")

    def step(self) -> None:
        """Do one random thing."""
        steps: dict[Callable[[], str], int] = {
            self.answer: 8,
            self.tick: 4,
            self.press: 3,
            self.travel: 5,
            self.reload: 1,
            self.go_to: 3,
            self.other_tab: 3,
            self.close: 2,
            self.save: 1,
            self.end: 2,
            self.new_deploy: 1,
        }
        do = self.chance.choices(list(steps), list(steps.values()))[0]
        if self.tabs[0].run("() => location.href") == BLANK:
            self.tabs[0].goto(f"{self.address}/{PAGE}")
        self.steps.append(f"{do.__name__} {do()}")

    def answer(self) -> str:
        """Answer a screen, or all of them up to the result."""
        screens = self.chance.choice((1, 2, 20, 20))
        given = self.tabs[0].run(ANSWER, [ANSWERS, screens])
        self.given |= set(given)
        # This tab was asked again, and the answer replaces a sign.
        fields = {text.partition("=")[0] for text in given}
        self.signs = {sign for sign in self.signs if sign.partition("=")[0] not in fields}
        return str(screens)

    def tick(self) -> str:
        """Tick a visible warning sign, or untick it."""
        sign = self.chance.choice(SIGNS)
        text = "=".join(sign)
        is_ticked = self.tabs[0].run(TICK, list(sign))
        if is_ticked:
            self.given.add(text)
            self.signs.add(text)
        elif is_ticked is False:
            self.signs.discard(text)
        return f"{text} {is_ticked}"

    def press(self) -> str:
        """Press Continue or Back."""
        what = self.chance.choice(("form .self-test-continue", "[data-go=back]"))
        return f"{what} {self.tabs[0].run(PRESS, what)}"

    def travel(self) -> str:
        """Press the browser's Back or Forward."""
        by = self.chance.choice((-1, -1, -1, -2, -6, 1))
        self.tabs[0].travel(by)
        return str(by)

    def reload(self) -> str:
        """Load the page again."""
        self.tabs[0].reload()
        return ""

    def go_to(self) -> str:
        """Go to another page of the site."""
        path = self.chance.choice((PAGE, OTHER, PLAN, AWAY))
        self.tabs[0].goto(f"{self.address}/{path}")
        return path

    def other_tab(self) -> str:
        """Go to another tab, a new one if there is none."""
        if len(self.tabs) < MOST_TABS:
            path = self.chance.choice((PAGE, OTHER))
            self.open(path)
            return f"new {path}"
        self.tabs.append(self.tabs.pop(0))
        self.tabs[0].front()
        return ""

    def close(self) -> str:
        """Close a tab, unless it is the last one."""
        if len(self.tabs) == 1:
            return "none"
        self.tabs.pop(0).close()
        self.tabs[0].front()
        return ""

    def save(self) -> str:
        """Save what a result shows, if there is one."""
        self.tabs[0].run(PRESS, '[data-keep-bar] [data-do="save"]')
        self.is_saved = self.tabs[0].run(f"() => localStorage.getItem('{SAVED}') !== null")
        return str(self.is_saved)

    def end(self) -> str:
        """Press Finish or Delete, if one is there."""
        kind = self.chance.choice(('[data-go="start-again"]', '[data-do="remove"]'))
        is_pressed = self.tabs[0].run(PRESS, kind)
        if is_pressed:
            self.given.clear()
            self.signs.clear()
            self.is_saved &= "remove" not in kind
        return f"{kind} {is_pressed}"

    def new_deploy(self) -> str:
        """Replace the site by another build, under the open tabs."""
        self.deploy()
        return ""

    def broken(self) -> list[str]:
        """Return what does not hold in some tab."""
        found: list[str] = []
        for number, tab in enumerate(self.tabs):
            stands: dict[str, Any] = tab.run(STANDS, [SAVED, SAVED.replace("saved", "visit")])
            told = {*stands["form"], *stands["kept"]}
            wrong = [f"was not given: {text}" for text in sorted(told - self.given)]
            if self.signs and stands["plans"]:
                wrong.append(f"a plan after {sorted(self.signs)}")
            if not self.given and stands["drawn"]:
                wrong.append("a result after the end")
            if stands["saved"] and not self.is_saved:
                wrong.append("saved after the end")
            if not stands["whole"]:
                wrong.append("it is not there yet")
            found += [f"tab {number}: {what}" for what in wrong]
        return found

    def holds(self) -> list[str]:
        """Wait until everything holds, and return what does not hold even then."""
        broken = ["nobody looked"]
        until = time.monotonic() + PATIENCE
        while broken and time.monotonic() < until:
            try:
                broken = self.broken()
            except Gone:
                broken = ["a page does not come"]
            if broken:
                time.sleep(0.05)
        return broken


type Site = tuple[str, Callable[[], None]]
"""Where a site is served, and what replaces it by another build of it."""


@contextmanager
def replaceable(built_site: Path, folder: Path, *, is_answering: bool = False) -> Iterator[Site]:
    """Serve a copy of the site that other builds can replace.

    With `is_answering` the Python of the tests answers: starting a page's own takes most of a walk.
    """
    copy = folder / "site"
    shutil.copytree(built_site, copy)
    with serving(copy) as server:
        server.is_answering = is_answering
        yield server.address, lambda: another_build(copy)


def walk(
    new_tab: Callable[[], Tab],
    site: Site,
    seed: int,
    *,
    steps: int = STEPS,
) -> None:
    """Walk by a seed, and check after every step."""
    reader = Reader(new_tab, *site, random.Random(seed))  # noqa: S311 - examples
    try:
        reader.open(AWAY)
        reader.tabs[0].run(FORGET)
        reader.tabs[0].goto(f"{reader.address}/{PAGE}")
        for _ in range(steps):
            reader.step()
            look(reader, seed)
        # By now even late messages have arrived.
        time.sleep(0.3)
        look(reader, seed)
    finally:
        for tab in reader.tabs:
            tab.close()


def look(reader: Reader, seed: int) -> None:
    """Fail unless everything holds, and say how to repeat the walk."""
    broken = reader.holds()
    assert broken == [], "\n".join([f"seed {seed}:", *reader.steps, *broken])
