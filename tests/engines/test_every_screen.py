"""What was told, and that it is over, reaches every screen in Firefox and WebKit, too."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.engines import first_in, grouped
from tests.support.kept import SAVED
from tests.support.tabs import Gone, Tab
from tests.support.visiting import serving
from tests.support.walking import PAGE
from tests.support.wandering import ANSWER, ANSWERS, AWAY, FORGET, OTHER, PRESS, SIGNS, STANDS, TICK

LONG = 120.0
"""Seconds after which something is not coming any more."""
ENTRIES = 40
STAND = """(path) => {
  if (location.pathname.endsWith(path)) return true;
  window.stands = true;
  addEventListener("popstate", () => { window.stands = false; }, { once: true });
  return false;
}"""
"""Tells whether it is the page that is looked for, and marks its entry if it is another one.

A page that was kept comes back with its mark.
"""
HAS_MOVED = "() => window.stands !== true"
"""True once another entry is there, of this page or of another one."""
ON_ITS_WAY = 20.0
"""Seconds in which Back has led somewhere, if it leads anywhere."""
FIRST_IN_FIREFOX, FIRST_IN_WEBKIT = first_in("firefox"), first_in("webkit")
"""An end reaches every screen along several ways: a run takes each of them in one of the two."""
LATER = [pytest.mark.long]
DELETE, FINISH = '[data-do="remove"]', '[data-go="start-again"]'
CARDS = """() => [...document.querySelectorAll("self-test [data-card]")]
  .filter((one) => one.getClientRects().length > 0).map((one) => one.dataset.card)"""
NOTHING = {"form": [], "kept": [], "drawn": 0, "plans": 0, "saved": False}


def until(found: Callable[[], Any], wanted: Callable[[Any], bool], patience: float = LONG) -> Any:  # noqa: ANN401 - JSON
    """Return what is found once it is what is wanted, or what was found last."""
    end = time.monotonic() + patience
    value = None
    while time.monotonic() < end:
        try:
            value = found()
            if wanted(value):
                return value
        except Gone:
            """It is between two pages."""
        time.sleep(0.1)
    return value


def stands(tab: Tab) -> dict[str, Any]:
    """Return what stands on a page and in its tab."""
    found: dict[str, Any] = tab.run(STANDS, [SAVED, SAVED.replace("saved", "visit")])
    found.pop("whole")
    return found


def to_the_result(tab: Tab, address: str, path: str) -> None:
    """Take a self-test up to its result."""
    tab.goto(f"{address}/{path}")
    tab.run(ANSWER, [ANSWERS, ENTRIES])
    found = until(lambda: stands(tab), lambda found: found["drawn"] > 0 and found["plans"] > 0)
    shows = "() => [...document.querySelectorAll('self-test')].map((one) => one.innerText).join()"
    assert found["plans"] > 0, (found, tab.run(shows))


def back_to(tab: Tab, path: str) -> None:
    """Press Back until another page is there: each screen is an entry of its own."""
    for _ in range(ENTRIES):
        if until(lambda: tab.run(STAND, path), lambda found: found is not None):
            return
        tab.travel(-1)
        until(lambda: tab.run(HAS_MOVED), bool, ON_ITS_WAY)
    pytest.fail(f"{ENTRIES} steps did not lead to {path}")


def finished(tab: Tab, address: str) -> Tab:
    """Take another self-test in a tab, finish, and return the tab."""
    to_the_result(tab, address, OTHER)
    until(lambda: tab.run(PRESS, FINISH), bool)
    return tab


@pytest.fixture(scope="module")
def address(built_site: Path) -> Iterator[str]:
    """Serve the built site, whose pages are answered by the Python of the tests."""
    with serving(built_site) as server:
        server.is_answering = True
        yield server.address


@pytest.fixture
def tab(new_tab: Callable[[], Tab], address: str) -> Tab:
    """Give a tab of a browser that knows nothing, with a result in it."""
    tab = new_tab()
    tab.goto(f"{address}/{AWAY}")
    tab.run(FORGET)
    to_the_result(tab, address, PAGE)
    return tab


def test_sign_of_another_page_stands_before_the_result(tab: Tab, address: str) -> None:
    """Ticked on another page, with Back to the result: there is its card, and no plan."""
    to_the_result(tab, address, OTHER)
    assert tab.run(TICK, list(SIGNS[0])) is True
    back_to(tab, PAGE)
    cards = until(lambda: tab.run(CARDS), bool)
    assert (cards, stands(tab)["plans"]) == (["emergency"], 0)
    tab.close()


@pytest.mark.parametrize(
    ("new_tab", "end"),
    [
        grouped("firefox", DELETE),
        grouped("firefox", FINISH, marks=LATER),
        grouped("webkit", DELETE, marks=LATER),
        grouped("webkit", FINISH),
    ],
    indirect=["new_tab"],
)
def test_end_of_a_visit_reaches_the_page_before(tab: Tab, address: str, end: str) -> None:
    """Delete or Finish on one page, then Back to another one: nothing stands there or is kept."""
    to_the_result(tab, address, OTHER)
    until(lambda: tab.run(PRESS, end), lambda is_pressed: is_pressed is True)
    assert until(lambda: stands(tab), lambda found: found == NOTHING) == NOTHING
    back_to(tab, PAGE)
    assert until(lambda: stands(tab), lambda found: found == NOTHING) == NOTHING
    tab.close()


@FIRST_IN_FIREFOX
def test_finish_in_another_tab_empties_this_one(
    tab: Tab, new_tab: Callable[[], Tab], address: str
) -> None:
    """Finish in one tab: the other one shows none of its answers."""
    other = finished(new_tab(), address)
    assert until(lambda: stands(tab), lambda found: found == NOTHING) == NOTHING
    other.close()
    tab.close()


@FIRST_IN_WEBKIT
def test_a_tab_that_was_away_finds_the_end_of_a_tab_that_is_closed(
    tab: Tab, new_tab: Callable[[], Tab], address: str
) -> None:
    """Nobody is left to tell: whoever comes back finds that the visit is over."""
    tab.goto(f"{address}/{AWAY}")
    other = finished(new_tab(), address)
    assert until(lambda: stands(other), lambda found: found == NOTHING) == NOTHING
    other.close()
    tab.front()
    back_to(tab, PAGE)
    assert until(lambda: stands(tab), lambda found: found == NOTHING) == NOTHING
    tab.close()


CHOOSE = """() => {
  document.querySelector("[data-minutes]:not(:checked)").click();
  document.querySelector("[data-numbers]").click();
}"""
CHOSEN = """() => [
  ...[...document.querySelectorAll(":is([data-minutes], [data-equipment], [data-numbers]):checked")]
    .map(({ value }) => value),
  document.querySelector("[data-fill=result-minutes]").textContent,
]"""
MOVE = """() => {
  document.querySelector("[data-way=unit][value=in]").click();
  const slider = document.querySelector("squat-explorer input[type=range]");
  slider.value = 5;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
}"""
MOVED = """() => [
  document.querySelector("[data-sentence]").textContent,
  document.querySelector("squat-explorer input[type=range]").value,
  document.querySelector("[data-way=unit]:checked").value,
]"""


def test_back_empties_no_form(tab: Tab, address: str) -> None:
    """A page that is come back to has its answers, and the choices that its plan is made with."""
    answers = stands(tab)["form"]
    minutes = tab.run(CHOSEN)[-1]
    tab.run(CHOOSE)
    chosen = until(lambda: tab.run(CHOSEN), lambda found: found[-1] != minutes)
    for _ in range(2):
        tab.goto(f"{address}/{AWAY}")
        back_to(tab, PAGE)
        until(lambda: stands(tab), lambda found: found["plans"] > 0)
        # Safari empties it a moment after the page has heard that it is shown.
        time.sleep(0.5)
        assert stands(tab)["form"] == answers
        assert tab.run(CHOSEN) == chosen
    tab.close()


@FIRST_IN_FIREFOX
def test_back_leaves_the_explorer_as_it_was(tab: Tab, address: str) -> None:
    """Its slider and its unit are those of the sentence beside them, moved or as at first."""
    tab.goto(f"{address}/squat-explorer/")
    first = tab.run(MOVED)
    tab.run(MOVE)
    moved = until(lambda: tab.run(MOVED), lambda found: found[0] != first[0])
    tab.goto(f"{address}/{AWAY}")
    back_to(tab, "squat-explorer/")
    time.sleep(0.5)
    assert tab.run(MOVED) in (first, moved)
    tab.close()
