"""Every macro on the page of components: readable by everybody, in light and dark."""

import pytest

from tests.support.accessibility import AXE, NARROW, axe, overflowing
from tests.support.visiting import Visit

# axe comes from npm.
pytestmark = pytest.mark.usefixtures("npm_packages")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_component_is_accessible(visit: Visit, scheme: str) -> None:
    """On the narrowest screen, everything unfolded, axe finds nothing and nothing sticks out."""
    page = visit.page("contributing/components/", size=NARROW, color_scheme=scheme)
    page.evaluate(AXE.read_text("utf-8"))
    page.evaluate(
        "() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }"
    )
    assert (axe(page), overflowing(page)) == ([], [])
