"""My plan as it is opened: today and one graph at once, all else in folds that lose nothing."""

import io
import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.support.accessibility import (
    AXE,
    IN_EVERY_LOOK,
    NARROW,
    axe,
    end_of,
    overflowing,
)
from tests.support.kept import FOLDS, KEEPS, PLAN, TWO_DAYS, keeping, measured, ready, unfold
from tests.support.sessions import FULL_PLAN, MADE, SAVED_PLAN
from tests.support.visiting import PHONE, Visit

pytestmark = pytest.mark.usefixtures("npm_packages", "answered")

MOST_PIXELS, MOST_PIXELS_AT_FIRST = 2100, 1000
"""Of the part of ours with that, and with a plan of one day. It was 5,400 and 3,400 unfolded."""


def my_plan(visit: Visit, kept: object = FULL_PLAN, path: str = PLAN, **options: Any) -> Page:  # noqa: ANN401 - the browser's own
    """Open My plan on November 3, 2026, with something saved."""
    page = visit.page(**{"size": PHONE, **options})
    page.clock.install(time="2026-11-03T10:00:00")
    keeping(visit, page, kept, path)
    ready(page)
    return page


def are_open(page: Page) -> list[str]:
    """Return the names of the folds that stand open."""
    return [name for name in FOLDS if page.locator(f"#{name}[open]").count()]


def test_start_stands_in_the_first_screen(visit: Visit) -> None:
    """Start, with its minutes, is seen without scrolling, and under it what the session holds."""
    page = my_plan(visit)
    start = page.locator(".today [data-session]")
    session = SAVED_PLAN["plan"]["plan"]["week"][0]  # type: ignore[index]
    expect(start).to_have_text(session["start_text"])
    assert end_of(start) <= PHONE[1]
    drills = page.locator(".today-drills > li")
    expect(drills).to_have_text([drill["title"] for drill in session["drills"]])
    expect(drills.locator(".figure__picture:visible")).to_have_count(len(session["drills"]))


def test_the_page_is_short(visit: Visit) -> None:
    """Folded, My plan is two and a half screens, and at first little more than one."""
    first_day = {**SAVED_PLAN, "sets": [measured("2026-11-01", "6.5", "11")]}
    for kept, most in ((FULL_PLAN, MOST_PIXELS), (first_day, MOST_PIXELS_AT_FIRST)):
        page = my_plan(visit, kept)
        assert are_open(page) == []
        height = page.locator("self-test-plan").evaluate("(one) => one.offsetHeight")
        assert (height <= most, height) == (True, height)


def test_a_fold_says_what_is_in_it(visit: Visit) -> None:
    """Each summary counts, or names what can be done there; an empty fold is not there."""
    page = my_plan(visit)
    assert [page.locator(f"#{name} > summary").inner_text() for name in FOLDS] == [
        "The week\nSessions: 6. How to do each drill. Measure again November 29, 2026.",
        "Your other measures\nOne more graph.",
        "Saved results\n3 days.",
        "A copy of your data\nSave it, bring it back, or delete it all.",
    ]
    odd = {
        **FULL_PLAN,
        "sets": [*FULL_PLAN["sets"], {"date": "x", "answers": {"knee-to-wall.reach": "1"}}],
    }
    page.evaluate(KEEPS, odd)
    page.reload()
    ready(page)
    expect(page.locator("#results > summary")).to_contain_text("3 days. Some of it we can't read.")
    page.evaluate(KEEPS, {"version": 1, "sets": [TWO_DAYS[0]]})
    page.reload()
    ready(page)
    expect(page.locator(".plan-fold:visible h2")).to_have_text(
        ["Saved results", "A copy of your data"]
    )


def test_what_a_reader_opened_stays_open(visit: Visit) -> None:
    """Folds that are open, the ones inside them too, stay so when another tab saves something."""
    page = my_plan(visit)
    unfold(page, "week", "results")
    page.locator("#week details > summary").first.click()
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/robots.txt")
    other.evaluate(
        KEEPS, {**FULL_PLAN, "sets": [*FULL_PLAN["sets"], measured("2026-11-02", "11", "12")]}
    )
    expect(page.locator("#results > summary")).to_contain_text("4 days.")
    assert are_open(page) == ["week", "results"]
    assert page.locator("#week details[open]").count() == 1


def test_an_address_opens_its_fold(visit: Visit) -> None:
    """A link to a folded part opens it, from elsewhere and on the page itself."""
    page = my_plan(visit, path=f"{PLAN}#results")
    expect(page.locator("#results h3").first).to_have_text("September 1, 2026")
    expect(page.locator("#results h3").first).to_be_in_viewport()
    page.evaluate("location.hash = 'copy'")
    expect(page.locator('[data-do="json"]')).to_be_visible()
    assert are_open(page) == ["results", "copy"]
    page.evaluate("location.hash = '%E0%A4%A'")
    assert are_open(page) == ["results", "copy"]


