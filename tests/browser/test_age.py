"""Age on the page: what the norms of young people say is not said to older readers."""

import pytest
from playwright.sync_api import expect

from tests.support.requests import CLEAR, report
from tests.support.visiting import Visit
from tests.support.walking import Walk

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
