"""What readers have kept: ids that had another name, and how links of an edition are laid out."""

from dataclasses import dataclass
from typing import Literal

from self_tests.model.terms import QuestionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """An id that has another name today; what readers have kept under `old` is read as `new`.

    Questions have their full ids; an option names its `question` by the id of that time.
    """

    kind: Literal["self-test", "question", "option", "drill"]
    old: str
    new: str
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenQuestion:
    """How the answer to one question stands in the links of an edition.

    `id` is the full one. A number is one of `steps` values from `least` on, counted in parts of
    which `per_unit` make one of its unit; `options` stand in the order of their digits.
    """

    id: str
    kind: QuestionKind
    sided: bool = False
    trials: int = 1
    least: int = -100_000
    steps: int = 200_001
    per_unit: int = 1
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenSelfTest:
    """The questions of a self-test as they stand in the links of an edition, in their order."""

    id: str
    version: int
    title: str
    questions: tuple[FrozenQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The layout of every link that was made while these were the questions.

    What is `published` never changes: links that people keep are read by it. Until then it
    follows the definitions.
    """

    number: int
    published: bool = False
    self_tests: tuple[FrozenSelfTest, ...]
