"""What is asked: options, questions, the screens they stand on, and when each is shown."""

from dataclasses import dataclass
from typing import Literal

from self_tests.model.terms import Number, QuestionId, QuestionKind, SafetyLevel, SquatHeels


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Another question has one of these answers (equality, nothing else).

    Between two sided questions it is read side by side.
    """

    question: QuestionId
    is_one_of: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer a reader can choose.

    `text` is what to recognize at a glance and `hint` its detail, in smaller letters. `level` is
    what choosing it means for safety; options of one `group` are counted together;
    `points` is what a rating adds to its sum; an `alone` option empties the others ("None of
    these"). `refused` is the finished message for an answer that sends the reader back to the
    test, and `note` a finished sentence that the report carries; both may use `{side}`.
    A note that `warns` stays in sight where other notes are folded.
    `worth_assessment` keeps the level but lets the report open with the advice to be seen in
    person.
    """

    id: str
    text: str
    hint: str = ""
    level: SafetyLevel | None = None
    group: str = ""
    points: int | None = None
    alone: bool = False
    refused: str = ""
    note: str = ""
    warns: bool = False
    worth_assessment: bool = False

    @property
    def whole(self) -> str:
        """Text and detail, for where nobody sees the one below the other."""
        return f"{self.text}. {self.hint}" if self.hint else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """A clock beside a question, which fills in its number; a number can always be typed instead.

    A `stopwatch` counts seconds up to the question's `most`. A `metronome` gives `beats` a minute
    and counts one for every `beats_each`.
    """

    kind: Literal["stopwatch", "metronome"]
    beats: Number | None = None
    beats_each: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing we ask. `id` is `<self-test>.<name>`; a sided one is asked left and right.

    `noun` names the value in messages ("distance"); `if_empty` is the message when nothing was
    entered, with a gap `{side}` where the question is sided.
    Limits are in `unit`: outside `least` to `most` is refused, outside the unusual ones is asked
    about. `apart` is how far trials may lie apart before we ask. A scale that `gates` ends the
    visit's tests from the safety check's `discomfort_from` on. A question of the safety check that
    is asked `until_hit` looks for no sign: it is left out once an earlier screen called for a card.
    One that `stops` says that a self-test had to be stopped, or why: it counts for the visit and
    goes into no link. An option of it with a level ends the visit's tests. Where `frame` is set, an
    angle that is measured in a frame of the screen's clip stands beside it and answers nothing; it
    says whether the heels are flat or raised there. The text for the practice says what was chosen
    after the words `for_practice`, if there are any.
    """

    id: QuestionId
    kind: QuestionKind
    text: str
    if_empty: str = ""
    noun: str = ""
    hint: str = ""
    why: str = ""
    sided: bool = False
    trials: int = 1
    optional: bool = False
    unit: str = ""
    least: Number | None = None
    most: Number | None = None
    unusual_below: Number | None = None
    unusual_above: Number | None = None
    apart: Number | None = None
    gates: bool = False
    until_hit: bool = False
    stops: bool = False
    timer: Timer | None = None
    frame: SquatHeels | None = None
    for_practice: str = ""
    options: tuple[Option, ...] = ()
    show_when: Condition | None = None
    hide_when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Everything noted after one action. Where `film` is set, a clip of it may help to rate it."""

    id: str
    title: str
    questions: tuple[Question, ...]
    intro: str = ""
    steps: tuple[str, ...] = ()
    does_not_count: tuple[str, ...] = ()
    film: bool = False
