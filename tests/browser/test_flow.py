"""One screen at a time: problems, ways back, care cards, and a reload."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.requests import knee_to_wall
from tests.support.visiting import Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

MEASURE = "Measure both sides"


@pytest.fixture
def page(visit: Visit) -> Page:
    """Open the page of knee-to-wall on a phone."""
    return visit.page(PAGE)


@pytest.fixture
def walk(page: Page) -> Walk:
    """Walk through its self-test."""
    return Walk(page)


def open_card(walk: Walk) -> str:
    """Return the level of the card that is open, or nothing."""
    shown = walk.self_test.locator("[data-card]:visible")
    return (shown.get_attribute("data-card") or "") if shown.count() else ""


def test_at_most_seven_screens_lead_to_the_result(walk: Walk) -> None:
    """With the safety check, knee-to-wall has seven screens that ask something."""
    screens = walk.self_test.locator("form [data-screen]:has(.self-test-question)")
    assert screens.count() == 7


def test_focus_moves_to_the_new_heading(page: Page, walk: Walk) -> None:
    """Going on puts the focus on the new screen's heading."""
    walk.go_on()
    assert page.evaluate("document.activeElement.textContent") == "How old are you?"


def test_problem_is_said_three_times_in_the_same_words(page: Page, walk: Walk) -> None:
    """A missing answer shows in the summary, which has the focus, at the field and in the title."""
    walk.go_on()
    walk.go_on()
    summary = walk.self_test.locator(".self-test-problems")
    expect(summary).to_be_focused()
    assert (
        summary.locator("h3").inner_text(),
        summary.locator("a").all_inner_texts(),
        walk.self_test.locator(".self-test-error:visible").all_inner_texts(),
        page.title().startswith("Error: "),
    ) == ("There is a problem", ["Choose your age"], ["Choose your age"], True)


def test_problem_links_to_its_field(page: Page, walk: Walk) -> None:
    """Following a problem puts the focus on its field; going on takes the problem away."""
    walk.go_on()
    walk.go_on()
    walk.self_test.locator(".self-test-problems a").click()
    expect(walk.field("safety-check.age").first).to_be_focused()
    walk.choose("safety-check.age", "18-44")
    walk.go_on()
    assert (walk.heading(), page.title().startswith("Error: ")) == ("Any of these now?", False)


def test_wrong_number_is_kept_as_it_was_typed(walk: Walk) -> None:
    """A number outside its limits stays in its field, with the limits beside it."""
    walk.walk(LEFT_IS_WORSE, until=MEASURE)
    walk.answer(knee_to_wall(left="105", right="11"))
    walk.go_on()
    assert (
        walk.self_test.locator(".self-test-problems a").all_inner_texts(),
        walk.field("knee-to-wall.distance.left").first.input_value(),
    ) == (["Left distance must be between 0 and 25 cm"], "105")


def test_unusual_number_is_asked_about_once(walk: Walk) -> None:
    """An unusual number needs a yes; with it the reader goes on."""
    walk.walk(LEFT_IS_WORSE, until=MEASURE)
    walk.answer(knee_to_wall(left="2", right="11"))
    walk.go_on()
    expect(walk.self_test.locator(".self-test-problems a")).to_have_text(
        "Left distance: that is unusual. Is it right?"
    )
    walk.self_test.locator(".self-test-problems a").click()
    confirm = walk.self_test.locator('[data-confirm="knee-to-wall.distance.left"]')
    expect(confirm).to_be_focused()
    confirm.check()
    walk.go_on()
    assert walk.heading() == "Where did you feel it?"


def test_another_number_is_asked_about_again(walk: Walk) -> None:
    """A yes belongs to its number: changing that takes it back."""
    walk.walk(LEFT_IS_WORSE, until=MEASURE)
    walk.answer(knee_to_wall(left="2", right="11"))
    walk.go_on()
    walk.self_test.locator('[data-confirm="knee-to-wall.distance.left"]').check()
    walk.answer({"knee-to-wall.distance.left": "1"})
    walk.go_on()
    expect(walk.self_test.locator(".self-test-problems a")).to_have_text(
        "Left distance: that is unusual. Is it right?"
    )


def test_lifted_heel_sends_back_to_the_wall(walk: Walk) -> None:
    """A lifted heel is refused in the definition's words."""
    walk.walk(LEFT_IS_WORSE, until=MEASURE)
    walk.answer(knee_to_wall(left="10", right="11"))
    walk.choose("knee-to-wall.heel.left", "lifted")
    walk.go_on()
    expect(walk.self_test.locator(".self-test-problems a")).to_have_text(
        re.compile("^Your left heel lifted, so that distance does not count")
    )


def test_none_of_these_stands_alone(walk: Walk) -> None:
    """Ticking "None of these" unticks the rest, and the other way round."""
    walk.walk(LEFT_IS_WORSE, until="In the last weeks, any of these?")
    walk.choose("safety-check.weeks", "lump")
    walk.choose("safety-check.weeks", "none")
    assert not walk.option("safety-check.weeks", "lump").is_checked()
    walk.choose("safety-check.weeks", "lump")
    assert not walk.option("safety-check.weeks", "none").is_checked()


