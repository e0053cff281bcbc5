"""One screen at a time: problems, ways back, care cards, and a reload."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.requests import CLEAR, knee_to_wall
from tests.support.visiting import Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

pytestmark = pytest.mark.usefixtures("answered")

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
    ) == ("There's a problem", ["Choose your age"], ["Choose your age"], True)


DESCRIBED = "(one) => document.getElementById(one.getAttribute('aria-describedby')).textContent"


def test_a_mended_problem_is_read_out_no_more(walk: Walk) -> None:
    """With one of two problems put right, its field is described by nothing; the other still is."""
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    walk.go_on()
    texts = walk.self_test.locator(".self-test-error:visible").all_inner_texts()
    sides = [walk.field(f"knee-to-wall.distance.{side}").first for side in ("left", "right")]
    sides[0].fill("6.5")
    walk.go_on()
    described = [
        side.evaluate(
            "(one) => document.getElementById("
            "one.getAttribute('aria-describedby').split(' ')[0]).textContent"
        )
        for side in sides
    ]
    assert (described[0], described[1] != "", described[1] in texts) == ("", True, True)


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
        "Left distance: that's unusual. Is it right?"
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
        "Left distance: that's unusual. Is it right?"
    )


def test_lifted_heel_sends_back_to_the_wall(walk: Walk) -> None:
    """A lifted heel is refused in the definition's words."""
    walk.walk(LEFT_IS_WORSE, until=MEASURE)
    walk.answer(knee_to_wall(left="10", right="11"))
    walk.choose("knee-to-wall.heel.left", "lifted")
    walk.go_on()
    expect(walk.self_test.locator(".self-test-problems a")).to_have_text(
        re.compile("^Your left heel lifted, so that distance doesn't count")
    )


def test_none_of_these_stands_alone(walk: Walk) -> None:
    """Ticking "None of these" unticks the rest, and the other way round."""
    walk.walk(LEFT_IS_WORSE, until="In the last weeks, any of these?")
    walk.choose("safety-check.weeks", "lump")
    walk.choose("safety-check.weeks", "none")
    assert not walk.option("safety-check.weeks", "lump").is_checked()
    walk.choose("safety-check.weeks", "lump")
    assert not walk.option("safety-check.weeks", "none").is_checked()


def test_emergency_opens_its_card_at_once(page: Page, walk: Walk) -> None:
    """Ticking an emergency opens its card without Continue, with the focus on its heading."""
    walk.walk(LEFT_IS_WORSE, until="Any of these now?")
    walk.option("safety-check.now", "cold-foot").click()
    expect(walk.self_test.locator('[data-card="emergency"]')).to_be_visible()
    focused = page.evaluate("document.activeElement.closest('[role=alert]')?.dataset.card")
    assert (focused, walk.self_test.locator("form .self-test-continue:visible").count()) == (
        "emergency",
        0,
    )


def test_other_signs_wait_for_the_rest(walk: Walk) -> None:
    """A sign is kept: the screens that look for signs and the stairs are asked, then its card."""
    walk.walk(LEFT_IS_WORSE, until="Any of these now?")
    walk.choose("safety-check.now", "locked")
    seen = []
    while open_card(walk) == "":
        seen.append(walk.heading())
        fields = walk.shown_fields()
        walk.answer({name: entry for name, entry in CLEAR.items() if not walk_has(walk, name)})
        walk.go_on()
    assert (seen, fields, open_card(walk)) == (
        [
            "Any of these now?",
            "Was there an injury?",
            "In the last weeks, any of these?",
            "Your knee in daily life",
        ],
        {"safety-check.stairs"},
        "urgent",
    )


def walk_has(walk: Walk, name: str) -> bool:
    """Return whether something is ticked in a field already."""
    return walk.self_test.locator(f'input[name="{name}"]:checked').count() > 0


def test_kept_sign_waits_for_every_answer(walk: Walk) -> None:
    """Continue with an open question says so, whatever was ticked before."""
    walk.walk(LEFT_IS_WORSE, until="In the last weeks, any of these?")
    walk.choose("safety-check.weeks", "lump")
    walk.go_on()
    walk.go_on()
    expect(walk.self_test.locator(".self-test-problems a")).to_have_text(
        "Choose whether you can walk and climb stairs"
    )
    assert open_card(walk) == ""


def test_the_most_serious_sign_wins(walk: Walk) -> None:
    """A later and more serious sign opens its own card, not that of an earlier one."""
    walk.walk(
        {
            **LEFT_IS_WORSE,
            "safety-check.weeks": ["pregnancy"],
            "safety-check.stairs": "no",
        }
    )
    assert open_card(walk) == "clinician"


def test_two_signs_of_a_group_weigh_more(walk: Walk) -> None:
    """Two signs that count together open the more serious card."""
    walk.walk({**LEFT_IS_WORSE, "safety-check.weeks": ["lump", "cancer-past"]})
    assert open_card(walk) == "urgent"


def test_under_18_answers_the_signs_too(walk: Walk) -> None:
    """Below 18 every sign is asked; with nothing ticked there is a card of its own."""
    young = {"safety-check.age": "under-18", "safety-check.young": ["none"]}
    walk.walk({**LEFT_IS_WORSE, **young})
    assert open_card(walk) == "under-18"


def test_none_of_a_shorter_list_is_asked_again(page: Page, walk: Walk) -> None:
    """What a page with fewer signs has kept as “None of these” is not taken for an answer."""
    walk.walk(LEFT_IS_WORSE, until=MEASURE)
    page.evaluate(
        """() => {
          const name = Object.keys(sessionStorage).find((one) => one.endsWith(" visit"));
          const kept = JSON.parse(sessionStorage.getItem(name));
          const now = kept["safety-check.now"];
          now.offered = now.offered.replace(" locked", "");
          sessionStorage.setItem(name, JSON.stringify(kept));
        }"""
    )
    page.reload()
    assert (
        walk.heading(),
        walk.option("safety-check.now", "none").is_checked(),
        walk.option("safety-check.weeks", "none").is_checked(),
    ) == ("Any of these now?", False, True)


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
    walk.choose("safety-check.injury-signs", "none")
    walk.choose("safety-check.bone-signs", "none")
    for _ in range(3):
        walk.go_on()
    assert open_card(walk) == "clinician"
    page.go_forward()
    assert open_card(walk) == "clinician"


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
    expect(walk.result()).to_contain_text("Only your left side needs it")


KEEPS_NOTHING = """
for (const name of ["localStorage", "sessionStorage"]) {
  const storage = { getItem: () => null, setItem() {}, removeItem() {} };
  Object.defineProperty(window, name, { value: storage });
}
"""


def test_storage_that_keeps_nothing_takes_no_answer_away(visit: Visit) -> None:
    """A browser that says nothing and stores nothing is one more in which everything is walked."""
    page = visit.page()
    page.add_init_script(KEEPS_NOTHING)
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    expect(walk.self_test.locator("[data-advice]")).to_be_visible()
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result()).to_contain_text("Only your left side needs it")


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
