"""A drill, its dose, and when it starts in an easier form."""

from dataclasses import dataclass

from self_tests.model.terms import Claim, Equipment, SquatHeels, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much of a drill: sets x reps x seconds per rep, for each side where `per_side`.

    `least_sets` is how far a short session may cut the sets, `least_days` on how many days of the
    week it comes at least (0: on as many as the plan says of every drill); rests are in seconds.
    `one_side` is the `text` for a plan in which one side alone asks for it; empty where both
    sides are always trained.
    Something to read has no sets and takes no time of a session.
    """

    sets: int
    least_sets: int
    reps: int
    seconds: int
    rest: int
    per_side: bool
    text: str
    days_a_week: int
    least_days: int = 0
    one_side: str = ""
    status: Status
    sources: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A fact about the reader has this value (equality, nothing else)."""

    fact: str
    equals: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ease:
    """How a drill starts when all of this is so: `text` says how, and from which finding.

    With a `drill`, that one is done instead, as the easier form.
    """

    when: tuple[When, ...]
    text: str
    drill: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """One exercise, with its dose and how well it is supported.

    `equipment` is a list of alternatives, all of which must be met: `[["box", "barbell"]]` needs
    a box or a barbell. `expect` is what it may change and in which time; `grade` says in words
    how good the evidence is. A drill that `loads_knee` starts in its easier form while the knee
    answers with discomfort; the first of `ease_when` that is so says how it starts otherwise. Where
    `frame` is set, its page offers to measure a frame of a clip of it, with the heels so.
    """

    id: str
    version: int
    title: str
    summary: str
    trains: str
    steps: tuple[str, ...]
    dose: Dose
    easier: str
    harder: str
    cautions: tuple[str, ...]
    stop: str
    expect: Claim
    grade: str
    equipment: tuple[tuple[Equipment, ...], ...] = ()
    before_training: bool = False
    loads_knee: bool = False
    ease_when: tuple[Ease, ...] = ()
    frame: SquatHeels | None = None
    reviewed: str = ""
