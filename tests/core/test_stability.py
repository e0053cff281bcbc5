"""How sure: draws that are known, readings whose chance is known, and changes that really move."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, repeat
from math import sqrt
from statistics import fmean, pvariance
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers

from self_tests import stability as module
from self_tests.catalogue import line_table, self_test
from self_tests.lines import LineScorer, Values, completed, scorers, values_of
from self_tests.model import (
    SIDES,
    Difference,
    Line,
    LineItem,
    Measure,
    Measured,
    MeasureId,
    Number,
)
from self_tests.request import Score, read_request
from self_tests.rules import YesOrNo
from self_tests.scoring import MeasureResult, finding, side_difference
from self_tests.stability import BandChange, changes, noise_of, normal, of_100, splitmix, stability
from self_tests.visit import Visit, visit_of
from tests.support.requests import CLEAR
from tests.support.visits import SCORED, Answers, complete, confirmed, visits

TABLE = line_table()
MEASURES = {measure.id: measure for name in SCORED for measure in self_test(name).measures}


def result(name: str, error: float, *values: float) -> MeasureResult:
    """Return a measure's result for the values of its sides."""
    measure = MEASURES[MeasureId(name)]
    found = tuple(
        finding(measure, side, Measured(value, error), TABLE.bands)
        for side, value in zip(SIDES if measure.sided else (None,), values, strict=True)
    )
    return MeasureResult(
        measure=measure, findings=found, difference=side_difference(measure, found)
    )


def by_id(*results: MeasureResult) -> dict[MeasureId, MeasureResult]:
    """Return results by their measure."""
    return {each.measure.id: each for each in results}


# The generator


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        (
            1234567,
            [
                6457827717110365317,
                3203168211198807973,
                9817491932198370423,
                4593380528125082431,
                16408922859458223821,
            ],
        ),
        (0, [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]),
    ],
)
def test_published_numbers(seed: int, expected: list[int]) -> None:
    """The generator gives the numbers that its authors' program gives."""
    assert list(islice(splitmix(seed), len(expected))) == expected


def test_seed_beyond_64_bits() -> None:
    """A seed counts by its last 64 bits."""
    assert next(splitmix(2**64 + 5)) == next(splitmix(5))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (repeat(0), -6.0),
        (repeat(2**64 - 1), 12 * (1 - 2**-16) - 6),
        (iter([0x0004_0003_0002_0001, 0, 0]), 10 / 2**16 - 6),
        (iter([0, 0x0001_0000_0000_0000, 0x8000]), 1 / 2**16 + 0.5 - 6),
    ],
)
def test_one_draw(numbers: Iterator[int], expected: float) -> None:
    """A draw adds twelve sixteen-bit fractions, four out of each number, and takes 6 off."""
    assert normal(numbers) == expected


def test_many_draws() -> None:
    """Twenty thousand draws have a mean near 0 and a spread near 1."""
    numbers = splitmix(1)
    draws = [normal(numbers) for _ in range(20_000)]
    assert abs(fmean(draws)) < 0.02
    assert abs(pvariance(draws) - 1) < 0.03
    assert 0.66 < fmean(abs(draw) < 1 for draw in draws) < 0.70


# Readings whose chance is known


@pytest.mark.parametrize(
    ("reps", "stands_out", "expected"),
    [
        # Scores are .40 at 18.06 reps. One side alone decides when the other one is far above.
        # A second count lies 3 x 1.414 = 4.24 from the first one.
        (18.06 - 2 * 4.24, True, 97.7),
        (18.06 - 4.24, True, 84.1),
        (18.05, True, 50.0),
        (18.06 + 4.24, False, 84.1),
        (18.06 + 2 * 4.24, False, 97.7),
    ],
)
def test_known_chance(reps: float, stands_out: bool, expected: float) -> None:  # noqa: FBT001
    """A value so many errors from the border keeps its reading as often as tables say."""
    found = stability(TABLE, by_id(calf_without_bonus(reps)), seed=3)
    [calf] = found.lines
    assert calf.stands_out is stands_out
    assert abs(calf.stays - expected) <= 4


