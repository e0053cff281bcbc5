"""Another practice's colors, put into the built site.

`extra.colors` in mkdocs.yml names what differs from `overrides/assets/site.css`, by scheme and by
the name behind `--site-`: `light: {accent: "#1d4f73"}`. A text that could not be read is refused.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from self_tests.site.errors import BuildError
from self_tests.wording import nearest

SCHEMES = ("light", "dark")
DEFINED = re.compile(r"--site-(?P<name>[a-z-]+): (?P<color>#[0-9a-f]{6});", re.IGNORECASE)
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
THEME_COLOR = re.compile(r'<meta name="theme-color"[^>]*>')

TEXTS = ("ink", "muted", "accent", "emergency", "urgent", "clinician", "education")
GROUNDS = ("paper", "surface")
LEAST_CONTRAST = 4.5
"""WCAG 2.2, level AA, for text of any size."""

type Scheme = dict[str, str]


class ColorError(BuildError):
    """A color of mkdocs.yml cannot be used."""


def paint(site: Path, wanted: Mapping[str, Any]) -> None:
    """Put the wanted colors into styles, pages and mark of a built site.

    Raises `ColorError` for a scheme, name or color that does not exist, or too little contrast.
    """
    style = site / "assets/site.css"
    ours = _schemes(style.read_text("utf-8"))
    theirs = {name: {**ours[name], **_checked(name, wanted, ours[name])} for name in SCHEMES}
    _refuse_others(wanted)
    for name, scheme in theirs.items():
        for problem in _unreadable(name, scheme):
            raise problem
    style.write_text(_restyled(style.read_text("utf-8"), theirs), "utf-8")
    new = {ours[name][key].lower(): theirs[name][key] for name in SCHEMES for key in ours[name]}
    mark = site / "assets/mark.svg"
    mark.write_text(_recolored(mark.read_text("utf-8"), new), "utf-8")
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        page.write_text(THEME_COLOR.sub(lambda tag: _recolored(tag[0], new), text), "utf-8")


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors (`#rrggbb`), from 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - WCAG's
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _schemes(style: str) -> dict[str, Scheme]:
    """Return the colors of both schemes: a name stands in the light one first, then in the dark."""
    found: dict[str, Scheme] = {name: {} for name in SCHEMES}
    for each in DEFINED.finditer(style):
        scheme = found["dark" if each["name"] in found["light"] else "light"]
        scheme[each["name"]] = each["color"]
    return found


def _restyled(style: str, schemes: Mapping[str, Scheme]) -> str:
    seen: set[str] = set()

    def changed(each: re.Match[str]) -> str:
        name = each["name"]
        scheme = schemes["dark" if name in seen else "light"]
        seen.add(name)
        return f"--site-{name}: {scheme[name]};"

    return DEFINED.sub(changed, style)


def _recolored(text: str, new: Mapping[str, str]) -> str:
    return COLOR.sub(lambda found: new.get(found[0].lower(), found[0]), text)


def _place(*steps: str) -> str:
    return ".".join(("mkdocs.yml: extra.colors", *steps))


def _refuse_others(wanted: Mapping[str, Any]) -> None:
    for name in wanted:
        if name not in SCHEMES:
            raise ColorError(_place(name), "there is no such scheme.", nearest(name, SCHEMES))


def _checked(scheme: str, wanted: Mapping[str, Any], ours: Scheme) -> Scheme:
    colors: Scheme = wanted.get(scheme) or {}
    for name, color in colors.items():
        if name not in ours:
            raise ColorError(_place(scheme, name), "there is no such color.", nearest(name, ours))
        if not COLOR.fullmatch(str(color)):
            raise ColorError(
                _place(scheme, name),
                f'"{color}" is no color.',
                'Write six digits: "#1d4f73".',
            )
    return colors


def _unreadable(name: str, scheme: Scheme) -> Iterator[ColorError]:
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS] + [("on-accent", "accent")]
    for text, ground in pairs:
        found = contrast(scheme[text], scheme[ground])
        if found < LEAST_CONTRAST:
            yield ColorError(
                _place(name, text),
                f"{scheme[text]} on {ground} ({scheme[ground]}) has a contrast of {found:.1f}, "
                f"and text needs {LEAST_CONTRAST}.",
                f"Choose a {'darker' if name == 'light' else 'lighter'} one.",
            )
