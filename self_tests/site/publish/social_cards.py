"""The pictures that chats show for a shared link: the page's subject beside its figure.

Each is an SVG of ours, drawn by resvg with letters cut from the site's own font, so that every
machine draws the same and none asks a font service.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import resvg_py
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from self_tests.site.content.page_figures import named_figure
from self_tests.site.content.rendering import render
from self_tests.site.content.squat_explorer import explorer
from self_tests.site.errors import BuildError
from self_tests.site.figures import drawing, figure
from self_tests.site.places import ROOT

FACE = ROOT / "overrides/assets/fonts/archivo-latin-variable.woff2"
FAMILIES = {
    "Card Wide": {"wght": 850, "wdth": 125},
    "Card Regular": {"wght": 550, "wdth": 100},
}
"""The font of a card by its name in the picture: weight, and width in percent."""

WIDTH, HEIGHT = 1200, 630
TITLE_WIDTH, TITLE_HEIGHT = 630, 330
"""The room of a title beside its figure, in pixels."""
SIZES = (84, 78, 72, 66, 60, 54, 48, 42)
"""The sizes of a title's letters, in pixels, largest first; the first that fits is used."""
LINE = 1.08
"""From one line to the next, as a share of the letters' size; `card.html` uses the same."""

SQUAT_VIEW = "-340 -920 900 1094"
"""The part of the explorer's picture on its card, in the proportions of a card's figure."""
KINDS = {"self-tests": "Self-test", "drills": "Drill", "blog": "Article"}
"""The kind of a page, by the folder of its address."""
ON_INK = ("self-tests", "drills")
"""The folders of things to do. Their cards are dark, all others light."""
FOLDER = "assets/images/social"
NOT_DRAWN = "Pictures for shared links are not drawn. Build without CARDS=0 to have them."


class CardError(BuildError):
    """A title that no card can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The picture of one page.

    `path` is its place in the site, `kind` the line above the `title`, `site` the name below.
    `figure` is the id of the figure beside it, `None` for the squat explorer's own picture. `alt`
    says all of it in words.
    """

    path: str
    title: str
    kind: str
    site: str
    figure: str | None
    is_ink: bool
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


def card_of(
    address: str, title: str, *, site: str, otherwise: tuple[str, str], figure_id: str | None
) -> Card:
    """Return the picture of the page at an `address` from the site's root, as in `blog/calves/`.

    A page of no kind has the first of `otherwise` above its title, and a page without a figure has
    the second beside it. The explorer's own page has no figure: it shows a squat of its own. Raises
    `UnknownIdError` for a figure that does not exist.
    """
    folder, _, rest = address.partition("/")
    line, usual = otherwise
    shown = figure_id if figure_id == "" else named_figure(address, figure_id) or usual
    seen = figure(shown).title if shown else explorer().stills[0].sentence
    is_index = not address or (rest == "" and address.endswith("/") and folder in KINDS)
    return Card(
        path=f"{FOLDER}/{address}index.png" if is_index else f"{FOLDER}/{address.rstrip('/')}.png",
        title=title,
        kind=KINDS.get(folder, line) if rest else line,
        site=site,
        figure=shown or None,
        is_ink=folder in ON_INK,
        alt=f"{title}. The figure shows: {seen}",
    )


def fitted(title: str, measure: Callable[[str], float]) -> tuple[int, tuple[str, ...]]:
    """Return the largest size at which a title fits beside its figure, and its lines.

    `measure` gives the width of words in letters of size 1. Raises `CardError` for a title that
    fits at no size.
    """
    for size in SIZES:
        lines = _broken(title, measure, TITLE_WIDTH / size)
        if lines and len(lines) * LINE * size <= TITLE_HEIGHT:
            return size, lines
    raise CardError(
        f"the card of {title!r}",
        f"it does not fit {TITLE_WIDTH} x {TITLE_HEIGHT} pixels in letters of {SIZES[-1]}.",
        "Shorten the page's title, or its longest word.",
    )