def calf_without_bonus(reps: float) -> MeasureResult:
    """Return heel raises whose one score is .40 at 18.06 reps, without a second side."""
    measure = MEASURES[MeasureId("heel-raise.reps")]
    found = (finding(measure, "left", Measured(reps, 3), TABLE.bands),)
    one_sided = Measure(
        **{
            **{name: getattr(measure, name) for name in Measure.__slots__},
            "sided": False,
            "difference": None,
        }
    )
    return MeasureResult(measure=one_sided, findings=found, difference=None)


def test_no_error_no_doubt() -> None:
    """An arch is counted as it was seen: without an error it stays what it is."""
    found = stability(TABLE, by_id(result("arch-check.arch", 0, 0, 1)), seed=1)
    assert [(line.line.id, line.stands_out, line.stays) for line in found.lines] == [
        ("foot", True, 100)
    ]
    # A foot may not lead, so nothing is first.
    assert (found.first, found.first_stays, found.rival) == (None, None, None)
    assert (found.too_close, found.lines[0].too_close) == (False, False)


def test_far_from_every_border() -> None:
    """The stiffest ankle and the strongest hip stay what they are, every time."""
    measured = by_id(
        result("knee-to-wall.distance", 0.7, 2, 2),
        result("squat-check.difference", 1.4, 8),
        result("hip-hold.seconds", 12, 200, 200),
    )
    found = stability(TABLE, measured, seed=9)
    assert [(line.line.id, line.stays) for line in found.lines] == [
        ("ankle-mobility", 100),
        ("hip", 100),
    ]
    assert found.first
    assert found.rival
    assert (found.first.id, found.first_stays, found.rival.id) == ("ankle-mobility", 100, "hip")
    assert found.too_close is False


def test_two_lines_that_read_the_same_are_too_close() -> None:
    """Two lines that read about the same are first about as often: too close to call."""
    measured = by_id(
        result("knee-to-wall.distance", 1, 8.8, 8.8), result("hip-hold.seconds", 12, 59, 59)
    )
    found = stability(TABLE, measured, seed=1)
    assert found.first_stays is not None
    assert 35 < found.first_stays < 60
    assert found.too_close is True


@pytest.mark.parametrize(("stays", "expected"), [(59, True), (60, False)])
def test_too_close_below_sixty(stays: int, expected: bool) -> None:  # noqa: FBT001
    """Under 60 of 100 is too close to call; 60 is not."""
    found = stability(TABLE, by_id(result("arch-check.arch", 0, 0, 1)), seed=1)
    made = type(found)(first=found.first, first_stays=stays, rival=found.first, lines=found.lines)
    assert made.too_close is expected


def test_nothing_stands_out_nothing_is_first() -> None:
    """Where no line stands out, none is called the first one."""
    measured = by_id(
        result("knee-to-wall.distance", 0.7, 13, 13), result("hip-hold.seconds", 12, 110, 110)
    )
    found = stability(TABLE, measured, seed=1)
    assert (found.first, found.first_stays, found.rival) == (None, None, None)
    assert [line.stands_out for line in found.lines] == [False, False]


def test_too_little_data_is_not_steady() -> None:
    """A step-down alone reads the hip; of the ankle it says nothing, so nothing can stay."""
    found = stability(TABLE, by_id(result("step-down.faults", 1, 6, 6)), seed=1)
    assert found.first
    assert [line.line.id for line in found.lines] == ["hip"]
    assert (found.first.id, found.first_stays) == ("hip", None)


def test_two_hundred_and_fifty_draws() -> None:
    """Every value is drawn 250 times; the same draws serve both sides, exchanged."""
    count = 0

    def counted(numbers: Iterator[int]) -> float:
        nonlocal count
        count += 1
        return normal(numbers)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "normal", counted)
        # No other test begins from this seed, so nothing of it is kept.
        stability(TABLE, by_id(result("knee-to-wall.distance", 1, 9, 9)), seed=250_250)
    assert count == 2 * 250


