"""The content of one form: the safety check, then one self-test, or several in one visit.

A question that two self-tests share is asked once, in the first of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from self_tests import catalogue
from self_tests.model import Need, Screen, SelfTest


@dataclass(frozen=True, slots=True, kw_only=True)
class FormScreen:
    """A screen of a form. `id` is unique on the form, `self_test` empty in the safety check."""

    id: str
    self_test: str
    screen: Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A shorter or longer form of a visit: its self-tests, and its minutes, warm-up done once."""

    id: str
    self_tests: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A visit as a page offers it.

    `lengths` are the shorter and the longer form, shortest first; one self-test has none.
    `leaves_open` says what the shorter one cannot answer.
    """

    id: str
    title: str
    summary: str
    self_tests: tuple[SelfTest, ...]
    screens: tuple[FormScreen, ...]
    lengths: tuple[Length, ...] = ()
    leaves_open: str = ""

    @property
    def minutes(self) -> int:
        """The minutes of all self-tests."""
        return catalogue.minutes_of(test.id for test in self.self_tests)

    @property
    def needs(self) -> tuple[Need, ...]:
        """What any of the self-tests needs, each thing once."""
        return tuple({need.item: need for test in self.self_tests for need in test.needs}.values())

    @property
    def later_needs(self) -> frozenset[str]:
        """What a longer form needs beside the things for the shortest one."""
        short = self.lengths[0].self_tests if self.lengths else tuple(t.id for t in self.self_tests)
        soon = {need.item for test in self.self_tests if test.id in short for need in test.needs}
        return frozenset(need.item for need in self.needs if need.item not in soon)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of all self-tests, each once."""
        return tuple(dict.fromkeys(name for test in self.self_tests for name in test.sources))

    def ends(self, shown: FormScreen) -> bool:
        """Return whether a self-test is finished after a screen."""
        own = [each for each in self.screens if each.self_test == shown.self_test]
        return bool(shown.self_test) and own[-1] is shown

    def starts(self, test: SelfTest) -> FormScreen:
        """Return the first screen of a self-test of this form."""
        return next(each for each in self.screens if each.self_test == test.id)

    def is_last(self, shown: FormScreen) -> bool:
        """Return whether no screen comes after this one, in any length of the visit."""
        return self.screens[-1] is shown


def form(name: str) -> Form:
    """Return the form of a self-test or of the chain check. Raises `UnknownIdError`."""
    chain = catalogue.chain_check()
    if name != chain.id:
        test = catalogue.self_test(name)
        return Form(
            id=test.id,
            title=test.title,
            summary=test.summary,
            self_tests=(test,),
            screens=tuple(_screens((test,))),
        )
    tests = tuple(map(catalogue.self_test, chain.full))
    return Form(
        id=chain.id,
        title=chain.title,
        summary=chain.summary,
        self_tests=tests,
        screens=tuple(_screens(tests)),
        lengths=tuple(
            Length(id=length, self_tests=names, minutes=catalogue.minutes_of(names))
            for length, names in (("short", chain.short), ("full", chain.full))
        ),
        leaves_open=chain.leaves_open,
    )


def _screens(tests: tuple[SelfTest, ...]) -> Iterator[FormScreen]:
    """Yield the safety check's screens and those of the self-tests, each question once."""
    safety = catalogue.safety_check()
    for screen in safety.screens:
        yield FormScreen(id=f"{safety.id}.{screen.id}", self_test="", screen=screen)
    asked: set[str] = set()
    for test in tests:
        for screen in test.screens:
            questions = tuple(each for each in screen.questions if each.id not in asked)
            asked |= {each.id for each in questions}
            if questions:
                yield FormScreen(
                    id=f"{test.id}.{screen.id}",
                    self_test=test.id,
                    screen=replace(screen, questions=questions),
                )
