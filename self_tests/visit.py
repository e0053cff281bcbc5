"""A request's answers become a visit: which self-tests were taken, and that nothing is open.

Imports the core up to `scoring`, and `request`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from self_tests.answering import Checked, Problem, answered, check, questions_of, sides_of
from self_tests.catalogue import line_table, safety_check, say, self_test, self_test_ids
from self_tests.model import Answers, CareCard, Question, SelfTest, owner_of
from self_tests.request import Request, RequestError
from self_tests.rules.readings import field_id
from self_tests.safety import Assessment, assess, card
from self_tests.scoring import SelfTestResult, score
from self_tests.wording import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A visit whose answers passed: nothing stands against scoring it.

    `answers` are those of its self-tests and, with the level `clear`, of the safety check.
    """

    assessment: Assessment
    answers: Answers
    results: tuple[SelfTestResult, ...]


def visit_of(request: Request) -> Visit | CareCard:
    """Return the visit, or the care card it ends in. Raises the questions that go back."""
    refuse_unknown_questions(request)
    taken = taken_in(request)
    assessment = assess(request.answers, taken)
    if assessment.level not in ("clear", None):
        return card(assessment.level, request.practice)
    checked = checked_in(taken, request)
    problems = assessment.problems + checked.problems
    if problems:
        raise RequestError(problems[0].message, problems)
    return Visit(
        assessment=assessment,
        answers={**assessment.answers, **checked.answers},
        results=score(taken, checked.answers, line_table().bands),
    )


def taken_in(request: Request) -> tuple[SelfTest, ...]:
    """Return the self-tests of this visit, in the catalogue's order.

    A self-test that is named must be complete. One that is not named counts when it is complete;
    when none is named, every self-test with an answer of its own must be.
    """
    for name in request.self_tests:
        self_test(name)
    begun = {owner_of(name) for name in request.answers} | {*request.self_tests}
    candidates = [self_test(name) for name in self_test_ids() if name in begun]
    taken = tuple(one for one in candidates if _is_taken(one, candidates, request))
    if not taken and request.do != "check":
        known = ", ".join(f'"{name}"' for name in self_test_ids())
        raise RequestError(say("wire.no-self-test", known=known))
    return taken


def _is_taken(one: SelfTest, candidates: list[SelfTest], request: Request) -> bool:
    if one.id in request.self_tests:
        return True
    elsewhere = {
        q.id for other in candidates if other is not one for q in questions_of(other.screens)
    }
    own = [q for q in questions_of(one.screens) if q.id not in elsewhere]
    if not any(answered(question, request.answers) for question in own):
        return False
    return not request.self_tests or not checked_in((one,), request).problems


def checked_in(taken: tuple[SelfTest, ...], request: Request) -> Checked:
    """Return the checked answers of some self-tests, and the problems in them."""
    # A question that two self-tests share is asked, and checked, once.
    questions = {q.id: q for definition in taken for q in questions_of(definition.screens)}
    return check(
        questions.values(), request.answers, confirmed=request.confirmed, unit=request.unit
    )


def fields_of(questions: Iterable[Question]) -> Iterator[str]:
    """Yield where the answers to some questions stand."""
    for question in questions:
        for side in sides_of(question):
            yield field_id(question.id, side)


def refuse_unknown_questions(request: Request) -> None:
    """Raise `RequestError` for an answer to a question that nobody asks."""
    for name in request.answers:
        owner = owner_of(name)
        if owner == safety_check().id:
            known = tuple(fields_of(questions_of(safety_check().screens)))
        elif owner in self_test_ids():
            known = tuple(fields_of(questions_of(self_test(owner).screens)))
        else:
            known = (safety_check().id, *self_test_ids())
        if name not in known:
            shown = name[:80]
            mend = nearest(
                shown if owner in (safety_check().id, *self_test_ids()) else owner[:80], known
            )
            message = say("wire.unknown-question", name=shown, nearest=mend)
            raise RequestError(message, (Problem(shown, message),))
