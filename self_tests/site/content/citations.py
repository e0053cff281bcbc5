"""Numbers, claims and sources of definitions, as pages cite them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass

from self_tests import catalogue
from self_tests.model import Claim, Dose, Number, Source, Status
from self_tests.site.content.links import Link, source_links
from self_tests.wording import plain_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A number or a sentence with its status and sources. `name` says what a number is for."""

    name: str = ""
    text: str
    why: str = ""
    status: Status
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedNumber:
    """A number with its unit as readers write it."""

    text: str
    number: Number


def walk(shown: object, place: str = "") -> Iterator[tuple[str, object]]:
    """Yield a definition and every part of it, with its place in the file.

    Places are those of `definition_reader`: `measures[1].tiers[2].limit`; the definition itself has
    an empty one.
    """
    yield place, shown
    if isinstance(shown, tuple):
        for number, part in enumerate(shown, 1):
            yield from walk(part, f"{place}[{number}]")
    elif is_dataclass(shown):
        for field in fields(shown):
            key = field.name.replace("_", "-")
            yield from walk(getattr(shown, field.name), f"{place}.{key}" if place else key)


def numbers_of(shown: object) -> Iterator[tuple[str, Number]]:
    """Yield every number anywhere in a definition, with its field's name.

    One of several is named in the singular: the one in `limits[2]` is a `limit`.
    """
    for place, part in walk(shown):
        if isinstance(part, Number):
            key, many, _ = place.rpartition(".")[2].partition("[")
            yield (key.removesuffix("s") if many else key).replace("-", "_"), part


def sources_in(shown: object) -> Iterator[str]:
    """Yield every source that any part of a definition names."""
    for place, part in walk(shown):
        if isinstance(part, str) and place.rpartition(".")[2].startswith("sources["):
            yield part


def cited(number: Number, name: str = "") -> Cited:
    """Return a number with its unit, its reason and its sources."""
    return Cited(
        name=name,
        text=catalogue.counted(plain_number(number.value, 3), number.unit),
        why=number.why,
        status=number.status,
        sources=source_links(number.sources),
    )


def cited_claim(claim: Claim) -> Cited:
    """Return a claim with its sources."""
    return Cited(text=claim.text, status=claim.status, sources=source_links(claim.sources))


def cited_dose(dose: Dose) -> Cited:
    """Return a dose with its reason and its sources."""
    return Cited(
        text=dose.text, why=dose.why, status=dose.status, sources=source_links(dose.sources)
    )


def all_cited(shown: object) -> tuple[Cited, ...]:
    """Return every number of a definition, named by what it is for, each once."""
    found = dict.fromkeys(
        cited(number, catalogue.say(f"numbers.{name}")) for name, number in numbers_of(shown)
    )
    return tuple(found)


def cited_numbers(shown: object) -> tuple[CitedNumber, ...]:
    """Return every number anywhere in a definition, in order, each once."""
    found = dict.fromkeys(
        CitedNumber(text=catalogue.counted(plain_number(number.value), number.unit), number=number)
        for _, number in numbers_of(shown)
    )
    return tuple(found)


def sources_named(ids: Iterable[str]) -> tuple[Source, ...]:
    """Return sources by their ids. Raises `UnknownIdError`."""
    return tuple(catalogue.source(name) for name in ids)
