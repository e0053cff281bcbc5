"""Self-tests made for tests, and checked answers to any self-tests."""

from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from self_tests.answering import Raw, check, is_asked, questions_of, sides_of
from self_tests.catalogue import self_test, self_test_ids
from self_tests.definition_reader import read
from self_tests.model import Answers, Question, QuestionId, SelfTest
from self_tests.rules.readings import field_id


def number(value: float, **others: object) -> dict[str, object]:
    """Return a number as a definition writes it."""
    return {"value": value, "status": "our choice", **others}


def definition(name: str, questions: Sequence[dict[str, Any]], **others: object) -> SelfTest:
    """Return a self-test with these questions on one screen."""
    table = {
        "id": name,
        "version": 1,
        "title": name.capitalize(),
        "standard-name": name,
        "chain": "made",
        "summary": "A self-test for tests.",
        "minutes": 1,
        "stop": "Stop.",
        "not-known": "Everything.",
        "screens": [{"id": "one", "title": "One", "questions": list(questions)}],
        **others,
    }
    return read(SelfTest, table, "made", owner=name, shared=_shared)


def _shared(name: QuestionId) -> Question:
    return {q.id: q for q in questions_of(REACH.screens)}[name]


def options(*names: str, **others: object) -> list[dict[str, object]]:
    """Return plain options."""
    return [{"id": name, "text": name, **others} for name in names]


STOPPED = {"question": "stopped", "is-one-of": ["yes"]}

REACH = definition(
    "reach",
    [
        {
            "id": "stopped",
            "kind": "choices",
            "text": "Stopped?",
            "sided": True,
            "optional": True,
            "options": options("yes"),
        },
        {
            "id": "distance",
            "kind": "length",
            "text": "How far?",
            "noun": "distance",
            "if-empty": "Enter the distance for your {side} leg",
            "sided": True,
            "trials": 3,
            "unit": "cm",
            "least": number(0),
            "most": number(25),
            "unusual-below": number(3),
            "apart": number(2),
            "hide-when": STOPPED,
        },
        {
            "id": "heel",
            "kind": "choice",
            "text": "Heel down?",
            "if-empty": "Say whether your {side} heel stayed down",
            "sided": True,
            "options": [
                *options("down"),
                *options("lifted", refused="Your {side} heel lifted"),
                *options("not-sure"),
            ],
            "hide-when": STOPPED,
        },
    ],
)
LOAD = definition(
    "load",
    [
        {
            "id": "changes",
            "kind": "choices",
            "text": "What changed?",
            "if-empty": "Choose what changed",
            "options": [*options("more", "new"), *options("none", alone=True)],
        },
        {
            "id": "which",
            "kind": "choice",
            "text": "Which one most?",
            "if-empty": "Choose which",
            "options": options("volume", "speed"),
            "show-when": {"question": "changes", "is-one-of": ["more", "new"]},
        },
        {
            "id": "discomfort",
            "kind": "scale",
            "text": "Discomfort?",
            "noun": "discomfort",
            "if-empty": "Choose a number",
            "least": number(0),
            "most": number(10),
        },
        {
            "id": "held",
            "kind": "whole-number",
            "text": "How long?",
            "noun": "seconds",
            "if-empty": "Enter the seconds",
            "sided": True,
            "optional": True,
            "unit": "s",
        },
        {
            "id": "height",
            "kind": "length",
            "text": "How high?",
            "noun": "height",
            "optional": True,
            "unit": "cm",
        },
    ],
)
# Asks only one question, which belongs to another self-test.
BORROWS = definition(
    "borrows",
    [
        {"same-as": "reach.stopped"},
        {
            "id": "seen",
            "kind": "choice",
            "text": "Seen?",
            "if-empty": "Say what you saw",
            "sided": True,
            "options": options("yes", "no"),
        },
    ],
)
EDITION = (REACH, LOAD, BORROWS)


def catalogue_edition() -> tuple[SelfTest, ...]:
    """Return every self-test of the catalogue."""
    return tuple(map(self_test, self_test_ids()))