def test_folds_are_opened_by_keys(visit: Visit) -> None:
    """Tab leads from Start to each fold in the order of the page, and Enter opens it."""
    page = my_plan(visit)
    page.locator(".today [data-session]").focus()
    reached = []
    for _ in range(10):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.parentElement.id")
        if name in FOLDS:
            reached.append(name)
    assert reached == list(FOLDS)
    page.locator("#week > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".plan-week")).to_be_visible()


def test_what_is_folded_is_on_paper(visit: Visit) -> None:
    """Print has every session and each drill with its name, what each graph says and every day.

    It takes four sheets, and the folds close again.
    """
    page = my_plan(visit)
    drills = [each["title"] for part in ("drills", "base") for each in MADE[part]]
    words = page.locator(".trend p:not(:has(a))").all_text_contents()
    made = PdfReader(io.BytesIO(page.pdf())).pages
    paper = " ".join(" ".join(one.extract_text() for one in made).split())
    for wanted in ("Day 1", "Day 6", "September 1, 2026", "Measure again", *words):
        assert " ".join(wanted.split()) in paper
    # Each is in the week, too: what explains a drill begins with its name.
    explained = paper[paper.index("From this result") :]
    assert [title for title in drills if title not in explained] == []
    assert (len(made) <= 4, len(made)) == (True, len(made))
    assert are_open(page) == []
    page.emulate_media(media="print")
    pressable = "self-test-plan :is(button, input, a.button, a.keep-button), keep-offline"
    assert page.locator(f":is({pressable}):visible").count() == 0


def test_a_copy_comes_back_to_an_empty_browser(visit: Visit) -> None:
    """Where nothing is saved a copy can be chosen at once, and its answer stays in sight."""
    page = visit.page(PLAN, size=PHONE)
    ready(page)
    box = page.locator("[data-import]")
    expect(box).to_be_visible()
    expect(page.locator('[data-do="json"]')).to_be_hidden()
    copy = json.dumps({"version": 1, "sets": FULL_PLAN["sets"]}).encode()
    box.set_input_files({"name": "copy.json", "mimeType": "application/json", "buffer": copy})
    said = page.locator("[data-said]")
    expect(said).to_contain_text("Your copy is back.")
    expect(page.locator("[data-chart] svg").first).to_be_visible()
    expect(said).to_be_in_viewport()


def test_an_answer_opens_its_fold(visit: Visit) -> None:
    """An answer about a copy is seen where the file was chosen, whatever was folded since."""
    page = my_plan(visit)
    page.locator("[data-import]").set_input_files(
        {"name": "copy.json", "mimeType": "application/json", "buffer": b"[]"}
    )
    expect(page.locator("[data-said]")).to_be_visible()
    expect(page.locator("[data-said]")).not_to_be_empty()


def test_nothing_that_is_seen_moves(visit: Visit) -> None:
    """However late Python answers, what stands on the page stays where it is."""
    first_day = {**SAVED_PLAN, "sets": [measured("2026-11-01", "6.5", "11")]}
    asked = {**FULL_PLAN, "check_ins": [{"date": "2026-11-02", "done": True}]}
    found = {}
    plans = {"empty": None, "first": first_day, "full": FULL_PLAN, "asked": asked}
    for name, kept in plans.items():
        # Whoever has saved something has the font.
        page = visit.page("about/", size=PHONE, pace=1)
        if kept:
            page.evaluate(KEEPS, kept)
        page.goto(f"{visit.server.address}/{PLAN}")
        ready(page)
        page.wait_for_timeout(200)
        found[name] = page.evaluate("window.witness.shift")
    assert {name for name, shift in found.items() if shift > 0.001} == set(), found


@IN_EVERY_LOOK
def test_my_plan_is_for_everybody(visit: Visit, size: tuple[int, int], scheme: str) -> None:
    """Folded and unfolded, My plan passes axe in light and dark, and fits."""
    page = my_plan(visit, size=size, color_scheme=scheme)
    page.evaluate(AXE.read_text("utf-8"))
    assert axe(page) + overflowing(page) == []
    unfold(page)
    assert axe(page) + overflowing(page) == []


def test_large_letters_fit_a_narrow_screen(visit: Visit) -> None:
    """At 320 px and with letters twice as large, nothing sticks out."""
    page = my_plan(visit, size=NARROW)
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert overflowing(page) == []
    unfold(page)
    assert overflowing(page) == []
