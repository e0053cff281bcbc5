"""A request's answers become a visit: which self-tests were done, and that nothing is open."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from self_tests.answering import Checked, Problem, Raw, check, is_answered, questions_of, sides_of
from self_tests.catalogue import line_table, renamed, safety_check, say, self_test, self_test_ids
from self_tests.earlier_answers import (
    fields_of_owner,
    fitted,
    question_of,
    renamed_field,
)
from self_tests.model import Answers, CareCard, Question, SelfTest, owner_of
from self_tests.request import Answered, RequestError, Score
from self_tests.rules.readings import field_id
from self_tests.safety import Assessment, assess, card
from self_tests.scoring import SelfTestResult, score, values_alone
from self_tests.wording import nearest

ANSWER = "a text, a number or a list of them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A visit without open problems: it can be scored.

    `answers` are those of its self-tests and, at the level `clear`, of the safety check. If there
    is a `care` card, a self-test was stopped: the values until then are shown, and nothing else.
    """

    assessment: Assessment
    answers: Answers
    results: tuple[SelfTestResult, ...]
    care: CareCard | None = None


def visit_of(request: Score) -> Visit | CareCard:
    """Return the visit, or the care card that ends it. Raises the problems in the answers."""
    taken = taken_in(request)
    assessment = assess(request.answers, taken)
    if assessment.level not in ("clear", None):
        if assessment.problems:
            raise RequestError(assessment.problems[0].message, assessment.problems)
        care = card(assessment.level, request.practice, is_from_18=assessment.is_from_18)
        return _stopped(taken, assessment, request, care) if assessment.is_stopped else care
    checked = checked_in(taken, request)
    problems = assessment.problems + checked.problems
    if problems:
        raise RequestError(problems[0].message, problems)
    answers = {**assessment.answers, **checked.answers}
    return Visit(
        assessment=assessment,
        answers=answers,
        results=score(taken, answers, line_table().bands),
    )


def _stopped(
    taken: tuple[SelfTest, ...], assessment: Assessment, request: Score, care: CareCard
) -> Visit:
    """Return the visit that a stop has ended: values without tiers, of all that was measured."""
    answers = checked_in(taken, request).answers
    return Visit(
        assessment=assessment,
        answers=answers,
        results=tuple(map(values_alone, score(taken, answers, line_table().bands))),
        care=care,
    )


def taken_in(request: Answered) -> tuple[SelfTest, ...]:
    """Return the self-tests of this visit, in the catalogue's order. Raises if there is none."""
    taken = begun_in(request)
    if not taken:
        refuse_unknown_questions(request)
        known = ", ".join(f'"{name}"' for name in self_test_ids())
        raise RequestError(say("wire.no-self-test", known=known))
    return taken


def begun_in(request: Answered) -> tuple[SelfTest, ...]:
    """Return the self-tests of this visit so far, in the catalogue's order; maybe none.

    A self-test that is named must be complete. One that is not named counts if it is complete; if
    none is named, every self-test with an answer of its own must be.
    """
    for name in request.self_tests:
        self_test(name)
    begun = {owner_of(name) for name in request.answers} | {*request.self_tests}
    candidates = [self_test(name) for name in self_test_ids() if name in begun]
    return tuple(one for one in candidates if _is_taken(one, candidates, request))


def _is_taken(one: SelfTest, candidates: list[SelfTest], request: Answered) -> bool:
    if one.id in request.self_tests:
        return True
    if not _has_own_answer(one, candidates, request.answers):
        return False
    return not request.self_tests or not checked_in((one,), request).problems


def _has_own_answer(
    one: SelfTest, candidates: Iterable[SelfTest], answers: Mapping[str, Raw]
) -> bool:
    """Return whether a question was answered that no other candidate asks."""
    elsewhere = {
        q.id for other in candidates if other is not one for q in questions_of(other.screens)
    }
    own = [q for q in questions_of(one.screens) if q.id not in elsewhere]
    return any(is_answered(question, answers) for question in own)


def checked_in(taken: tuple[SelfTest, ...], request: Answered) -> Checked:
    """Return the checked answers of some self-tests, and the problems in them."""
    # A question that two self-tests share is asked, and checked, once.
    questions = {q.id: q for definition in taken for q in questions_of(definition.screens)}
    return check(
        questions.values(), request.answers, confirmed=request.confirmed, unit=request.unit
    )


