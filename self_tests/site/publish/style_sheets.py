"""The style sheets as readers get them: their parts in one file, the theme's below them.

`overrides/styles` and `overrides/components` hold the parts, each of which says its layer. A sheet
lists them with `@import`; a browser would ask for each, so the build puts them in its place.
"""

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

LAYERS = ("tokens", "theme", "base", "layout", "components", "print")
"""From the weakest to the strongest; `overrides/styles/tokens.css` begins with them."""

THEME_LAYER = "theme.material"
"""Where the theme's own sheets go: below all that `overrides/styles/theme.css` says."""

PARTS = ("styles", "components")
"""The folders of a built site that hold parts of style sheets, and no page asks for."""

SHEETS: Mapping[str, str] = {
    "styles/site.css": "site",
    "styles/self-test.css": "self-test",
    "styles/study.css": "study",
}
"""Each sheet as templates name it, and its name below `assets/`."""

SITE_SHEET = "styles/site.css"
TOKENS = "styles/tokens.css"
THEME = "assets/stylesheets"
"""Where the theme puts its sheets."""

COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
ADDRESS = re.compile(r'(?P<part>@import )?url\("(?P<address>(?!data:|#)[^"]+)"\)(?(part);\n?)')
"""A file that a sheet names: a part of it, or a font or picture."""

INDENT = re.compile(r"\n\s+")
CHARSET = re.compile(r'^@charset "[^"]*";')
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/\s*$")
LIGHT, DARK = ":root", '[data-md-color-scheme="slate"]'
RULE = r"^ *{} {{\n(?P<inside>[^}}]*?)\n *}}\n"
WITHOUT_SCRIPTS = "@media screen and (scripting: none) and (prefers-color-scheme: dark)"


def rule(tokens: str, selector: str) -> tuple[str, int, int]:
    """Return what stands in the rule of `tokens.css` with that selector alone, its start and end.

    Raises `ValueError` where there is none.
    """
    found = re.search(RULE.format(re.escape(selector)), tokens, re.MULTILINE)
    if not found:
        raise ValueError(f"{TOKENS} has no rule for {selector}.")
    return found["inside"], *found.span("inside")


def for_readers_without_scripts(tokens: str) -> str:
    """Return the dark colors of `tokens.css` once more, for readers whom no script can give them.

    The system's choice is theirs, as it is everybody's until a script knows better.
    """
    dark = rule(tokens, DARK)[0]
    return f"@layer {LAYERS[0]} {{\n{WITHOUT_SCRIPTS} {{\n{LIGHT} {{\n{dark}\n}}\n}}\n}}\n"


def joined(sheet: str, read: Callable[[str], str], target: str) -> str:
    """Return a sheet with its parts in place of their imports, without comments and indents.

    `sheet` and `target` are paths from the site's root: where it stands, and where the result will.
    `read` gives the text of such a path.
    """
    text = read(sheet)
    if sheet == TOKENS:
        text += for_readers_without_scripts(text)

    def replaced(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), found["address"]))
        if found["part"]:
            return joined(path, read, target)
        return f'url("{posixpath.relpath(path, posixpath.dirname(target))}")'

    return ADDRESS.sub(replaced, INDENT.sub("\n", COMMENT.sub("", text)))


def below(theme: Iterable[str], ours: str) -> str:
    """Return the site's sheet with the theme's sheets in a layer below ours."""
    order, _, rest = ours.partition("\n")
    layered = "".join(
        f"@layer {THEME_LAYER}{{{SOURCE_MAP.sub('', CHARSET.sub('', one)).strip()}}}\n"
        for one in theme
    )
    return f'@charset "UTF-8";\n{order}\n{layered}{rest}'


def join(site: Path, theme: Iterable[str]) -> dict[str, str]:
    """Write the joined sheets into a built site.

    `theme` are the paths of the theme's sheets, from the site's root. Each file is named after what
    is in it, so that no page ever meets the styles of another build. Return old to new address,
    from the site's root.
    """

    def read(path: str) -> str:
        return (site / path).read_text("utf-8")

    moved = {}
    for sheet, name in SHEETS.items():
        text = joined(sheet, read, f"assets/{name}.css")
        if sheet == SITE_SHEET:
            text = below(map(read, theme), text)
        version = hashlib.sha256(text.encode()).hexdigest()[:8]
        # Servers keep what is named like that for ever (deploy/).
        moved[sheet] = f"assets/{name}.{version}.min.css"
        (site / moved[sheet]).write_text(text, "utf-8")
    return moved
