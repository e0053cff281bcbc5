"""The page "Help find out" in a browser: a file is read where it is, the sheet is one page."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from self_tests.catalogue import say, words
from self_tests.study.sheet import columns
from self_tests.wire import respond
from tests.support.accessibility import AXE, NARROW, WIDE, axe, overflowing
from tests.support.studies import HEADER, sheet, sheet_lines
from tests.support.turns import later
from tests.support.visiting import Server
from tests.support.walking import until

PAGE = "help-find-out/"
# Milliseconds in which Python is there or given up, on a machine that does other things too.
SLOW = 240_000
FULL = sheet(sheet_lines(30))
CAN_SCROLL_BY_KEY = """[...document.querySelectorAll("pre code")]
  .every((code) => code.scrollWidth <= code.clientWidth || code.tabIndex === 0)"""
BROKEN = sheet(["Zirkelquark,left,9,9,9", "2,left,9,9,99"])


@contextmanager
def opened(browser: Browser, address: str, **wishes: object) -> Iterator[tuple[Page, list[str]]]:
    """Open the page; the list fills with what is asked for from then on, bodies too."""
    context = browser.new_context(**wishes)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/{PAGE}", wait_until="networkidle")
    asked: list[str] = []
    page.on(
        "request",
        lambda request: asked.append(f"{request.url} {request.post_data} {request.headers}"),
    )
    yield page, asked
    context.close()


def choose(page: Page, text: str | bytes, name: str = "study.csv") -> Locator:
    """Hand a file to the page and return its status once the file is read."""
    data = text if isinstance(text, bytes) else text.encode()
    page.get_by_label(words()["study.reader-file"]).set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": data}
    )
    said = page.locator("study-reader [data-said]")
    expect(said).not_to_have_text(words()["study.reader-waiting"], timeout=SLOW)
    return said


def of_door(text: str) -> Any:  # noqa: ANN401 - JSON
    """Return what the door says of a sheet."""
    return json.loads(respond(json.dumps({"do": "study", "version": 1, "text": text})))["ok"]


def test_page_says_what_the_door_says(browser: Browser, server: Server) -> None:
    """A broken file is told line by line; mended, each number stands there; a press saves them."""
    with opened(browser, server.address) as (page, _):
        assert server.bundle_asked() == []
        save = page.get_by_role("button", name=words()["study.reader-save"])
        expect(choose(page, BROKEN)).to_have_text(words()["study.reader-mend"])
        assert page.locator("[data-found] li").all_text_contents() == of_door(BROKEN)["refused"]
        expect(save).to_be_hidden()
        expect(choose(page, FULL)).to_have_text(words()["study.reader-done"])
        assert page.locator("[data-found] li").count() == 0
        found = of_door(FULL)
        numbers = [each for part in found["parts"] for each in part["numbers"]]
        assert page.locator("study-reader dt").all_text_contents() == [
            each["name"] for each in numbers
        ]
        assert page.locator("study-reader dd").all_text_contents() == [
            f"{each['text']} {each['sentence']}" for each in numbers
        ]
        assert page.locator("study-reader pre").text_content() == found["toml"]
        with page.expect_download() as made:
            save.press("Enter")
        text = made.value.path().read_text("utf-8")
        assert made.value.suggested_filename == "study.txt"
        assert [each["text"] for each in numbers if each["text"] not in text] == []


def test_nothing_leaves_and_nothing_stays(browser: Browser, server: Server) -> None:
    """No request holds anything of the file, and no store of the browser does."""
    with opened(browser, server.address) as (page, asked):
        choose(page, BROKEN)
        expect(page.locator("[data-found]")).to_contain_text("Zirkelquark")
        choose(page, FULL)
        line = FULL.splitlines()[1]
        assert [one for one in asked if "Zirkelquark" in one or line in one] == []
        kept = page.evaluate(
            "JSON.stringify([{ ...localStorage, ...sessionStorage }, document.cookie, location])"
        )
        assert (HEADER in kept, "Zirkelquark" in kept, line in kept) == (False, False, False)


def test_odd_files(browser: Browser, server: Server) -> None:
    """A file of another encoding is read; one that is none, empty or huge is a sentence."""
    with opened(browser, server.address) as (page, _):
        for data, said in (
            (b"9" * 3_000_000, "large"),
            (FULL.encode("utf-16"), "done"),
            (b"\xff" * 9, "mend"),
            (b"", "mend"),
        ):
            expect(choose(page, data)).to_have_text(words()[f"study.reader-{said}"])


SEMICOLONS = sheet(line.replace(".", "DOT") for line in sheet_lines(30)).replace(",", ";")
SHEETS = {
    "names": sheet(["Zirkelquark,left,9,9,9"]),
    "a column of names": sheet(sheet_lines(6)).replace("person", "name,person", 1),
    "semicolons and decimal commas": SEMICOLONS.replace("DOT", ","),
    "decimal commas between commas": sheet(["1,left,9,5,9,9"]),
    "missing days": sheet([line.rpartition(",")[0] + "," for line in sheet_lines(8)]),
    "ten thousand lines": sheet(sheet_lines(5_000)),
    "ten thousand names": sheet(["Zirkelquark,left,9,9,9"] * 10_000),
}
"""What practices hand over: by what is odd about it, the file."""
LATER = ("ten thousand lines", "decimal commas between commas", "a column of names")
"""Another long sheet, other commas and other names are in every run; these are for `-m long`."""


@pytest.mark.parametrize("name", [later(name) if name in LATER else name for name in SHEETS])
def test_sheets_of_practices(browser: Browser, server: Server, name: str) -> None:
    """Each odd sheet ends in numbers or in what to mend, said as the door says it, and no name."""
    found = of_door(SHEETS[name])
    server.is_answering = True
    with opened(browser, server.address) as (page, asked):
        said = choose(page, SHEETS[name])
        expect(said).to_have_text(
            words()["study.reader-mend" if found["refused"] else "study.reader-done"]
        )
        assert page.locator("[data-found] li").all_text_contents() == found["refused"]
        assert page.locator("[data-found] > p").all_text_contents() == found["notes"]
        numbers = sum(len(part["numbers"]) for part in found["parts"])
        assert page.locator("study-reader dd").count() == numbers
        # Where the tests' own Python answers, that alone is asked.
        sent = [one for one in asked if f"{server.address}/python " not in one]
        assert (numbers == 0, "Zirkelquark" in str(sent)) == (bool(found["refused"]), False)


def test_scoring_that_does_not_come(browser: Browser, server: Server) -> None:
    """Without Python the page says that the file was not read, and what to do."""
    with opened(browser, server.address) as (page, _):
        page.route("**/worker.mjs*", lambda route: route.abort())
        expect(choose(page, FULL)).to_have_text(words()["study.reader-failed"])


def test_without_scripts(browser: Browser, server: Server) -> None:
    """The sheet and the command are told, and no control that does nothing is there."""
    with opened(browser, server.address, java_script_enabled=False) as (page, _):
        expect(page.get_by_text(words()["study.reader-command"])).to_be_visible()
        expect(page.locator("study-reader input")).to_be_hidden()
        expect(page.locator("study-reader button").first).to_be_hidden()


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("scripts", [True, False])
def test_sheet_is_one_page_of_paper(
    browser: Browser, server: Server, paper: str, *, scripts: bool
) -> None:
    """What prints is the sheet alone, on one page: every person, the times and the columns."""
    with opened(browser, server.address, java_script_enabled=scripts) as (page, _):
        made = PdfReader(io.BytesIO(page.pdf(format=paper))).pages
        text = " ".join(made[0].extract_text().split())
        assert len(made) == 1
        assert [number for number in range(1, 31) if f" {number} " not in f" {text} "] == []
        assert [time for time in columns() if time not in text] == []
        assert say("study.sheet-type-in", columns=HEADER) in text
        assert words()["study.reader-print"] not in text


@pytest.mark.usefixtures("npm_packages")
def test_every_state_is_accessible(browser: Browser, server: Server) -> None:
    """Axe finds nothing in it, and nothing sticks out, before a file, broken and read."""
    with opened(browser, server.address, reduced_motion="reduce") as (page, _):
        page.evaluate(AXE.read_text("utf-8"))
        found: dict[str, list[str]] = {}

        def look(state: str) -> None:
            for size, scheme in product((NARROW, WIDE), ("light", "dark")):
                page.set_viewport_size({"width": size[0], "height": size[1]})
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                # The theme lets a keyboard into what scrolls, a moment after a change of size.
                until(page, CAN_SCROLL_BY_KEY)
                # Colors fade from one scheme to the other.
                page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
                found[f"{state} {size} {scheme}"] = axe(page) + overflowing(page)

        look("idle")
        for state, text in (("broken", BROKEN), ("read", FULL)):
            choose(page, text)
            look(state)
        assert found == {state: [] for state in found}
