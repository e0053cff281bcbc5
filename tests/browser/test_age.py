"""Age on the page: what the norms of young people say is not said to older readers."""

import pytest
from playwright.sync_api import expect

from tests.support.one_visit import card
from tests.support.requests import CLEAR, knee_to_wall, report
from tests.support.visiting import Visit
from tests.support.walking import PAGE, Walk

pytestmark = pytest.mark.usefixtures("answered")

HOLD = {"hip-hold.seconds.left": "30", "hip-hold.seconds.right": "30"}


@pytest.mark.parametrize(("age", "has_norms"), [("45-59", True), ("60-or-over", False)])
def test_a_hold_has_a_tier_below_sixty_alone(visit: Visit, age: str, *, has_norms: bool) -> None:
    """67 years, through the bundle: seconds without a tier, and why none stands beside them."""
    answers = {**CLEAR, **HOLD, "safety-check.age": age}
    made = report(answers)
    page = visit.page()
    page.goto(f"{visit.server.address}/self-tests/hip-hold/")
    walk = Walk(page)
    walk.walk(answers)
    expect(walk.result().locator(".self-test-headline")).to_have_text(made["headline"])
    told = walk.unfolded().inner_text()
    (hold,) = made["results"]
    assert [side["tier"] is not None for side in hold["sides"]] == [has_norms] * 2
    assert [note in told for note in hold["notes"]] == [True] * (not has_norms)
    assert ("and not a close call" in told) == has_norms


type Told = dict[str, str | list[str]]
HURT: Told = {"injury": "last-3-days", "injury-signs": ["none"], "bone-signs": ["none"]}


@pytest.mark.parametrize(
    ("age", "calendar"), [({"age": "18-44"}, 1), ({"age": "under-18", "young": ["none"]}, 0)]
)
@pytest.mark.parametrize(
    ("level", "sign"),
    [("ask-first", {"weeks": ["pregnancy"]}), ("education", HURT)],
)
def test_a_card_says_what_fits_the_age_that_was_told(
    visit: Visit, level: str, sign: Told, age: Told, calendar: int
) -> None:
    """On the screen and on paper it holds what Python answers, which names neither age.

    Days to come back to tests for adults are offered to nobody under 18.
    """
    told = {f"safety-check.{name}": value for name, value in {**age, **sign}.items()}
    answers = {**CLEAR, **told, **knee_to_wall()}
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(answers)
    assert card(walk) == level
    shown = walk.self_test.locator(".self-test-card:visible")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        assert shown.locator("li:visible").all_inner_texts() == report(answers)["care"]["actions"]
    page.emulate_media(media="screen")
    offered = calendar if level == "education" else 0
    assert shown.locator("[data-come-back]:visible").count() == offered
