"""The card that ends the tests of a visit, and what it gives along: a day, an article, a number."""

from datetime import date

import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from tests.support.accessibility import AXE, NARROW, axe, overflowing
from tests.support.visiting import PHONE, Server, Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, quiet

TOO_MUCH = {**LEFT_IS_WORSE, "safety-check.discomfort": "6"}
STOPPED = {
    **LEFT_IS_WORSE,
    "knee-to-wall.stopped.left": ["yes"],
    "knee-to-wall.stop-reason.left": "pain",
}
BUTTON = "Put the days in your calendar"
SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
READY = "Your calendar file is ready. Open it to add it to your calendar."
FAILED = "We couldn't make the calendar file. Reload the page and try again."


def stopped(
    visit: Visit,
    answers: dict[str, str | list[str]],
    size: tuple[int, int] = PHONE,
    scheme: str = "light",
    *,
    saves_data: bool = False,
) -> tuple[Page, Locator]:
    """Walk into a card on November 29, 2026; return the page and the card."""
    page = visit.page(size=size, color_scheme=scheme)
    page.clock.set_fixed_time("2026-11-29T10:00:00")
    if saves_data:
        page.add_init_script(SAVES_DATA)
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(answers)
    card = walk.self_test.locator("[data-card]:visible .care-card")
    card.wait_for()
    return page, card


@pytest.mark.parametrize("answers", [TOO_MUCH, STOPPED], ids=["the check", "a stop"])
def test_the_days_to_come_back_go_into_a_calendar(
    visit: Visit, answers: dict[str, str | list[str]]
) -> None:
    """Pressed before Python has come, the button gives a file that a calendar reads."""
    page, card = stopped(visit, answers)
    with page.expect_download() as file:
        card.get_by_role("button", name=BUTTON).click()
    (entry,) = Calendar.from_ical(file.value.path().read_bytes()).walk("VEVENT")
    assert file.value.suggested_filename == "come-back.ics"
    assert [entry.decoded(name) for name in ("DTSTART", "DTEND")] == [
        date(2026, 12, 2),
        date(2026, 12, 7),
    ]
    assert str(entry["UID"]) == "20261202-come-back-education-self-tests@127.0.0.1"
    expect(card.get_by_role("status")).to_have_text(READY)
    expect(card.get_by_role("link", name="what load does to a knee")).to_have_attribute(
        "href", "../../blog/load-is-the-fourth-joint/"
    )
    assert card.locator('a[href^="sms:"]').count() == 1


@pytest.mark.parametrize("how", ["saves data", "Python stays away", "Python is on its way"])
def test_the_card_of_a_stop_waits_for_nothing(visit: Visit, server: Server, how: str) -> None:
    """Whoever had to stop reads at once where to go, whatever the page still waits or asks for."""
    server.refused = "/bundle/" if how == "Python stays away" else ""
    server.stalled = "/bundle/" if how == "Python is on its way" else ""
    page, card = stopped(visit, STOPPED, saves_data=how == "saves data")
    part = {
        "saves data": "save-data",
        "Python stays away": "failure",
        "Python is on its way": "waiting",
    }[how]
    expect(page.locator(f'self-test [data-part="{part}"]')).to_be_visible()
    expect(card).to_be_visible()
    expect(card).to_contain_text("Calm things down first")
    assert page.locator("self-test [data-card]:visible").count() == 1


def test_other_cards_give_no_day(visit: Visit) -> None:
    """A card that sends the reader to somebody offers no file: nobody knows a day."""
    page = visit.page(PAGE)
    offering = page.locator("[data-come-back]").evaluate_all(
        "(buttons) => buttons.map((one) => one.closest('.care-card').dataset.level)"
    )
    assert (offering, page.locator("[data-card] .care-card").count()) == (["education"], 6)


@pytest.mark.parametrize("lost", ["/handing.mjs", "/bundle/"])
def test_without_the_network_the_card_says_so(visit: Visit, server: Server, lost: str) -> None:
    """What makes the file does not come: a sentence says so, and the card still names the days."""
    server.refused = lost
    _, card = stopped(visit, TOO_MUCH)
    card.get_by_role("button", name=BUTTON).click()
    expect(card.get_by_role("status")).to_have_text(FAILED)
    assert "Come back in 3 to 7 days" in card.inner_text()


def test_whoever_saves_data_loads_python_with_a_press(visit: Visit, server: Server) -> None:
    """A browser that saves data shows the card without Python, and its button brings it."""
    page, card = stopped(visit, TOO_MUCH, saves_data=True)
    quiet(page)
    assert server.bundle_asked() == []
    with page.expect_download():
        card.get_by_role("button", name=BUTTON).click()
    assert server.bundle_asked() != []


def test_without_scripts_there_is_no_button(visit: Visit) -> None:
    """Where no script runs, on a page about safety and on a self-test's, no button does nothing."""
    for path in (PAGE, "safety/"):
        page = visit.page(path, java_script_enabled=False)
        assert page.get_by_role("button", name=BUTTON).count() == 0


@pytest.mark.usefixtures("answered", "npm_packages")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_is_for_everybody(visit: Visit, scheme: str) -> None:
    """With its next steps the card passes axe, in light and dark, and fits a narrow page."""
    page, _ = stopped(visit, TOO_MUCH, NARROW, scheme)
    page.evaluate(AXE.read_text("utf-8"))
    assert (axe(page), overflowing(page)) == ([], [])
