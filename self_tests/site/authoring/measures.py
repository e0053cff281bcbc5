"""Whether a measure fits the questions it reads: their kinds, ends, tiers and readers."""

from collections.abc import Iterable, Iterator

from self_tests import catalogue
from self_tests.answering import questions_of
from self_tests.model import Measure, Norms, NoteFor, Question, QuestionId, Reading, SelfTest
from self_tests.rules import (
    Count,
    FlatMinusRaised,
    LargestOfTrials,
    MeanOfTrials,
    SumOfPoints,
    YesNoAnswer,
)
from self_tests.scoring import tier_of
from self_tests.site.authoring.problems import Wrong
from self_tests.wording import nearest, plain_number

READ_FROM = {
    MeanOfTrials: frozenset({"length"}),
    LargestOfTrials: frozenset({"length", "whole-number"}),
    Count: frozenset({"whole-number", "scale"}),
    SumOfPoints: frozenset({"choice"}),
    FlatMinusRaised: frozenset({"choice"}),
    YesNoAnswer: frozenset({"choice"}),
}
"""Which kinds of question each kind of reading can read."""


def problems_of_measure(measure: Measure, owner: SelfTest) -> Iterator[Wrong]:
    """Yield what is wrong with a measure of the self-test `owner`.

    Places are keys inside the measure. Its ends and tiers are checked only if its reading can read
    the questions.
    """
    asked = {question.id: question for question in questions_of(owner.screens)}
    wrong = list(_read_from(measure, asked))
    yield from wrong
    yield from _readers(measure, owner)
    if ("{side}" in measure.sentence) != measure.sided:
        yield (
            "sentence",
            f"“{measure.sentence}” does not fit sided = {'true' if measure.sided else 'false'}.",
            "Name the side with {side}." if measure.sided else "Leave {side} out: there is none.",
        )
    if wrong:
        return
    ends = ends_of(measure.reading, asked)
    for key, end in zip(("lowest", "highest"), ends, strict=True):
        if getattr(measure, key) != end:
            yield (
                key,
                f"{plain_number(getattr(measure, key))} is not where the questions end.",
                f"Write {plain_number(end)}.",
            )
            return
    yield from _tiers(measure)


def _readers(measure: Measure, owner: SelfTest) -> Iterator[Wrong]:
    """Yield what is wrong with the readers to whom norms and notes apply."""
    screens = (*owner.screens, *catalogue.safety_check().screens)
    asked = {question.id: question for question in questions_of(screens) if not question.sided}
    conditions: list[tuple[str, Norms | NoteFor]] = [
        (f"notes-for[{number}]", note) for number, note in enumerate(measure.notes_for, 1)
    ]
    if measure.norms:
        conditions.append(("norms", measure.norms))
        if not measure.tiers:
            yield "norms", "there are no tiers for them.", "Add tiers, or take the norms out."
    for place, found in conditions:
        if found.question not in asked:
            yield (
                f"{place}.question",
                f'no question "{found.question}" is asked once here or in the safety check.',
                nearest(found.question, asked),
            )
            continue
        names = [option.id for option in asked[found.question].options]
        for name in found.is_one_of:
            if name not in names:
                yield (
                    f"{place}.is-one-of",
                    f'"{found.question}" has no option "{name}".',
                    nearest(name, names),
                )


def _read_from(measure: Measure, asked: dict[QuestionId, Question]) -> Iterator[Wrong]:
    able = READ_FROM[type(measure.reading)]
    for name in measure.reading.questions:
        question = asked.get(name)
        if question is None:
            yield "reading", f'"{name}" is not asked here.', nearest(name, asked)
        elif question.kind not in able:
            kinds = ", ".join(sorted(able))
            yield (
                "reading",
                f'"{name}" is a {question.kind}, and this kind of reading reads {kinds}.',
                "Choose another kind of reading, or ask in another way.",
            )
        elif question.sided != measure.sided:
            yield "reading", f'"{name}" is not asked on the same sides.', "Make both sided alike."
        else:
            yield from _rated(measure.reading, question)


def _rated(reading: Reading, question: Question) -> Iterator[Wrong]:
    ids = {option.id for option in question.options}
    if isinstance(reading, YesNoAnswer) and not {"yes", "no"} <= ids:
        yield "reading", f'"{question.id}" has no options yes and no.', "Call its options so."
    if isinstance(reading, SumOfPoints | FlatMinusRaised):
        if any(option.points is None for option in question.options):
            yield "reading", f'the options of "{question.id}" have no points.', "Add points."
    elif isinstance(reading, YesNoAnswer):
        return
    elif not (question.least and question.most):
        yield "reading", f'"{question.id}" has no limits.', "Add its least and most."


def ends_of(reading: Reading, asked: dict[QuestionId, Question]) -> tuple[float, float]:
    """Return the lowest and the highest value that the questions of a reading accept."""
    if isinstance(reading, YesNoAnswer):
        return 0, 1
    if isinstance(reading, SumOfPoints):
        return _span(reading.rated, asked)
    if isinstance(reading, FlatMinusRaised):
        (flat_least, flat_most), (least, most) = (
            _span(reading.flat, asked),
            _span(reading.raised, asked),
        )
        return flat_least - most, flat_most - least
    (question,) = (asked[name] for name in reading.questions)
    assert question.least  # noqa: S101 - _rated has looked
    assert question.most  # noqa: S101 - _rated has looked
    return question.least.value, question.most.value


def _span(names: Iterable[QuestionId], asked: dict[QuestionId, Question]) -> tuple[int, int]:
    """Return the least and the most points of some questions."""
    points = [[option.points or 0 for option in asked[name].options] for name in names]
    return sum(map(min, points)), sum(map(max, points))


def _tiers(measure: Measure) -> Iterator[Wrong]:
    for number, tier in enumerate(measure.tiers[:-1], 1):
        if not tier.limit:
            yield (
                f"tiers[{number}].limit",
                "missing.",
                "Every tier has one but the last, which takes what is left.",
            )
            return
    if measure.tiers and measure.tiers[-1].limit:
        yield (
            f"tiers[{len(measure.tiers)}].limit",
            "the last tier has a limit, so some values have no tier.",
            "Take it out.",
        )
        return
    steps = round((measure.highest - measure.lowest) / measure.step.value)
    grid = (measure.lowest + step * measure.step.value for step in range(steps + 1))
    reached = {found.id for value in grid if (found := tier_of(measure, value))}
    for number, tier in enumerate(measure.tiers, 1):
        if tier.id not in reached:
            yield (
                f"tiers[{number}]",
                f'nobody can read "{tier.id}".',
                "Tiers stand best first, and each limit leaves the next one something.",
            )
