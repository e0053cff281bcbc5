"""The picture for a story: drawn from the leg of the result, on the device, shared or kept."""

import base64
import io

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.support.kept import result
from tests.support.visiting import Visit
from tests.support.walking import quiet, until

pytestmark = pytest.mark.usefixtures("answered")

SIZE = (1080, 1920)
MOST_BYTES = 250_000
NO_FILES = "Object.defineProperty(navigator, 'canShare', { value: () => false });"
FILES = """
window.shared = [];
Object.defineProperty(navigator, "canShare", { value: ({ files }) => files.length === 1 });
Object.defineProperty(navigator, "share", { value: async ({ files }) => {
  window.shared.push([files[0].name, files[0].type, files[0].size]);
} });
"""
FAILING = "HTMLCanvasElement.prototype.getContext = () => null;"
LEG = (90, 620, 610, 1400)
"""Where the leg stands: left, top, right, bottom."""
ADDRESS = (90, 1780, 990, 1840)


def make(part: Locator, *, is_full: bool = False) -> Locator:
    """Press the button, with sides and numbers or without, and return what it says."""
    fold = part.locator("[data-if-story]")
    if is_full:
        fold.locator("[data-story-sides]").check()
    fold.locator('[data-do="story"]').click()
    return fold.locator("[role=status]")


def picture(said: Locator) -> Image.Image:
    """Return the picture that is shown, read by a library."""
    source = said.locator("img").get_attribute("src") or ""
    content = base64.b64decode(source.removeprefix("data:image/png;base64,"))
    assert len(content) <= MOST_BYTES
    return Image.open(io.BytesIO(content)).convert("RGB")


def colors(drawn: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Return how many colors a part of a picture has: one where nothing is drawn."""
    return len(drawn.crop(box).getcolors(1_000_000) or [])


def begun(visit: Visit, script: str) -> tuple[Page, Locator]:
    """Return a page with a result and what can be done with it."""
    return result(visit, script)


def test_picture_is_shown_where_files_are_not_shared(visit: Visit) -> None:
    """It holds the leg and the address, in a size for stories, and no request is made for it."""
    page, part = begun(visit, NO_FILES)
    quiet(page)
    asked = len(visit.server.asked)
    said = make(part)
    expect(said).to_contain_text("Press and hold the picture to keep it.")
    drawn = picture(said)
    assert (drawn.size, colors(drawn, LEG) > 20, colors(drawn, ADDRESS) > 20) == (SIZE, True, True)
    assert [path.rpartition("/")[2] for path in visit.server.asked[asked:]] == ["story.mjs"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_sides_and_numbers_when_ticked(visit: Visit) -> None:
    """Who cannot see the picture hears the same words: with sides and numbers only when ticked."""
    _, part = begun(visit, NO_FILES)
    image = make(part, is_full=True).locator("img")
    expect(image).to_have_attribute("alt", FULL)
    part.locator("[data-story-sides]").uncheck()
    part.locator('[data-do="story"]').click()
    expect(image).to_have_attribute("alt", PLAIN)


PLAIN = (
    "Working on my ankle. Measuring again in 4 weeks. ankle: first calf: not tested "
    "foot: not tested hip: not tested"
)
FULL = (
    "Working on my left ankle. Measuring again in 4 weeks. left ankle: first calf: not tested "
    "foot: not tested hip: not tested Knee-to-wall: left 6.5 cm, right 11 cm"
)


def test_picture_goes_to_the_sheet_of_the_phone(visit: Visit) -> None:
    """Where the phone shares files, it gets one picture, and nothing more is said."""
    page, part = begun(visit, FILES)
    said = make(part)
    until(page, "window.shared.length")
    [[name, kind, size]] = page.evaluate("window.shared")
    assert (name, kind, 0 < size <= MOST_BYTES) == ("my-leg.png", "image/png", True)
    expect(said).to_be_empty()


@pytest.mark.parametrize(("name", "is_shown"), [("AbortError", 0), ("NotAllowedError", 1)])
def test_sheet_that_is_closed_or_refused(visit: Visit, name: str, is_shown: int) -> None:
    """Who closes the sheet is told nothing; where it is refused the picture is shown instead."""
    script = FILES.replace(
        "window.shared.push([", f"window.asked = true; throw new DOMException('', '{name}'); (["
    )
    page, part = begun(visit, script)
    said = make(part)
    until(page, "window.asked")
    expect(said.locator("img")).to_have_count(is_shown)


def test_picture_that_cannot_be_drawn(visit: Visit) -> None:
    """A browser that draws nothing leads to a sentence, and the rest of the result stands."""
    _, part = begun(visit, NO_FILES + FAILING)
    expect(make(part)).to_have_text("We couldn't draw the picture. Reload the page and try again.")