def _broken(title: str, measure: Callable[[str], float], room: float) -> tuple[str, ...]:
    """Return a title in lines that fit, as full as possible; nothing if a word does not fit."""
    words = title.split()
    if any(measure(word) > room for word in words):
        return ()
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def picture(card: Card, colors: Mapping[str, Mapping[str, str]]) -> str:
    """Return a card as SVG, in the colors of the site by scheme and name.

    A character that our font lacks, such as an emoji, is left out. Raises `CardError` for a title
    that fits at no size.
    """
    known = _widths("Card Wide")
    title = "".join(letter for letter in card.title if letter in known)
    size, lines = fitted(title, lambda words: sum(known[letter] for letter in words))
    light = colors["light"]
    ink = {**colors["dark"], "ground": light["ink"], "ink": light["paper"]}
    look = ink if card.is_ink else {**light, "ground": light["paper"]}
    drawn = drawing(figure(card.figure)) if card.figure else None
    return render(
        "card",
        shown=card,
        lines=lines,
        size=size,
        look={**look, **dict(zip(("wide", "regular"), FAMILIES, strict=True))},
        drawing=drawn,
        still=None if drawn else explorer().stills[0],
        view=f"{drawn.left} {drawn.top} {drawn.width} {drawn.height}" if drawn else SQUAT_VIEW,
    )


def draw(
    cards: Collection[Card], site: Path, cache_folder: Path, colors: Mapping[str, Mapping[str, str]]
) -> None:
    """Draw the pictures of all pages into a built `site`.

    `cache_folder` keeps drawn pictures under their digests; those that no page has any more are
    deleted. Raises `CardError` for a title that fits at no size.
    """
    cache_folder.mkdir(parents=True, exist_ok=True)
    fonts = []
    for name in FAMILIES:
        file = cache_folder / f"{_digest(FACE.read_bytes())}-{name.replace(' ', '-')}.ttf"
        _kept(file, partial(_cut, name))
        fonts.append(file)
    kept = set(fonts)
    for card in cards:
        svg = picture(card, colors)
        file = cache_folder / f"{_digest(f'{resvg_py.__version__} {svg}'.encode())}.png"
        drawn = _kept(file, partial(_drawn, svg, fonts))
        kept.add(file)
        placed = site / card.path
        placed.parent.mkdir(parents=True, exist_ok=True)
        placed.write_bytes(drawn)
    for file in {*cache_folder.glob("*.png"), *cache_folder.glob("*.ttf")} - kept:
        file.unlink(missing_ok=True)


def _drawn(svg: str, fonts: Sequence[Path]) -> bytes:
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=WIDTH,
        height=HEIGHT,
        skip_system_fonts=True,
        font_files=[str(font) for font in fonts],
    )


def _kept(file: Path, make: Callable[[], bytes]) -> bytes:
    """Return the content of a file in the cache, which is made first if needed.

    Another build may read or clear the cache meanwhile: it finds all of a file or none.
    """
    try:
        return file.read_bytes()
    except FileNotFoundError:
        content = make()
    with NamedTemporaryFile(dir=file.parent, delete=False) as scratch:
        scratch.write(content)
    Path(scratch.name).replace(file)
    return content


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]


@cache
def _cut(family: str) -> bytes:
    """Return our font at one weight and width, under the name that a card uses.

    The name matters: words in an unknown font family are silently not drawn.
    """
    font = instancer.instantiateVariableFont(TTFont(FACE), FAMILIES[family])
    font.flavor = None
    names = font["name"]
    for number in (16, 17, 21, 22):
        names.removeNames(nameID=number)
    for number, name in ((1, family), (2, "Regular"), (4, family)):
        names.setName(name, number, 3, 1, 0x409)
    written = BytesIO()
    font.save(written)
    return written.getvalue()


@cache
def _widths(family: str) -> dict[str, float]:
    """Return the width of each letter of a family, in letters of size 1."""
    font = TTFont(BytesIO(_cut(family)))
    widths, unit = font["hmtx"], font["head"].unitsPerEm
    return {chr(code): widths[name][0] / unit for code, name in font.getBestCmap().items()}


__all__ = ["FOLDER", "NOT_DRAWN", "Card", "CardError", "card_of", "draw", "fitted", "picture"]
