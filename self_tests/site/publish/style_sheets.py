"""The style sheets as they are published: parts joined into one file, above those of the theme.

`overrides/styles` and `overrides/components` hold the parts, each of which names its layer. A sheet
lists them with `@import`; a browser would ask for each one, so the build inserts them.
"""

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

LAYERS = ("tokens", "theme", "base", "layout", "components", "print")
"""From the weakest to the strongest; `overrides/styles/tokens.css` begins with them."""

THEME_LAYER = "theme.material"
"""The layer of the theme's own sheets: below all that `overrides/styles/theme.css` says."""

PARTS = ("styles", "components")
"""The folders of a built site with parts of style sheets, which no page loads."""

SHEETS: Mapping[str, str] = {
    "styles/site.css": "site",
    "styles/self-test.css": "self-test",
    "styles/study.css": "study",
}
"""Each sheet by its name in templates, and its name below `assets/`."""

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
    """Return the content of the rule of `tokens.css` with only that selector, its start and end.

    Raises `ValueError` if there is none.
    """
    found = re.search(RULE.format(re.escape(selector)), tokens, re.MULTILINE)
    if not found:
        raise ValueError(f"{TOKENS} has no rule for {selector}.")
    return found["inside"], *found.span("inside")


def for_readers_without_scripts(tokens: str) -> str:
    """Return the dark colors of `tokens.css` again, for readers without scripts.

    Their choice is that of their system, as for every reader who has not made one on the site.
    """
    dark = rule(tokens, DARK)[0]
    return f"@layer {LAYERS[0]} {{\n{WITHOUT_SCRIPTS} {{\n{LIGHT} {{\n{dark}\n}}\n}}\n}}\n"


def joined(sheet: str, read: Callable[[str], str], target: str) -> str:
    """Return a sheet with its parts in place of their imports, without comments and indents.

    `sheet` and `target` are paths from the site's root: of the sheet, and of the result. `read`
    returns the text at such a path.
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

    `theme` are the paths of the theme's sheets, from the site's root. Each file is named after its
    content, so that no page ever loads the styles of another build. Return old to new address, from
    the site's root.
    """

    def read(path: str) -> str:
        return (site / path).read_text("utf-8")

    moved = {}
    for sheet, name in SHEETS.items():
        text = joined(sheet, read, f"assets/{name}.css")
        if sheet == SITE_SHEET:
            text = below(map(read, theme), text)
        version = hashlib.sha256(text.encode()).hexdigest()[:8]
        # Servers cache files with such names forever (deploy/).
        moved[sheet] = f"assets/{name}.{version}.min.css"
        (site / moved[sheet]).write_text(text, "utf-8")
    return moved