@pytest.mark.parametrize(
    ("screen", "sign", "level"),
    [
        ("Any of these now?", ("safety-check.now", "cold-foot"), "emergency"),
        ("In the last weeks, any of these?", ("safety-check.weeks", "fever"), "urgent"),
    ],
)
def test_serious_sign_opens_its_card_at_once(
    page: Page, walk: Walk, screen: str, sign: tuple[str, str], level: str
) -> None:
    """Ticking a serious sign opens its card without Continue, with the focus on its heading."""
    walk.walk(LEFT_IS_WORSE, until=screen)
    walk.option(*sign).click()
    expect(walk.self_test.locator(f'[data-card="{level}"]')).to_be_visible()
    focused = page.evaluate("document.activeElement.closest('[role=alert]')?.dataset.card")
    assert (focused, walk.self_test.locator("form .self-test-continue:visible").count()) == (
        level,
        0,
    )


def test_milder_sign_waits_for_continue(walk: Walk) -> None:
    """A sign for a clinician opens its card when the screen is answered."""
    walk.walk(LEFT_IS_WORSE, until="In the last weeks, any of these?")
    walk.choose("safety-check.weeks", "lump")
    assert open_card(walk) == ""
    walk.go_on()
    assert open_card(walk) == "clinician"


def test_two_signs_of_a_group_weigh_more(walk: Walk) -> None:
    """Two signs that count together open the more serious card."""
    walk.walk(LEFT_IS_WORSE, until="In the last weeks, any of these?")
    walk.choose("safety-check.weeks", "lump")
    walk.option("safety-check.weeks", "cancer").click()
    assert open_card(walk) == "urgent"


def test_much_discomfort_opens_its_card(walk: Walk) -> None:
    """Six out of ten in daily life leads to calming down, not to a test."""
    walk.walk({**LEFT_IS_WORSE, "safety-check.discomfort": "6"})
    assert open_card(walk) == "education"


def test_slip_can_be_taken_back(walk: Walk) -> None:
    """Back leads from a card to the question; with the tick gone the reader goes on."""
    walk.walk(LEFT_IS_WORSE, until="Any of these now?")
    walk.option("safety-check.now", "cold-foot").click()
    walk.back()
    expect(walk.option("safety-check.now", "cold-foot")).to_be_checked()
    walk.option("safety-check.now", "cold-foot").uncheck()
    walk.choose("safety-check.now", "none")
    walk.go_on()
    assert walk.heading() == "Was there an injury?"


def test_forward_does_not_lead_past_a_card(page: Page, walk: Walk) -> None:
    """Who goes back and ticks a warning sign cannot reach later screens with Forward."""
    walk.walk(LEFT_IS_WORSE, until=MEASURE)
    for _ in range(3):
        page.go_back()
    walk.choose("safety-check.injury", "4-to-7-days")
    page.go_forward()
    page.go_forward()
    assert walk.heading() == "Was there an injury?"


def test_phone_s_back_returns_to_the_answer_before(page: Page, walk: Walk) -> None:
    """The browser's Back shows the previous screen with its answer, screen by screen."""
    walk.walk(LEFT_IS_WORSE, until="Was there an injury?")
    page.go_back()
    expect(walk.option("safety-check.now", "none")).to_be_checked()
    page.go_back()
    expect(walk.option("safety-check.age", "18-44")).to_be_checked()
    page.go_back()
    assert walk.heading() == "What it takes"


def test_link_within_the_page_keeps_the_screen(page: Page, walk: Walk) -> None:
    """Following a link to another part of the page leaves the self-test where it is."""
    walk.walk(LEFT_IS_WORSE, until="Any of these now?")
    page.evaluate("location.hash = 'sources'")
    page.wait_for_timeout(100)
    assert walk.heading() == "Any of these now?"


def test_reload_keeps_screen_and_answers(page: Page, walk: Walk) -> None:
    """A reload of the tab shows the same screen with everything that was typed."""
    walk.walk(LEFT_IS_WORSE, until=MEASURE)
    walk.self_test.locator("[data-unit-choice][value=in]").check()
    walk.answer(knee_to_wall(left="4,5"))
    page.reload()
    assert (
        walk.heading(),
        walk.field("knee-to-wall.distance.left").first.input_value(),
        walk.self_test.locator("[data-unit]").first.inner_text(),
        walk.option("knee-to-wall.heel.left", "down").is_checked(),
    ) == (MEASURE, "4,5", "in", True)


def test_storage_is_not_needed(visit: Visit) -> None:
    """A browser that refuses to store anything walks the reader through all the same."""
    page = visit.page()
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no'); } });"
    )
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result()).to_contain_text("Start with your left side.")


def test_element_can_leave_and_come_back(page: Page, walk: Walk) -> None:
    """Taken out of the page and put back, the element works, and each press counts once."""
    page.evaluate(
        """() => {
          const element = document.querySelector("self-test");
          const place = element.nextSibling;
          element.remove();
          place.before(element);
        }"""
    )
    walk.go_on()
    before = page.evaluate("history.length")
    walk.choose("safety-check.age", "18-44")
    walk.go_on()
    assert (walk.heading(), page.evaluate("history.length") - before) == ("Any of these now?", 1)