def test_draws_are_the_same_however_many_were_kept() -> None:
    """Few draws after many, and many after few, begin alike: a report hangs on no earlier one."""
    whole = noise_of(3, 40)
    assert (len(whole), noise_of(3, 10), noise_of(4, 40)[:0]) == (40, whole[:10], [])
    assert (noise_of(3, 10), noise_of(3, 60)[:40]) == (whole[:10], whole)


@pytest.mark.parametrize(
    ("count", "expected"), [(0, 0), (2, 0), (3, 1), (297, 59), (298, 60), (497, 99), (500, 100)]
)
def test_out_of_100(count: int, expected: int) -> None:
    """A count of 500 uses is rounded to a whole number out of 100."""
    assert of_100(count) == expected


def test_nothing_measured() -> None:
    """Without a measure there is nothing to be sure of."""
    found = stability(TABLE, {}, seed=1)
    assert (found.first, found.first_stays, found.rival, found.lines) == (None, None, None, ())
    assert changes(TABLE, {}) == ()


def measured_in(answers: Answers) -> dict[MeasureId, MeasureResult]:
    """Return what a clear visit measured."""
    return completed(visit({**CLEAR, **answers}).results)


MIDDLING = {
    **complete(SCORED, lambda options: options[len(options) // 3]),
    "squat-check.raised-done": "no-plates",
}


def test_the_same_numbers_for_ever() -> None:
    """One visit's certainty, number by number: what a reader saw once comes out again."""
    measured = measured_in(MIDDLING)
    found = stability(TABLE, measured, seed=11)
    assert [(line.line.id, line.stays) for line in found.lines] == PINNED_STAYS
    assert [
        (each.line.id, each.measure.id, each.by, each.to_value) for each in changes(TABLE, measured)
    ] == PINNED_CHANGES


PINNED_STAYS = [("ankle-mobility", 94), ("calf-capacity", 100), ("hip", 84), ("foot", 100)]
PINNED_CHANGES = [
    ("ankle-mobility", "knee-to-wall.distance", 1.0, 9.5),
    ("calf-capacity", "heel-raise.reps", 22.0, 18.0),
    ("hip", "step-down.faults", 3.0, 4.0),
    ("hip", "hip-hold.seconds", 150.0, 50.0),
]


def test_the_seed_matters_a_little() -> None:
    """Another seed draws other re-measurements, and the numbers move by no more than chance."""
    measured = measured_in(MIDDLING)
    stays = [
        tuple(line.stays for line in stability(TABLE, measured, seed).lines) for seed in range(8)
    ]
    assert len(set(stays)) > 1
    assert all(max(each) - min(each) <= 12 for each in zip(*stays, strict=True))


def drawn_plainly(
    measured: dict[MeasureId, MeasureResult], seed: int
) -> tuple[list[int], list[int]]:
    """Return how often each line leads and keeps its reading, each line scored from its values."""
    found = [scorer for scorer in scorers(TABLE, measured) if scorer.is_readable]
    values = values_of(measured)

    def read(values: Values) -> tuple[int | None, list[bool]]:
        scores = [scorer.score(values) for scorer in found]
        out = [one.stands_out(*each) for one, each in zip(found, scores, strict=True)]
        may = [i for i, one in enumerate(found) if out[i] and one.line.ceiling == "priority"]
        return max(may, key=lambda i: (scores[i][0], -i), default=None), out

    _, real = read(values)
    numbers = splitmix(seed)
    firsts, stays = [0] * len(found), [0] * len(found)
    for _ in range(250):
        noise = {name: [normal(numbers) for _ in values[name]] for name in sorted(values)}
        for turned in (False, True):
            again = {
                name: tuple(
                    value + spread * drawn
                    for value, spread, drawn in zip(
                        values[name],
                        [
                            0
                            if isinstance(one.measure.deficit, YesOrNo)
                            else round(each.measured.error * sqrt(2), 6)
                            for each in one.findings
                        ],
                        noise[name][::-1] if turned else noise[name],
                        strict=True,
                    )
                )
                for name, one in measured.items()
            }
            first, out = read(again)
            if first is not None:
                firsts[first] += 1
            stays = [n + (a == b) for n, a, b in zip(stays, out, real, strict=True)]
    return [of_100(count) for count in firsts], [of_100(count) for count in stays]


@settings(max_examples=25)
@given(visits(), integers(0, 2**32 - 1))
def test_what_is_worked_out_once_is_what_each_line_works_out(answers: Answers, seed: int) -> None:
    """The quick way gives the numbers of the plain one, in which every line scores its values."""
    measured = measured_in(answers)
    found = stability(TABLE, measured, seed)
    firsts, stays = drawn_plainly(measured, seed)
    assert [line.stays for line in found.lines] == stays
    if found.first_stays is not None:
        lines = [line.line for line in found.lines]
        assert found.first
        assert found.rival
        assert found.first_stays == firsts[lines.index(found.first)]
        others = [
            firsts[i]
            for i, line in enumerate(lines)
            if line.ceiling == "priority" and line != found.first
        ]
        assert firsts[lines.index(found.rival)] == max(others)


def test_a_bonus_counts_for_the_line_that_has_it() -> None:
    """A measure that two lines share raises the one whose item says so, and not the other."""
    shared = result("step-down.faults", 1, 2, 2)
    bonus = replace(shared.measure, difference=Difference())
    measured = {bonus.id: replace(shared, measure=bonus)}
    weight = Number(value=1, status="our choice")
    one = LineItem(measure=bonus.id, weight=weight)
    lines = tuple(
        Line(id=name, title=name, short=name, meaning="", items=(item,))
        for name, item in (("with", replace(one, bonus=True)), ("without", one))
    )
    table = replace(TABLE, lines=lines)
    found = {line.line.id: line for line in stability(table, measured, seed=1).lines}
    alone = {
        line.id: stability(replace(table, lines=(line,)), measured, seed=1).lines[0]
        for line in lines
    }
    assert found == alone
    assert found["with"].stays != found["without"].stays


# What would change it


def visit(answers: Answers) -> Visit:
    """Return a visit that stands for scoring."""
    request = {"do": "score", "version": 1, "answers": answers, "confirmed": confirmed()}
    found = visit_of(read_request(request, {"score": Score}))
    assert isinstance(found, Visit)
    return found


def band_after(measured: dict[MeasureId, MeasureResult], change: BandChange, steps: int) -> str:
    """Return the band of a change's line after the worse side moved by some steps."""
    one = measured[change.measure.id]
    sides = [found.measured.value for found in one.findings]
    worst = min(sides) if one.measure.low_is_bad else max(sides)
    grows = one.measure.low_is_bad == change.better
    target = round(worst + (steps if grows else -steps) * one.measure.step.value, 1)
    if change.better:
        moved = [max(v, target) if one.measure.low_is_bad else min(v, target) for v in sides]
    else:
        moved = [target if v == worst else v for v in sides]
    values = {**values_of(measured), one.measure.id: tuple(moved)}
    scorer = next(each for each in scorers(TABLE, measured) if each.line == change.line)
    return scorer.read(values).band


BANDS = ("priority", "maybe", "no clear limit")


@settings(max_examples=60)
@given(visits())
def test_every_change_moves_and_a_step_less_does_not(answers: Answers) -> None:
    """The step that is named moves the line to the band that is named; one less moves nothing."""
    measured = completed(visit(answers).results)
    for change in changes(TABLE, measured):
        steps = round(change.by / change.measure.step.value)
        now = band_after(measured, change, 0)
        then = band_after(measured, change, steps)
        assert then == change.band
        assert (BANDS.index(then) > BANDS.index(now)) is change.better
        assert change.better is (now != "no clear limit")
        before = band_after(measured, change, steps - 1)
        assert (BANDS.index(before) > BANDS.index(now)) is (change.better and before != now)
        assert before == now or (BANDS.index(before) > BANDS.index(now)) is not change.better
        assert change.measure.lowest <= change.to_value <= change.measure.highest


@settings(max_examples=60)
@given(visits())
def test_a_measure_without_a_change_cannot_move_its_line(answers: Answers) -> None:
    """Where no change is named, not even the end of the scale moves the line."""
    measured = completed(visit(answers).results)
    named = {(change.line.id, change.measure.id) for change in changes(TABLE, measured)}
    for scorer in scorers(TABLE, measured):
        now = scorer.read(values_of(measured)).band
        if now == "not enough data":
            continue
        for name in scorer.measures:
            one = measured[name]
            if (scorer.line.id, name) in named or isinstance(one.measure.deficit, YesOrNo):
                continue
            better = now != "no clear limit"
            end = one.measure.highest if one.measure.low_is_bad == better else one.measure.lowest
            sides = [found.measured.value for found in one.findings]
            worst = min(sides) if one.measure.low_is_bad else max(sides)
            moved = [end if better or v == worst else v for v in sides]
            then = scorer.read({**values_of(measured), name: tuple(moved)}).band
            assert then == now or (BANDS.index(then) > BANDS.index(now)) is not better


@settings(max_examples=30)
@given(visits())
def test_at_most_two_hundred_scorings(answers: Answers) -> None:
    """The search for changes scores 200 times at the most, whatever was measured."""
    measured = completed(visit(answers).results)
    count = 0
    read = LineScorer.read

    def counted(self: LineScorer, values: Any) -> Any:  # noqa: ANN401 - as the method it stands for
        nonlocal count
        count += 1
        return read(self, values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LineScorer, "read", counted)
        changes(TABLE, measured)
    assert count <= 200


def named(*results: MeasureResult) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Return every change by line and measure."""
    return {
        (change.line.id, change.measure.id): (
            change.by,
            change.to_value,
            change.sides,
            change.band,
            change.better,
        )
        for change in changes(TABLE, by_id(*results))
    }


def test_a_change_for_the_better() -> None:
    """6 and 11 cm alone: the left side has to gain 4 cm; the smaller difference counts too."""
    found = named(result("knee-to-wall.distance", 1, 6, 11))
    assert found == {
        ("ankle-mobility", "knee-to-wall.distance"): (4.0, 10.0, ("left",), "no clear limit", True)
    }


def test_a_change_for_the_better_on_both_sides() -> None:
    """A side that is worse than the target has to come along."""
    found = named(result("knee-to-wall.distance", 1, 6, 7))
    [(by, target, sides, _, _)] = found.values()
    assert (by, target, sides) == (3.5, 9.5, ("left", "right"))


def test_a_change_for_the_worse() -> None:
    """12 and 14 cm alone: how far the worse side could fall before the line reads maybe."""
    found = named(result("knee-to-wall.distance", 1, 12, 14))
    [(by, target, sides, band, better)] = found.values()
    assert (by, target, sides, band, better) == (2.0, 10.0, ("left",), "maybe", False)


def test_equal_sides_fall_together() -> None:
    """Two equal sides fall together on the way to a worse band."""
    found = named(result("knee-to-wall.distance", 1, 12, 12))
    [(_, _, sides, band, _)] = found.values()
    assert (sides, band) == (("left", "right"), "maybe")


def test_high_is_bad() -> None:
    """Six faults on the right have to become fewer; faults are counted in whole points."""
    found = named(result("step-down.faults", 1, 1, 6))
    [(by, target, sides, band, better)] = found.values()
    assert (by, target, sides, band, better) == (4.0, 2.0, ("right",), "no clear limit", True)


def test_a_sign_has_no_step() -> None:
    """An arch is yes or no, so there is no smallest step of it."""
    assert named(result("arch-check.arch", 0, 1, 1)) == {}


def test_too_little_data_has_no_change() -> None:
    """A line that reads nothing has no other band to move to."""
    assert named(result("squat-check.difference", 1.4, 8)) == {}


def test_the_end_of_the_scale() -> None:
    """A best value has no better one: with 0 faults and long holds nothing is left to gain."""
    found = named(result("step-down.faults", 1, 0, 0), result("hip-hold.seconds", 12, 600, 600))
    assert {band for *_, band, _ in found.values()} <= {"maybe"}
