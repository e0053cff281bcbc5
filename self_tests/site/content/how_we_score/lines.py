"""The lines, the borders they share, and how they are ranked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from self_tests import catalogue
from self_tests.model import Line, LoadSign, LoadTable
from self_tests.reporting.units import band_text, load_band_text
from self_tests.site.content.citations import Cited, cited, numbers_of
from self_tests.site.content.drill_rows import capitalized, discomfort_borders
from self_tests.site.content.edition import measure_of, self_test_of
from self_tests.site.content.links import source_links
from self_tests.site.content.words import say_page
from self_tests.wording import listed, plain_number


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """One row of a decision: a case, and what it reads as."""

    when: str
    reads: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """A line with the weights of its items, or with its table of cases."""

    line: Line
    items: tuple[Cited, ...]
    ceiling: str
    cases: tuple[DecisionRow, ...]
    numbers: tuple[Cited, ...]


def lines_part() -> Mapping[str, object]:
    """Return the lines with their weights, the borders they share, and how they are ranked."""
    table = catalogue.line_table()
    bands = table.bands
    percent = {
        name: f"{plain_number(number.value * 100)} %"
        for name, number in (
            ("enough", bands.enough_data),
            ("completeness", bands.priority_completeness),
            ("share", bands.bonus_share),
        )
    }
    shown = {
        "priority": plain_number(bands.priority.value, 2),
        "maybe": plain_number(bands.maybe.value, 2),
        "floor": plain_number(bands.priority_floor.value, 2),
        "needs": plain_number(bands.bonus_needs.value, 2),
        "self_tests": plain_number(bands.priority_self_tests.value),
    }
    return {
        "lines": tuple(_shown_line(line) for line in table.lines if is_shown(line)),
        "bands": (
            say_page("band-priority", band=band_text("priority"), **shown, **percent),
            say_page("band-maybe", band=band_text("maybe"), **shown),
            say_page("band-none", band=band_text("no clear limit"), **shown),
            say_page("band-enough", band=band_text("not enough data"), **percent),
            say_page("bonus", **percent),
            say_page(
                "capped",
                band=band_text("maybe"),
                most=plain_number(bands.capped_rank.value, 2),
            ),
            say_page(
                "close",
                least=plain_number(bands.close_above.value * 100),
                most=plain_number(bands.close_below.value * 100),
            ),
        ),
        "numbers": tuple(
            dict.fromkeys(cited(number) for _, number in numbers_of(bands)),
        ),
    }


def is_shown(line: Line) -> bool:
    """Return whether a self-test of this edition counts in a line."""
    read = [item.measure for item in line.items] + ([line.load.changes] if line.load else [])
    return any(map(catalogue.is_here, read))


def _shown_line(line: Line) -> ShownLine:
    return ShownLine(
        line=line,
        items=tuple(
            Cited(
                text=say_page(
                    "item",
                    measure=self_test_of(item.measure).title,
                    weight=plain_number(item.weight.value),
                    all=plain_number(line_weight(line)),
                )
                + (f". {say_page('item-bonus')}" if item.bonus else ""),
                why=item.weight.why,
                status=item.weight.status,
                sources=source_links(item.weight.sources),
            )
            for item in line.items
            if catalogue.is_here(item.measure)
        ),
        ceiling=""
        if line.ceiling == "priority"
        else say_page("ceiling", band=band_text(line.ceiling)),
        cases=tuple(load_cases(line.load)) if line.load else (),
        numbers=(cited(line.load.amber_from),) if line.load else (),
    )


def load_cases(load: LoadTable) -> Iterator[DecisionRow]:
    """Yield what discomfort and a change of load read as together."""
    amber, red = discomfort_borders(load)
    calm_ends = {"least": 0, "most": amber - 1}
    amber_ends = {"least": amber, "most": red - 1}
    for key, ends, band in (
        ("load-steady", calm_ends, load.calm),
        ("load-changed", calm_ends, load.calm_changed),
        ("load-steady", amber_ends, load.amber),
        ("load-changed", amber_ends, load.amber_changed),
    ):
        yield DecisionRow(when=say_page(key, **ends), reads=load_band_text(band))
    for sign in filter(_is_asked, load.signs):
        means = "load-sign-much" if sign.worth_assessment else "load-sign-means"
        yield DecisionRow(when=_sign(sign), reads=say_page(means, **amber_ends))
    yield DecisionRow(when=say_page("load-red", least=red), reads=say_page("load-red-means"))


def _is_asked(sign: LoadSign) -> bool:
    """Return whether this edition has the self-test that a sign is read from."""
    return catalogue.is_here(sign.question or sign.measure)


def _sign(sign: LoadSign) -> str:
    """Return what a sign is: the answers in the reader's words, or what a measure reaches."""
    if sign.at_least:
        measure = measure_of(sign.measure)
        return say_page(
            "load-sign-measure",
            measure=capitalized(measure.text),
            least=plain_number(sign.at_least.value),
            unit=measure.unit,
        )
    options = catalogue.question(sign.question).options
    return listed(
        (
            say_page("load-sign-answer", answer=option.text)
            for option in options
            if option.id in sign.is_one_of
        ),
        catalogue.say("messages.or"),
    )


def line_weight(line: Line) -> float:
    """Return the weight of all items of a line together."""
    return sum(item.weight.value for item in line.items)
