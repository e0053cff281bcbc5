"""The colors of the site: read from `tokens.css`, and replaced by those of another practice.

`extra.colors` in mkdocs.yml names what differs from `overrides/styles/tokens.css`, by scheme and by
the name after `--site-`: `light: {accent: "#12577d"}`. Colors that make a text unreadable are
refused.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from self_tests.site.errors import BuildError
from self_tests.site.places import ROOT
from self_tests.site.publish.style_sheets import DARK, LIGHT, TOKENS, rule
from self_tests.wording import nearest

SCHEMES = {"light": LIGHT, "dark": DARK}
"""Each scheme, and the rule of `tokens.css` that holds its colors."""

DEFINED = re.compile(r"--site-(?P<name>[a-z-]+): (?P<color>#[0-9a-f]{6});", re.IGNORECASE)
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
BAR = re.compile(r'(<meta name="theme-color" content=")[^"]*("[^>]* data-scheme="([a-z]+)">)')
"""Where a page gives the color of the browser's own bars, by the theme's name of the scheme."""

THEME_NAMES = {"default": "light", "slate": "dark"}

TEXTS = ("ink", "muted", "accent", "emergency", "urgent", "clinician", "education")
GROUNDS = ("paper", "surface")
ON_ZONES, ZONES = ("ink", "muted"), ("zone-low", "zone-fair", "zone-good")
"""The colors of marks on the zones of a bar, and of the zones themselves."""
LEAST_CONTRAST = 4.5
"""WCAG 2.2, level AA, for text of any size."""

type Scheme = dict[str, str]


class ColorError(BuildError):
    """A color of mkdocs.yml cannot be used."""


def schemes(tokens: str) -> dict[str, Scheme]:
    """Return the colors that `tokens.css` gives each scheme, by name."""
    return {
        scheme: dict(DEFINED.findall(rule(tokens, selector)[0]))
        for scheme, selector in SCHEMES.items()
    }


def palette(wanted: Mapping[str, Any]) -> dict[str, Scheme]:
    """Return the colors of this edition, including those from mkdocs.yml.

    Raises `ColorError` for a scheme, name or color that does not exist, or too little contrast.
    """
    ours = schemes((ROOT / "overrides" / TOKENS).read_text("utf-8"))
    theirs = {name: {**ours[name], **_checked(name, wanted, ours[name])} for name in SCHEMES}
    _refuse_others(wanted)
    for name, scheme in theirs.items():
        for problem in _unreadable(name, scheme):
            raise problem
    return theirs


def paint(site: Path, theirs: Mapping[str, Scheme]) -> None:
    """Write colors into the styles and the icon of a built site, before it is finished."""
    tokens = site / TOKENS
    ours = schemes(tokens.read_text("utf-8"))
    tokens.write_text(_restyled(tokens.read_text("utf-8"), theirs), "utf-8")
    new = {ours[name][key].lower(): theirs[name][key] for name in SCHEMES for key in ours[name]}
    mark = site / "assets/mark.svg"
    mark.write_text(
        COLOR.sub(lambda found: new.get(found[0].lower(), found[0]), mark.read_text("utf-8")),
        "utf-8",
    )


def with_bars(page: str, colors: Mapping[str, Scheme]) -> str:
    """Return a page that tells the browser the paper color of each scheme, for its own bars."""
    return BAR.sub(
        lambda bar: f"{bar[1]}{colors[THEME_NAMES[bar[3]]]['paper']}{bar[2]}",
        page,
    )


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


def _restyled(tokens: str, colors: Mapping[str, Scheme]) -> str:
    for scheme, selector in SCHEMES.items():
        inside, start, end = rule(tokens, selector)
        new = DEFINED.sub(
            lambda each, scheme=scheme: (  # type: ignore[misc] # mypy cannot type the default
                f"--site-{each['name']}: {colors[scheme][each['name']]};"
            ),
            inside,
        )
        tokens = tokens[:start] + new + tokens[end:]
    return tokens


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
                'Write six digits: "#12577d".',
            )
    return colors


def _unreadable(name: str, scheme: Scheme) -> Iterator[ColorError]:
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS] + [("on-accent", "accent")]
    pairs += [(text, zone) for text in ON_ZONES for zone in ZONES]
    for text, ground in pairs:
        found = contrast(scheme[text], scheme[ground])
        if found < LEAST_CONTRAST:
            yield ColorError(
                _place(name, text),
                f"{scheme[text]} on {ground} ({scheme[ground]}) has a contrast of {found:.1f}, "
                f"and text needs {LEAST_CONTRAST}.",
                f"Choose a {'darker' if name == 'light' else 'lighter'} one.",
            )
