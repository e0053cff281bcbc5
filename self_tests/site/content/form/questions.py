"""The screens and questions of a form, as macros show them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from self_tests import catalogue
from self_tests.answering import sides_of
from self_tests.frame import frame_field
from self_tests.model import Drill, Need, Question, Screen, SquatHeels
from self_tests.rules.readings import field_id
from self_tests.site.content.form.form import Form
from self_tests.site.figures import Drawing, drawing, figures
from self_tests.site.lengths import Part, parts_by_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One place for an answer. `side` is `left`, `right` or empty."""

    id: str
    side: str
    side_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its fields, what a scale offers, and the trials after the first."""

    question: Question
    fields: tuple[Field, ...]
    steps: tuple[str, ...]
    more_trials: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredFrame:
    """How the heels are in a frame that may be measured, and its field in the visit."""

    heels: SquatHeels
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedScreen:
    """A screen as the form shows it. `id` is unique on the form, `caption` names its part.

    A self-test may be finished after it (`ends`), and it may be the last one (`is_last`). `needs`
    are the things that a self-test needs, on its first screen.
    """

    id: str
    caption: str
    screen: Screen
    asked: tuple[Asked, ...]
    ends: bool
    is_last: bool
    needs: tuple[Need, ...] = ()
    figures: tuple[Drawing, ...] = ()
    faults: tuple[Drawing, ...] = ()

    @property
    def steps(self) -> tuple[tuple[Part, ...], ...]:
        """The steps, with their lengths in parts by unit."""
        return tuple(tuple(parts_by_unit(step)) for step in self.screen.steps)

    @property
    def frame(self) -> MeasuredFrame | None:
        """What is measured in a frame of the clip, if the question has such an angle."""
        return next(filter(None, (measured_frame(one.question) for one in self.asked)), None)


def measured_frame(about: Question | Drill) -> MeasuredFrame | None:
    """Return what may be measured in a frame of a clip, beside a question or a drill."""
    if about.frame is None:
        return None
    return MeasuredFrame(heels=about.frame, field=frame_field(about.id))


def asked_screens(shown: Form) -> tuple[AskedScreen, ...]:
    """Return the screens of a form, those of the safety check first."""
    safety = catalogue.safety_check()
    captions = {"": safety.title, **{test.id: test.title for test in shown.self_tests}}
    first = shown.screens[0]
    needs = {shown.starts(test).id: test.needs for test in shown.self_tests}
    return tuple(
        AskedScreen(
            id=each.id,
            caption=captions[each.self_test],
            screen=replace(each.screen, intro=safety.intro) if each is first else each.screen,
            asked=tuple(map(asked_question, in_order_of_use(each.screen.questions))),
            ends=shown.ends(each),
            is_last=shown.is_last(each),
            needs=needs.get(each.id, ()),
            figures=tuple(drawing(one) for one in figures() if each.id in one.screens),
            faults=tuple(drawing(one) for one in figures() if each.id in one.fault_of),
        )
        for each in shown.screens
    )


def in_order_of_use(questions: Iterable[Question]) -> list[Question]:
    """Return the questions of a screen: first what is measured, next to its picture.

    Whether the test had to be stopped comes last, since that concerns few readers.
    """
    return sorted(questions, key=lambda question: question.stops)


def asked_question(question: Question) -> Asked:
    """Return a question as macros show it."""
    steps: tuple[str, ...] = ()
    if question.kind == "scale" and question.least and question.most:
        ends = int(question.least.value), int(question.most.value)
        steps = tuple(str(step) for step in range(ends[0], ends[1] + 1))
    return Asked(
        question=question,
        fields=_fields(question),
        steps=steps,
        more_trials=tuple(range(2, question.trials + 1)),
    )


def _fields(question: Question) -> tuple[Field, ...]:
    return tuple(
        Field(
            id=field_id(question.id, side),
            side=side or "",
            side_text=catalogue.words()[f"interface.{side}"] if side else "",
        )
        for side in sides_of(question)
    )
