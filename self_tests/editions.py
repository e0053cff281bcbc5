"""How links hold answers: the layout of today's questions, and those frozen in earlier editions.

A link is packed by the layout of its edition, which is data and never changes once published. So
however the definitions change, an old link is read as it was written.
"""

from collections.abc import Iterable

from self_tests.answering import LENGTH_DECIMALS, questions_of, sides_of
from self_tests.catalogue import safety_check
from self_tests.model import (
    Edition,
    FrozenQuestion,
    FrozenSelfTest,
    Question,
    SelfTest,
)

# The range of a question without limits of its own; `answering` reads no larger number.
LARGEST_NUMBER = 100_000
# How many fingerprints there are to tell sets of questions apart.
FINGERPRINTS = 65536


def edition_of(number: int, self_tests: Iterable[SelfTest]) -> Edition:
    """Return the layout of some self-tests by today's definitions, which is not published yet."""
    return Edition(number=number, self_tests=tuple(map(layout_of, self_tests)))


def layout_of(one: SelfTest) -> FrozenSelfTest:
    """Return how links hold the answers to a self-test.

    The safety check's answers are left out, and so is a stop: it counts for one visit.
    """
    return FrozenSelfTest(
        id=one.id,
        version=one.version,
        title=one.title,
        questions=tuple(
            _frozen(question)
            for question in questions_of(one.screens)
            if not (question.stops or is_of_safety_check(question.id))
        ),
    )


def is_of_safety_check(field: str) -> bool:
    """Return whether a field belongs to the safety check, which never leaves the page."""
    return field.startswith(f"{safety_check().id}.")


def _frozen(question: Question) -> FrozenQuestion:
    """Return a question's layout: a length in hundredths, every other number whole."""
    per_unit = 10**LENGTH_DECIMALS if question.kind == "length" else 1
    least = question.least.value if question.least else -LARGEST_NUMBER
    most = question.most.value if question.most else LARGEST_NUMBER
    first = round(least * per_unit)
    return FrozenQuestion(
        id=question.id,
        kind=question.kind,
        sided=len(sides_of(question)) > 1,
        trials=question.trials,
        least=first,
        steps=round(most * per_unit) - first + 1,
        per_unit=per_unit,
        options=tuple(option.id for option in question.options),
    )
