"""The kinds of facts that rows of the plan may ask about, each alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from self_tests.catalogue import line_table
from self_tests.model import (
    Answers,
    Fact,
    LoadSign,
    LoadTable,
    MeasureId,
    Number,
    Points,
    QuestionId,
    Side,
)
from self_tests.rules import (
    FACTS,
    Answer,
    AnyBut,
    AtLeast,
    Difference,
    LargestDeficit,
    SumAtLeast,
    WorseSide,
    WorstOf,
)

WHERE, PAIN, OTHER = QuestionId("made.where"), QuestionId("made.pain"), QuestionId("made.other")
REACH, HOLD = MeasureId("reach.cm"), MeasureId("hold.seconds")
LOAD = next(line for line in line_table().lines if line.load)


@dataclass(frozen=True)
class Shown:
    """A made visit."""

    answers: Answers = field(default_factory=dict)
    values: Mapping[MeasureId, float] = field(default_factory=dict)
    worse: tuple[Side | None, ...] = ()
    points: Points = field(default_factory=dict)

    def worst(self, measure: MeasureId) -> float | None:
        """Return the made value."""
        return self.values.get(measure)

    def worse_sides(self, measure: MeasureId) -> tuple[Side | None, ...]:
        """Return the made sides."""
        return self.worse if measure in self.values else ()

    def deficit(self, measure: MeasureId) -> float | None:
        """Return the made value as a deficit."""
        return self.values.get(measure)

    def signs(self, line: str) -> tuple[LoadSign, ...]:
        """Return no sign."""
        assert line == LOAD.id
        return ()

    def load(self, line: str) -> LoadTable:
        """Return the table of the one line that has one."""
        assert (line, LOAD.load is not None) == (LOAD.id, True)
        assert LOAD.load
        return LOAD.load


def border(value: float) -> Number:
    """Return a number of ours."""
    return Number(value=value, status="our choice")


def felt(left: str, right: str) -> Answers:
    """Return the answers of a sided question."""
    return {f"{WHERE}.left": left, f"{WHERE}.right": right}


ANSWER = Answer(id="made", question=WHERE)
SIDE = WorseSide(id="made", question=WHERE, measure=REACH, first=("sharp",))
LARGEST = LargestDeficit(id="made", measures=(REACH, HOLD))
WORST = WorstOf(id="made", line=LOAD.id, questions=(PAIN,), yes="amber", no="calm")
REPS = AtLeast(id="made", measure=REACH, at_least=border(8))
OPEN = AtLeast(id="made", measure=REACH, at_least=border(8), unknown="open")
SCALE = AtLeast(id="made", question=PAIN, at_least=border(8))
BUT = AnyBut(id="made", question=WHERE, but="none")
SUM = SumAtLeast(id="made", questions=(WHERE, OTHER), at_least=border(3))
APART = Difference(id="made", question=PAIN, minus=OTHER, at_least=border(2))
POINTS: Points = {WHERE: {"a": 0, "b": 2}, OTHER: {"a": 0, "b": 1}}
AMBER = int(LOAD.load.amber_from.value) if LOAD.load else 0
OF_THE_LINE = LOAD.load.discomfort[0] if LOAD.load else PAIN


@pytest.mark.parametrize(
    ("fact", "seen", "expected"),
    [
        (ANSWER, Shown({WHERE: "kneecap"}), "kneecap"),
        (ANSWER, Shown(), None),
        (SIDE, Shown(felt("calf", "front"), {REACH: 5}, ("left",)), "calf"),
        (SIDE, Shown(felt("calf", "front"), {REACH: 5}, ("right",)), "front"),
        (SIDE, Shown(felt("calf", "front"), {REACH: 5}, ("left", "right")), None),
        (SIDE, Shown(felt("calf", "calf"), {REACH: 5}, ("left", "right")), "calf"),
        (SIDE, Shown(felt("calf", "sharp"), {REACH: 5}, ("left",)), "sharp"),
        (SIDE, Shown(felt("sharp", "calf"), {REACH: 5}, ("left", "right")), "sharp"),
        (SIDE, Shown(felt("sharp", "calf")), None),
        (SIDE, Shown({}, {REACH: 5}, ("left",)), None),
        (LARGEST, Shown(values={REACH: 0.2, HOLD: 0.4}), "hold"),
        (LARGEST, Shown(values={REACH: 0.4, HOLD: 0.2}), "reach"),
        (LARGEST, Shown(values={REACH: 0.4, HOLD: 0.4}), "reach"),
        (LARGEST, Shown(values={HOLD: 0.0}), "hold"),
        (LARGEST, Shown(), None),
        (BUT, Shown({WHERE: ("none",)}), "no"),
        (BUT, Shown({WHERE: ("calf",)}), "yes"),
        (BUT, Shown({WHERE: ("calf", "none")}), "yes"),
        (BUT, Shown(), None),
        (WORST, Shown({PAIN: AMBER}), "amber"),
        (WORST, Shown({PAIN: AMBER - 1}), "calm"),
        (WORST, Shown({PAIN: 0, OF_THE_LINE: AMBER}), "amber"),
        (WORST, Shown({PAIN: AMBER, OF_THE_LINE: 0}), "amber"),
        (WORST, Shown(), None),
        (REPS, Shown(values={REACH: 8}), "yes"),
        (REPS, Shown(values={REACH: 7.9}), "no"),
        (REPS, Shown(values={HOLD: 9}), None),
        (OPEN, Shown(values={HOLD: 9}), "open"),
        (OPEN, Shown(values={REACH: 7}), "no"),
        (SCALE, Shown({PAIN: 8}), "yes"),
        (SCALE, Shown({PAIN: 7}), "no"),
        (SCALE, Shown({OTHER: 9}), None),
        (SUM, Shown({WHERE: "b", OTHER: "b"}, points=POINTS), "yes"),
        (SUM, Shown({WHERE: "b", OTHER: "a"}, points=POINTS), "no"),
        (SUM, Shown({WHERE: "b"}, points=POINTS), None),
        (SUM, Shown({WHERE: "b", OTHER: "c"}, points=POINTS), None),
        (APART, Shown({PAIN: 5, OTHER: 3}), "yes"),
        (APART, Shown({PAIN: 5, OTHER: 4}), "no"),
        (APART, Shown({PAIN: 3, OTHER: 5}), "no"),
        (APART, Shown({PAIN: 5}), None),
        (APART, Shown({OTHER: 5}), None),
    ],
)
def test_a_fact(fact: Fact, seen: Shown, expected: str | None) -> None:
    """A fact has the value that its kind reads, and none while that is not known."""
    assert fact.of(seen) == expected


def test_every_kind_is_looked_at_here() -> None:
    """The test above leaves no kind out."""
    made = (ANSWER, BUT, SIDE, LARGEST, WORST, REPS, SUM, APART)
    assert {type(each) for each in made} == set(FACTS.values())


@pytest.mark.parametrize(
    ("fact", "questions", "measures"),
    [
        (ANSWER, (WHERE,), ()),
        (BUT, (WHERE,), ()),
        (SIDE, (WHERE,), (REACH,)),
        (LARGEST, (), (REACH, HOLD)),
        (WORST, (PAIN,), ()),
        (REPS, (), (REACH,)),
        (SCALE, (PAIN,), ()),
        (SUM, (WHERE, OTHER), ()),
        (APART, (PAIN, OTHER), ()),
    ],
)
def test_a_fact_names_what_it_looks_at(
    fact: Fact, questions: tuple[QuestionId, ...], measures: tuple[MeasureId, ...]
) -> None:
    """Each fact names its questions and measures, so that `check` can hold them against what is."""
    assert (fact.questions, fact.measures) == (questions, measures)