def entries(question: Question, most_trials: int) -> st.SearchStrategy[Raw]:
    """Return what a reader may enter for a question, in at most `most_trials` trials."""
    names = [option.id for option in question.options if not option.refused]
    if question.kind == "choice":
        return st.sampled_from(names)
    if question.kind == "choices":
        alone = [option.id for option in question.options if option.alone]
        together = [name for name in names if name not in alone]
        several = st.lists(st.sampled_from(together), min_size=1, unique=True)
        single = st.sampled_from(alone).map(lambda name: [name]) if alone else st.nothing()
        return st.one_of(several, single).map(lambda chosen: [*chosen])
    per_unit = 100 if question.kind == "length" else 1
    least = round((question.least.value if question.least else -99_999) * per_unit)
    most = round((question.most.value if question.most else 99_999) * per_unit)
    values = st.integers(least, most).map(
        lambda step: step / per_unit if per_unit > 1 else step,
    )
    count = min(most_trials, question.trials)
    return st.lists(values, min_size=1, max_size=count).map(lambda many: [*many])


@st.composite
def answers_to(
    draw: st.DrawFn, edition: Sequence[SelfTest], most_trials: int = 3, fewest: int = 1
) -> Answers:
    """Return checked answers to some self-tests, all of them finished."""
    taken = draw(st.lists(st.sampled_from(edition), min_size=fewest, unique_by=lambda one: one.id))
    questions = {q.id: q for one in taken for q in questions_of(one.screens)}
    raw: dict[str, Raw] = {}
    for question in questions.values():
        for side in sides_of(question):
            is_left_out = question.optional and draw(st.booleans())
            if is_asked(question, side, raw) and not is_left_out:
                raw[field_id(question.id, side)] = draw(entries(question, most_trials))
    checked = check(questions.values(), raw, confirmed=frozenset(raw))
    assert checked.problems == ()
    assume(checked.answers)
    return checked.answers


def full_answers(edition: Iterable[SelfTest]) -> Answers:
    """Return an answer to every question, one careful measure a side, nothing stopped.

    Numbers are the largest possible, choices the last ones with which most questions are asked:
    these answers need the most room in a link.
    """
    questions = {q.id: q for one in edition for q in questions_of(one.screens)}
    asked = questions.values()
    hiding = [(c.question, name) for q in asked if (c := q.hide_when) for name in c.is_one_of]
    showing = [(c.question, name) for q in asked if (c := q.show_when) for name in c.is_one_of]
    raw: dict[str, Raw] = {}

    def choose(question: Question) -> Raw | None:
        if question.stops:
            return None
        if question.kind not in ("choice", "choices"):
            return question.most.value if question.most else 99_999
        names = [
            option.id
            for option in question.options
            if not option.refused and (question.id, option.id) not in hiding
        ]
        if question.kind == "choice":
            return max(reversed(names), key=lambda name: showing.count((question.id, name)))
        alone = {option.id for option in question.options if option.alone}
        return [name for name in names if name not in alone] or None

    for question in asked:
        value = choose(question)
        for side in sides_of(question):
            if value is not None and is_asked(question, side, raw):
                raw[field_id(question.id, side)] = _whole(value)
    checked = check(asked, raw, confirmed=frozenset(raw))
    assert checked.problems == ()
    return checked.answers


def _whole(value: Raw) -> Raw:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def fields_of(edition: Iterable[SelfTest]) -> set[str]:
    """Return every field that some self-tests have."""
    return {
        field_id(question.id, side)
        for one in edition
        for question in questions_of(one.screens)
        for side in sides_of(question)
    }


def reached(
    left: float | Sequence[float] = 10.0, right: float | Sequence[float] = 10.0
) -> dict[str, Any]:
    """Return checked answers to the self-test `reach`."""

    def trials(value: float | Sequence[float]) -> tuple[float, ...]:
        return tuple(value) if isinstance(value, Sequence) else (value,)

    return {
        "reach.distance.left": trials(left),
        "reach.distance.right": trials(right),
        "reach.heel.left": "down",
        "reach.heel.right": "not-sure",
    }
