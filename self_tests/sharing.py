"""Checked answers become a short text for a link's fragment, and are read from it again.

The text has letters and digits only, so no messenger changes it: the edition, the length, the
packed answers, and a checksum of all before it. The answers are packed into one whole number in
mixed radix, with one or more digits for each question of that edition. The same answers always give
the same text, and no other text is read. The safety check is never in a link.
"""

from binascii import crc32
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from self_tests.answering import Checked, Problem, Raw, check, questions_of
from self_tests.catalogue import edition, newest_edition, say, self_test, self_test_ids
from self_tests.editions import FINGERPRINTS, is_of_safety_check, layout_of
from self_tests.model import (
    SIDES,
    Answers,
    Edition,
    FrozenQuestion,
    FrozenSelfTest,
    Question,
    QuestionId,
    SelfTest,
    Side,
    Value,
)
from self_tests.rules.readings import field_id
from self_tests.wording import FinishedError

# Every edition keeps this envelope, so that an older page can recognize a newer link: first a
# letter for the edition, then the length, and at the end six letters of checksum.
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BASE = len(LETTERS)
ENVELOPE = 2
CHECKSUM_LETTERS = 6
# The length letter counts pairs, so that one letter is enough.
PAIR = 2
MOST_PAIRS = BASE - 1
SHORTEST = ENVELOPE + PAIR + CHECKSUM_LETTERS
LONGEST = ENVELOPE + PAIR * MOST_PAIRS + CHECKSUM_LETTERS
# The checksum starts from a number of its own, so that other checksummed texts do not pass.
CHECKSUM_START = crc32(b"self-tests share link")

# How many self-tests a link may hold, how many codes there are for their ids, and up to which
# version of a definition.
SELF_TESTS = 64
CODES = 4096
VERSIONS = 128


class SharingError(FinishedError):
    """Answers that cannot go into a link, or a text that is no readable link.

    The message is finished: it says what is wrong and what to do.
    """


@dataclass(frozen=True, slots=True)
class Linked:
    """What a link holds: the number of its edition, and the answers by the names of that time."""

    edition: int
    answers: Answers


def encode(
    answers: Answers, self_tests: Iterable[SelfTest] | None = None, number: int | None = None
) -> str:
    """Return checked answers as a text of letters and digits.

    `self_tests` are those that exist, and `number` is their edition's; by default the catalogue's.
    Raises `SharingError` for answers of the safety check, to unknown questions or of a self-test
    that is not finished.
    """
    known = tuple(map(self_test, self_test_ids()) if self_tests is None else self_tests)
    shared = _shared(answers, known)
    layouts = tuple(map(layout_of, shared.self_tests))
    return _packed(number or newest_edition(), layouts, shared.answers)


def _packed(number: int, self_tests: Sequence[FrozenSelfTest], answers: Answers) -> str:
    """Return the text of the answers to some self-tests, in their order."""
    packed = 0
    for place in reversed(_places(self_tests)):
        packed = place.push(packed, answers.get(place.id))
    packed = _push(packed, _fingerprint(self_tests), FINGERPRINTS)
    for taken in reversed(self_tests):
        packed = _push(packed, taken.version, VERSIONS)
        packed = _push(packed, _code(taken), CODES)
    packed = _push(packed, len(self_tests), SELF_TESTS)
    return _enveloped(LETTERS[number], _spelled(packed))


def decode(text: str, editions: Iterable[Edition] | None = None) -> Linked:
    """Return what a text holds, as it was checked when the link was made.

    `editions` are all that there have been; by default the catalogue's. Raises `SharingError` for
    every text that `encode` did not return for them, with a message of its own for foreign, cut
    off, damaged and newer texts. The answers may belong to questions that are no longer asked.
    """
    known = {one.number: one for one in editions} if editions else {}
    number, letters = _opened(text, max(known, default=newest_edition()))
    found = known.get(number) or edition(number)
    packed = _number(letters)
    packed, count = divmod(packed, SELF_TESTS)
    self_tests: list[FrozenSelfTest] = []
    for _ in range(count):
        packed, code = divmod(packed, CODES)
        packed, version = divmod(packed, VERSIONS)
        self_tests.append(_found(found, code, version))
    packed, fingerprint = divmod(packed, FINGERPRINTS)
    if fingerprint != _fingerprint(self_tests):
        raise SharingError(say("sharing.changed"))
    answers: dict[str, Value] = {}
    for place in _places(self_tests):
        packed, value = place.pop(packed)
        if value is not None:
            answers[place.id] = value
    # The same answers have one text only, so no second spelling can hide anything.
    if packed or not _in_order(self_tests, answers) or _packed(number, self_tests, answers) != text:
        raise SharingError(say("sharing.damaged"))
    return Linked(number, answers)


