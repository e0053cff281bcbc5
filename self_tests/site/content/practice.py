"""The practice that runs this site, from mkdocs.yml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import get_args

from self_tests.answering import LengthUnit
from self_tests.model import Practice
from self_tests.site.errors import BuildError, MarkerError
from self_tests.wording import nearest

FORMS = (
    ("text_link", r"sms:\+?[\d-]+", "Write sms: and the number, as in sms:+12488211494."),
    ("instagram", r"[\w.]+", "Write the user name, without the at sign."),
    ("emergency_number", r"[\d +-]+", "Write its digits, as in 911."),
)
"""Settings that become parts of addresses: the pattern of each, and how to correct another one."""

OPTIONAL = ("person", "photo", "photo_alt")

PHOTO = r"(?:[\w-]+/)*[\w-][\w.-]*\.(?i:jpe?g|png|webp|avif)"
"""A file below `docs/`, whose address in the site is the same."""

PICTURES = re.compile(rb"\xff\xd8\xff|\x89PNG|RIFF....WEBP|....ftypavi[fs]", re.DOTALL)
"""How the files that every browser shows begin. Others are often renamed, such as HEIC."""
MOST_BYTES = 200_000
"""What a photo may weigh: several times what one of 400 pixels a side needs."""

BY_COUNTRY = "by-country"
LENGTH_UNITS = (*get_args(LengthUnit.__value__), BY_COUNTRY)


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePractice(Practice):
    """The practice that runs this site, from `extra.practice` in mkdocs.yml: contact and units.

    `text_link` is an `sms:` address, `instagram` a user name without the at sign, `length_unit` the
    unit of lengths until a reader chooses: `cm`, `in`, or `by-country`: inches in browsers of the
    United States, centimeters in all others.

    All of them are needed but the last three: `person` is who works there, `photo` a picture below
    `docs/`, `photo_alt` what it shows. Where they are empty, nothing stands in their place.
    """

    text_number: str
    text_link: str
    instagram: str
    length_unit: str
    person: str = ""
    photo: str = ""
    photo_alt: str = ""

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> "SitePractice":
        """Return the practice of a settings table. Raises `MarkerError` for what is none."""
        known = [field.name for field in fields(cls)]
        settings = _texts(settings)
        for name in known:
            if not settings.get(name) and name not in OPTIONAL:
                raise MarkerError(f"practice: {name} is missing. Add it under extra.practice.")
        for name in settings:
            if name not in known:
                raise MarkerError(f'practice: unknown key "{name}". {nearest(name, known)}')
        for name, form, mend in FORMS:
            if not re.fullmatch(form, settings[name]):
                raise MarkerError(f'practice: {name}: "{settings[name]}" is none. {mend}')
        if settings["length_unit"] not in LENGTH_UNITS:
            raise MarkerError(
                f'practice: length_unit: "{settings["length_unit"]}" is not known here. '
                'Write "cm", "in" or "by-country".'
            )
        _refuse_photo(settings)
        return cls(**settings)


def _texts(settings: object) -> dict[str, str]:
    """Return the settings without the blanks around them. Raises `MarkerError` for other things.

    YAML reads 911 as a number, and what stands in brackets as a list.
    """
    if not isinstance(settings, Mapping):
        raise MarkerError(
            f"practice: expected a table, found {settings!r}. Write its keys below it, indented."
        )
    found = {}
    for name, given in settings.items():
        if given is not None and not isinstance(given, str):
            raise MarkerError(
                f"practice: {name}: expected a text, found {given!r}. "
                f'Write it in quotes, as in "{given}".'
            )
        found[str(name)] = (given or "").strip()
    return found


def refuse_photo_file(docs: Path, practice: object) -> None:
    """Raise `BuildError` for a photo of the practice that is not there, or no picture, or heavy.

    What is wrong with the setting itself is told where it is read.
    """
    photo = practice.get("photo") if isinstance(practice, Mapping) else None
    if not isinstance(photo, str) or not photo.strip():
        return
    place, file = "mkdocs.yml: extra.practice.photo", docs / photo.strip()
    if not file.is_file():
        what = f'there is no file "{photo}" below {docs.name}/.'
        raise BuildError(place, what, "Put the photo there, or take the line out.")
    begins, size = file.read_bytes()[:16], file.stat().st_size
    if not PICTURES.match(begins):
        what = f'"{photo}" is no picture that browsers show, whatever its name says.'
        raise BuildError(place, what, "Save the photo as JPEG, PNG, WebP or AVIF.")
    if size > MOST_BYTES:
        what = f'"{photo}" weighs {size:,} bytes, and at most {MOST_BYTES:,} are allowed.'
        mend = "It is shown in a small square: save it with 400 pixels a side."
        raise BuildError(place, what, mend)


def _refuse_photo(settings: Mapping[str, str]) -> None:
    """Raise `MarkerError` for a photo that is none, and for one without words or without a name."""
    photo, alt = settings.get("photo"), settings.get("photo_alt")
    if photo and not re.fullmatch(PHOTO, photo):
        raise MarkerError(
            f'practice: photo: "{photo}" is none. Write its place below docs/, without blanks, '
            "ending in jpg, jpeg, png, webp or avif, as in assets/me.jpg."
        )
    if photo and not alt:
        raise MarkerError(
            f'practice: photo_alt is missing for the photo "{photo}". Say in a few words what it '
            "shows, for those who don't see it."
        )
    if alt and not photo:
        raise MarkerError(
            f'practice: photo_alt: "{alt}" has no photo. Add photo, or take photo_alt out.'
        )
