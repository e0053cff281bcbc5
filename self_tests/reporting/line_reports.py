"""What each line of a report reads, in finished sentences, and the results shown with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from self_tests.catalogue import counted, question, say, self_test, self_test_ids
from self_tests.first_thing import FirstThing
from self_tests.lines import LineResult
from self_tests.load_line import LoadResult
from self_tests.model import (
    Answers,
    Band,
    Line,
    LineItem,
    LoadSign,
    MeasureId,
    Place,
    owner_of,
)
from self_tests.ranked_lines import are_equal, outstanding
from self_tests.reporting.shapes import DecidedReport, LineReport, LineState, MissingSelfTest
from self_tests.reporting.units import band_text, load_band_text, shown_value
from self_tests.scoring import SelfTestResult, has_norms

PLACED: Mapping[Place, LineState] = MappingProxyType({"first": "first", "too close": "close"})
STATES: Mapping[Band, LineState] = MappingProxyType(
    {"priority": "work", "maybe": "work", "no clear limit": "clear", "not enough data": "open"}
)


def line_reports(
    results: Sequence[SelfTestResult],
    load: LoadResult | None,
    ranked: Sequence[LineResult],
    first: FirstThing,
    answers: Answers,
) -> Iterator[LineReport]:
    """Yield knee and load by itself, then the ranked lines, the highest first."""
    loads = (load.line,) if load else ()
    shown = measures_by_line(results, (*loads, *(found.line for found in ranked)))
    if load:
        measures = shown[load.line.id]
        yield _load(load, measures, _decided(load, measures, results))
    for found in ranked:
        equal = [
            other.line.title.lower()
            for other in outstanding(ranked)
            if other is not found and are_equal(found, other)
            # The line to start with is never called about equal with the next one.
            if first.line not in (found, other)
        ]
        yield _line(found, equal, first, shown[found.line.id], answers)


def measures_by_line(
    results: Iterable[SelfTestResult], lines: Sequence[Line]
) -> dict[str, tuple[str, ...]]:
    """Return, per line, the results that are shown with it: each result once.

    A result is shown with the line in which it weighs most; one without weight in any line is shown
    with the line whose answers come from the same self-test, if there is one.
    """
    measured = [each.measure.id for test in results for each in test.measures]
    weights: dict[str, dict[str, float]] = {name: {} for name in measured}
    for line in lines:
        for item in line.items:
            if item.measure in weights:
                weights[item.measure][line.id] = item.weight.value
    shown: dict[str, list[str]] = {line.id: [] for line in lines}
    for name in sorted(measured, key=lambda name: -max(weights[name].values(), default=0)):
        if weights[name]:
            shown[max(weights[name], key=weights[name].__getitem__)].append(name)
        else:
            for line in lines:
                if line.load and owner_of(name) in map(owner_of, line.load.discomfort[:1]):
                    shown[line.id].append(name)
    return {name: tuple(measures) for name, measures in shown.items()}


def _decided(
    found: LoadResult, shown: Sequence[str], results: Iterable[SelfTestResult]
) -> DecidedReport | None:
    """Return what decided knee and load, unless the first number that is shown says it already."""
    table, decided = found.line.load, found.decided
    if table is None or decided is None:
        return None
    measured = {each.measure.id: each for test in results for each in test.measures}
    if isinstance(decided, LoadSign):
        worst = measured[decided.measure].worst if decided.measure else None
        if worst is None:
            return DecidedReport(text="", label=decided.text)
        measure = measured[decided.measure].measure
        return DecidedReport(
            text=shown_value(worst.measured.value, measure, "cm"), label=measure.text
        )
    first = measured[MeasureId(shown[0])].measure if shown else None
    if first and decided in first.reading.questions:
        return None
    text = say("report.value", number=found.discomfort, unit=table.amber_from.unit)
    return DecidedReport(text=text, label=question(decided).noun)


def _load(
    found: LoadResult, measures: tuple[str, ...], decided: DecidedReport | None
) -> LineReport:
    band = load_band_text(found.band)
    state: LineState = "clear" if found.band == "no clear limit" else "work"
    if found.changed:
        state = "jumped"
    key = "report.load-changed" if found.changed else "report.load-steady"
    return LineReport(
        line=found.line.id,
        title=found.line.title,
        state=state,
        state_text=say(f"states.{state}"),
        measures=measures,
        decided=decided,
        band=found.band,
        band_text=band,
        place="first" if found.band == "priority" else "",
        sentence=" ".join(
            (
                say(key, title=found.line.title, band=band, discomfort=found.discomfort),
                *(sign.text for sign in found.signs),
            )
        ),
        score=None,
        error=None,
        completeness=None,
        missing=(),
    )


def _line(
    found: LineResult,
    equal: list[str],
    first: FirstThing,
    measures: tuple[str, ...],
    answers: Answers,
) -> LineReport:
    is_unsure = found.line.id in first.unsure
    place = first.place(found)
    state: LineState = PLACED.get(place) or STATES[found.scored.band]
    missing = tuple(missing_self_tests(found, answers))
    sentences = [
        say(
            "report.line",
            title=found.line.title,
            band=say("report.too-close") if is_unsure else _band_text(found.scored.band, place),
            basis=_basis(found, answers),
        )
    ]
    if found.sides_differ and not is_unsure:
        sentences.append(say("report.differ-only"))
    if equal and found in outstanding((found,)):
        sentences.append(say("report.equal", other=equal[0]))
    if missing:
        sentences.append(
            say(
                "report.firm",
                self_test=missing[0]["title"].lower(),
                minutes=counted(missing[0]["minutes"], "minutes"),
            )
        )
    return LineReport(
        line=found.line.id,
        title=found.line.title,
        state=state,
        state_text=say(f"states.{state}"),
        measures=measures,
        decided=None,
        band=found.scored.band,
        band_text=say("report.too-close") if is_unsure else band_text(found.scored.band),
        place=place,
        sentence=" ".join(sentences),
        score=found.scored.score,
        error=found.scored.error,
        completeness=found.scored.completeness,
        missing=missing,
    )


def _band_text(band: Band, place: Place) -> str:
    """Return a line's band, or what it is beside the first thing: that it comes next, or also."""
    if place in ("next", "also"):
        return say(f"placed-bands.{place}-{band.replace(' ', '-')}")
    return band_text(band)


def _basis(found: LineResult, answers: Answers) -> str:
    """Return how many of a line's tests were done, of those that can count for this reader."""
    counting = [item for item in found.line.items if _may_count(item, answers)]
    done = sum(item not in found.missing for item in counting)
    if len(counting) > 1:
        return say("report.basis", done=done, all=len(counting))
    if len(found.line.items) > 1:
        return say("report.basis-norms")
    return say("report.basis-only")


def _may_count(item: LineItem, answers: Answers) -> bool:
    """Return whether a measure counts in a line for this reader, as far as this edition has it."""
    owner = owner_of(item.measure)
    return owner not in self_test_ids() or any(
        measure.id == item.measure and has_norms(measure, answers)
        for measure in self_test(owner).measures
    )


def missing_self_tests(found: LineResult, answers: Answers) -> Iterator[MissingSelfTest]:
    """Yield the self-tests that a line lacks and that can count for the reader, heaviest first."""
    for item in found.missing:
        name = owner_of(item.measure)
        if name in self_test_ids() and _may_count(item, answers):
            definition = self_test(name)
            yield MissingSelfTest(
                self_test=name, title=definition.title, minutes=definition.minutes
            )