def _in_order(self_tests: Iterable[FrozenSelfTest], answers: Answers) -> bool:
    """Return whether self-tests are in the order of `encode`, and each adds an answer."""
    order = [(not _has_own(one.id, answers), one.id) for one in self_tests]
    seen: set[str] = set()
    for one in self_tests:
        added = {place.id for place in _places((one,))} & answers.keys() - seen
        if not added:
            return False
        seen |= added
    return bool(order) and order == sorted(order)


@dataclass(frozen=True, slots=True)
class _Shared:
    """The finished self-tests that together hold all answers, and the answers as checked."""

    self_tests: tuple[SelfTest, ...]
    answers: Answers


def _shared(answers: Answers, edition: tuple[SelfTest, ...]) -> _Shared:
    """Return what goes into a link. Raises `SharingError` for answers that may not go there."""
    if not answers:
        raise SharingError(say("sharing.nothing"))
    for field in answers:
        if is_of_safety_check(field):
            raise SharingError(say("sharing.safety-check"))
    raw = {field: raw_answer(value) for field, value in answers.items()}
    finished = ((one, found) for one in edition if not (found := _checked(one, raw)).problems)
    taken: list[SelfTest] = []
    checked: dict[str, Value] = {}
    # Those with answers of their own come first: one that only shares questions adds nothing to
    # them. Then by id, so that a new order or a new self-test in the catalogue changes no link.
    for one, found in sorted(
        finished, key=lambda pair: (not _has_own(pair[0].id, _placed(*pair)), pair[0].id)
    ):
        if _placed(one, found).keys() - checked.keys():
            taken.append(one)
        checked.update(found.answers)
    if not taken and checked:
        raise SharingError(say("sharing.nothing"))
    left = [field for field in answers if field not in checked]
    if left:
        problem = _in_the_way(left[0], raw, edition)
        raise SharingError(
            say("sharing.not-finished", problem=problem.message)
            if problem
            else say("sharing.unknown-question", name=left[0][:80])
        )
    return _Shared(tuple(taken), checked)


def raw_answer(value: Value) -> Raw:
    """Return a checked value as a reader would have entered it."""
    if isinstance(value, tuple):
        return [_entry(item) for item in value]
    return _entry(value)


def _entry(value: str | float) -> str | float:
    # 4 and 4.0 are the same answer, but a whole number is written without a decimal.
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _checked(one: SelfTest, raw: Mapping[str, Raw]) -> Checked:
    """Return the checked answers of one self-test; unusual values count as confirmed."""
    return check(_questions(one), raw, confirmed=frozenset(raw))


def _placed(one: SelfTest, found: Checked) -> Answers:
    """Return the answers that have a place in a link; a stop has none."""
    places = {place.id for place in _places((layout_of(one),))}
    return {field: value for field, value in found.answers.items() if field in places}


def _in_the_way(field: str, raw: Mapping[str, Raw], edition: Iterable[SelfTest]) -> Problem | None:
    """Return what keeps a self-test that asks for this field from being finished."""
    for one in edition:
        if field in {place.id for place in _places((layout_of(one),))}:
            for problem in _checked(one, raw).problems:
                return problem
    return None


def _questions(one: SelfTest) -> Iterator[Question]:
    """Yield the questions of a self-test that may be shared."""
    return (q for q in questions_of(one.screens) if not is_of_safety_check(q.id))


def _has_own(name: str, answers: Answers) -> bool:
    """Return whether a question was answered that belongs to this self-test alone."""
    return any(field.startswith(f"{name}.") for field in answers)