def fields_of(questions: Iterable[Question]) -> Iterator[str]:
    """Yield the fields of some questions."""
    for question in questions:
        for side in sides_of(question):
            yield field_id(question.id, side)


def fit[Request: Answered](request: Request) -> Request:
    """Return the request with the answers that fit today's questions, and the others set aside.

    In the named self-tests, or in all if none is named, an unknown option is kept, so that it
    becomes a problem for the reader, who waits for a result.
    """
    named = tuple(renamed("self-test", name) for name in request.self_tests)
    asked = {
        field
        for name in named
        if name in self_test_ids()
        for field in fields_of(questions_of(self_test(name).screens))
    } or {renamed_field(field) for field in request.answers}
    found = fitted(request.answers, strict=asked)
    return replace(
        request,
        self_tests=named,
        answers=found.answers,
        set_aside=found.set_aside,
        confirmed=frozenset(map(renamed_field, request.confirmed)),
    )


def refuse_unknown_questions(request: Answered) -> None:
    """Raise `RequestError` for an answer that was set aside, with the nearest known name."""
    for name in request.set_aside:
        shown = name[:80]
        known = tuple(fields_of_owner(owner_of(name)))
        if name in known:
            message = say(
                "wire.wrong-type", key=shown, expected="a text, a number or a list of them"
            )
        elif known:
            message = say("wire.unknown-question", name=shown, nearest=nearest(shown, known))
        else:
            owners = (safety_check().id, *self_test_ids())
            mend = nearest(owner_of(shown), owners)
            message = say("wire.unknown-question", name=shown, nearest=mend)
        raise RequestError(message, (Problem(shown, message),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Saved answers, as far as they can be read today.

    `answers` are checked; `entered` is all that was saved, as it was entered, under today's names
    and without the safety check. `set_aside` are the fields that could not be read completely.
    """

    self_tests: tuple[SelfTest, ...]
    answers: Answers
    entered: Mapping[str, object]
    set_aside: tuple[str, ...]


def kept_answers(raw: Mapping[str, object]) -> Kept:
    """Return what can be read of answers that were checked once, maybe by an earlier edition.

    A question that was added since need not be answered, and answers that do not fit are set aside.
    If an answer means today that a side does not count, no answer of that side counts.
    """
    found = fitted({field: raw[field] for field in raw if owner_of(field) != safety_check().id})
    candidates = [
        self_test(name)
        for name in self_test_ids()
        if any(owner_of(field) == name for field in found.answers)
    ]
    taken = tuple(one for one in candidates if _has_own_answer(one, candidates, found.answers))
    questions: dict[str, Question] = {
        question.id: question for one in taken for question in questions_of(one.screens)
    }
    refused = {
        _owner_and_side(field)
        for field, entry in found.answers.items()
        if question_of(field) in questions and _is_refused(questions[question_of(field)], entry)
    }
    counted = {
        field: entry
        for field, entry in found.answers.items()
        if _owner_and_side(field) not in refused
    }
    checked = check(questions.values(), counted, confirmed=frozenset(counted))
    wrong = [problem.question for problem in checked.problems if problem.question in counted]
    aside = [*found.set_aside, *(found.answers.keys() - counted.keys()), *wrong]
    return Kept(
        self_tests=taken,
        answers=checked.answers,
        entered=found.all,
        set_aside=tuple(sorted(set(aside))),
    )


def _owner_and_side(field: str) -> tuple[str, str]:
    return owner_of(field), field.removeprefix(question_of(field))


def _is_refused(question: Question, entry: Raw) -> bool:
    """Return whether an answer means that the measurement does not count."""
    chosen = entry if isinstance(entry, list) else [entry]
    return any(option.refused and option.id in chosen for option in question.options)


def visit_of_kept(kept: Kept) -> Visit:
    """Return the visit of saved answers: values and tiers, no safety check."""
    results = score(kept.self_tests, kept.answers, line_table().bands)
    return Visit(assessment=Assessment(None), answers=kept.answers, results=results)