@dataclass(frozen=True, slots=True)
class _Place:
    """The place of an answer, to one question on one side, in the packed number.

    `push` adds the answer as the lowest digits and `pop` removes it again. The digit 0 always means
    that there is no answer.
    """

    question: FrozenQuestion
    side: Side | None

    @property
    def id(self) -> str:
        """The field that the answer belongs to."""
        return field_id(QuestionId(self.question.id), self.side)

    def push(self, number: int, value: Value | None) -> int:
        """Return the number with a checked answer added."""
        options = self.question.options
        if self.question.kind == "choice":
            digit = 0 if value is None else 1 + options.index(str(value))
            return _push(number, digit, 1 + len(options))
        entries: tuple[str | float, ...] = (
            value if isinstance(value, tuple) else () if value is None else (value,)
        )
        if self.question.kind == "choices":
            for option in reversed(options):
                number = _push(number, int(option in entries), 2)
            return number
        for entry in reversed(entries):
            step = round(float(entry) * self.question.per_unit) - self.question.least
            number = _push(number, step, self.question.steps)
        return _push(number, len(entries), 1 + self.question.trials)

    def pop(self, number: int) -> tuple[int, Value | None]:
        """Return the number that was there before, and the answer."""
        options = self.question.options
        if self.question.kind == "choice":
            number, digit = divmod(number, 1 + len(options))
            return number, options[digit - 1] if digit else None
        if self.question.kind == "choices":
            chosen = []
            for option in options:
                number, is_chosen = divmod(number, 2)
                if is_chosen:
                    chosen.append(option)
            return number, tuple(chosen) or None
        number, count = divmod(number, 1 + self.question.trials)
        values = []
        for _ in range(count):
            number, step = divmod(number, self.question.steps)
            values.append(self._value(step))
        if not values:
            return number, None
        return number, tuple(values) if self.question.trials > 1 else values[0]

    def _value(self, step: int) -> float:
        """Return the value at a step, rounded exactly as `answering` does."""
        counted = self.question.least + step
        return counted / self.question.per_unit if self.question.per_unit > 1 else counted

    def layout(self) -> str:
        """Return all that decides how the answer is packed, for the fingerprint."""
        asked = self.question
        return (
            f"{self.id} {asked.kind} {asked.trials} "
            f"{asked.least} {asked.steps} {asked.per_unit} {' '.join(asked.options)}\n"
        )


def _places(self_tests: Iterable[FrozenSelfTest]) -> tuple[_Place, ...]:
    """Return every place of some self-tests; a question that two of them share has one."""
    places = {
        place.id: place
        for one in self_tests
        for question in one.questions
        for side in (SIDES if question.sided else (None,))
        for place in (_Place(question, side),)
    }
    return tuple(places.values())


def _push(number: int, digit: int, radix: int) -> int:
    """Return the number with a digit added. Raises `ValueError` for one that does not fit."""
    if not 0 <= digit < radix:
        raise ValueError(f"{digit} does not fit: expected 0 to {radix - 1}")
    return number * radix + digit


def _code(one: FrozenSelfTest) -> int:
    """Return the code of a self-test's id, which does not depend on its place in the catalogue."""
    return crc32(one.id.encode()) % CODES


def _fingerprint(self_tests: Iterable[FrozenSelfTest]) -> int:
    """Return a number that differs if the questions have other options or limits.

    It refuses a link of another site whose own self-tests have the same ids.
    """
    layouts = "".join(place.layout() for place in _places(self_tests))
    return crc32(layouts.encode()) % FINGERPRINTS


def _found(within: Edition, code: int, version: int) -> FrozenSelfTest:
    """Return the self-test of a code. Raises `SharingError` for another version, or for none."""
    for one in within.self_tests:
        if _code(one) == code:
            if version != one.version:
                raise SharingError(say("sharing.changed"))
            return one
    raise SharingError(say("sharing.unknown-self-test"))


def _spelled(number: int) -> str:
    """Return a number in letters."""
    letters = []
    while number:
        number, digit = divmod(number, BASE)
        letters.append(LETTERS[digit])
    return "".join(reversed(letters))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * BASE + LETTERS.index(letter)
    return number


def _enveloped(letter: str, letters: str) -> str:
    """Return the whole text. Raises `SharingError` for more than a link can hold."""
    pairs = -(-len(letters) // PAIR)
    if pairs > MOST_PAIRS:
        raise SharingError(say("sharing.too-much"))
    text = letter + LETTERS[pairs] + letters.rjust(PAIR * pairs, LETTERS[0])
    return text + _checksum(text)


def _opened(text: str, newest: int) -> tuple[int, str]:
    """Return the edition and the packed answers of a text.

    Raises `SharingError` unless the text is whole.
    """
    is_ours = 0 < len(text) <= LONGEST and all(letter in LETTERS for letter in text)
    if not is_ours or text[0] == LETTERS[0]:
        raise SharingError(say("sharing.foreign"))
    is_whole = len(text) >= SHORTEST and (
        _checksum(text[:-CHECKSUM_LETTERS]) == text[-CHECKSUM_LETTERS:]
    )
    number = LETTERS.index(text[0])
    if number > newest:
        raise SharingError(say("sharing.newer" if is_whole else "sharing.foreign"))
    pairs = LETTERS.index(text[1]) if len(text) >= ENVELOPE else 1
    length = ENVELOPE + PAIR * pairs + CHECKSUM_LETTERS
    if len(text) < length:
        raise SharingError(say("sharing.cut-off"))
    if len(text) > length or not is_whole:
        raise SharingError(say("sharing.damaged"))
    return number, text[ENVELOPE:-CHECKSUM_LETTERS]


def _checksum(text: str) -> str:
    """Return the checksum of a text: 32 bits, which change with any single letter."""
    return _spelled(crc32(text.encode(), CHECKSUM_START)).rjust(CHECKSUM_LETTERS, LETTERS[0])
