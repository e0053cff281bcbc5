"""Checked answers become a short text for a link's fragment, and come back from it.

Imports `model`, `catalogue`, `answering`, `rules`.

The text is letters and digits only, so no messenger changes it: the version of this format, the
length, the packed answers, a checksum over all before it. The packing is one whole number in
mixed radix, a digit or more per question of the definitions. The same answers always give the
same text, and no other text is read. The safety check never goes into a link.
"""

from binascii import crc32
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from self_tests.answering import (
    LENGTH_DECIMALS,
    Checked,
    Problem,
    Raw,
    check,
    questions_of,
    sides_of,
)
from self_tests.catalogue import safety_check, say, self_test, self_test_ids
from self_tests.model import Answers, Question, SelfTest, Side, Value
from self_tests.rules.readings import field_id
from self_tests.wording import FinishedError

# Every later format keeps this envelope, so that an older page can tell a newer link from noise:
# version first, length second, six letters of checksum last.
FORMAT = "1"
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BASE = len(LETTERS)
ENVELOPE = 2
CHECKSUM_LETTERS = 6
# The length letter counts pairs, so that one letter is enough.
PAIR = 2
MOST_PAIRS = BASE - 1
SHORTEST = ENVELOPE + PAIR + CHECKSUM_LETTERS
LONGEST = ENVELOPE + PAIR * MOST_PAIRS + CHECKSUM_LETTERS
# Starting from a sum of its own keeps other checksummed texts from passing for a link.
CHECKSUM_START = crc32(b"self-tests share link")

# How many self-tests a link may hold, how many codes stand for their ids, how high a definition's
# version may count, and how many fingerprints tell one set of questions from another.
SELF_TESTS = 64
CODES = 4096
VERSIONS = 128
FINGERPRINTS = 65536
# Beyond what `answering` reads as a number; for a question without limits of its own.
LARGEST_NUMBER = 100_000


class SharingError(FinishedError):
    """Answers that cannot go into a link, or a text that is no readable link.

    The message is finished: it says what is wrong and what to do.
    """


def encode(answers: Answers, edition: Iterable[SelfTest] | None = None) -> str:
    """Return checked answers as a text of letters and digits.

    `edition` are the self-tests that exist; the catalogue's when left out. Raises `SharingError`
    for answers of the safety check, to unknown questions or of a self-test that is not finished.
    """
    shared = _shared(answers, _edition(edition))
    number = 0
    for place in reversed(_places(shared.self_tests)):
        number = place.push(number, shared.answers.get(place.id))
    number = _push(number, _fingerprint(shared.self_tests), FINGERPRINTS)
    for taken in reversed(shared.self_tests):
        number = _push(number, taken.version, VERSIONS)
        number = _push(number, _code(taken), CODES)
    number = _push(number, len(shared.self_tests), SELF_TESTS)
    return _enveloped(_spelled(number))


def decode(text: str, edition: Iterable[SelfTest] | None = None) -> Answers:
    """Return the checked answers that a text holds.

    `edition` are the self-tests that exist; the catalogue's when left out. Raises `SharingError`
    for every text that `encode` does not return with these definitions, with one message each
    for foreign, cut off, damaged, newer and older texts.
    """
    known = _edition(edition)
    number = _number(_opened(text))
    number, count = divmod(number, SELF_TESTS)
    self_tests: list[SelfTest] = []
    for _ in range(count):
        number, code = divmod(number, CODES)
        number, version = divmod(number, VERSIONS)
        self_tests.append(_found(known, code, version))
    number, fingerprint = divmod(number, FINGERPRINTS)
    if fingerprint != _fingerprint(self_tests):
        raise SharingError(say("sharing.changed"))
    answers: dict[str, Value] = {}
    for place in _places(self_tests):
        number, value = place.pop(number)
        if value is not None:
            answers[place.id] = value
    if number or not _is_the_text_of(answers, text, known):
        raise SharingError(say("sharing.damaged"))
    return answers


def _is_the_text_of(answers: Answers, text: str, edition: Sequence[SelfTest]) -> bool:
    """Return whether answers pass every check and give this very text."""
    try:
        return encode(answers, edition) == text
    except SharingError:
        return False


def _edition(edition: Iterable[SelfTest] | None) -> tuple[SelfTest, ...]:
    return tuple(map(self_test, self_test_ids()) if edition is None else edition)


@dataclass(frozen=True, slots=True)
class _Shared:
    """The finished self-tests that together hold all answers, and the answers as checked."""

    self_tests: tuple[SelfTest, ...]
    answers: Answers


def _shared(answers: Answers, edition: tuple[SelfTest, ...]) -> _Shared:
    """Return what goes into a link. Raises `SharingError` for anything that may not."""
    if not answers:
        raise SharingError(say("sharing.nothing"))
    for field in answers:
        if _is_of_safety_check(field):
            raise SharingError(say("sharing.safety-check"))
    raw = {field: raw_answer(value) for field, value in answers.items()}
    finished = ((one, found) for one in edition if not (found := _checked(one, raw)).problems)
    taken: list[SelfTest] = []
    checked: dict[str, Value] = {}
    # Those with answers of their own first: one that only borrows adds nothing to them. By id, so
    # that the order and the growth of the catalogue change no link.
    for one, found in sorted(finished, key=lambda pair: (not _has_own(*pair), pair[0].id)):
        if found.answers.keys() - checked.keys():
            taken.append(one)
            checked.update(found.answers)
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
    # 4 and 4.0 are the same answer, but a whole number is not written "4.0".
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _checked(one: SelfTest, raw: Mapping[str, Raw]) -> Checked:
    """Return one self-test's answers; what was asked about is taken as confirmed."""
    return check(_questions(one), raw, confirmed=frozenset(raw))


def _in_the_way(field: str, raw: Mapping[str, Raw], edition: Iterable[SelfTest]) -> Problem | None:
    """Return what keeps a self-test that asks for this field from being finished."""
    for one in edition:
        if field in {place.id for place in _places((one,))}:
            for problem in _checked(one, raw).problems:
                return problem
    return None


def _questions(one: SelfTest) -> Iterator[Question]:
    """Yield the questions of a self-test that may be shared."""
    return (q for q in questions_of(one.screens) if not _is_of_safety_check(q.id))


def _is_of_safety_check(field: str) -> bool:
    return field.startswith(f"{safety_check().id}.")


def _has_own(one: SelfTest, found: Checked) -> bool:
    """Return whether a question that is a self-test's own was answered."""
    return any(field.startswith(f"{one.id}.") for field in found.answers)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the answer to one question on one side stands in the number.

    `push` puts it on top of what is there already and `pop` takes it off again. The digit 0
    always means that there is no answer.
    """

    question: Question
    side: Side | None

    @property
    def id(self) -> str:
        """The field that the answer belongs to."""
        return field_id(self.question.id, self.side)

    def push(self, number: int, value: Value | None) -> int:
        """Return the number with a checked answer added."""
        if self.question.kind == "choice":
            digit = 0 if value is None else 1 + self._options().index(str(value))
            return _push(number, digit, 1 + len(self._options()))
        entries: tuple[str | float, ...] = (
            value if isinstance(value, tuple) else () if value is None else (value,)
        )
        if self.question.kind == "choices":
            for option in reversed(self._options()):
                number = _push(number, int(option in entries), 2)
            return number
        grid = _Grid.of(self.question)
        for entry in reversed(entries):
            number = _push(number, grid.step(float(entry)), grid.steps)
        return _push(number, len(entries), 1 + self.question.trials)

    def pop(self, number: int) -> tuple[int, Value | None]:
        """Return the number that was there before, and the answer."""
        if self.question.kind == "choice":
            number, digit = divmod(number, 1 + len(self._options()))
            return number, self._options()[digit - 1] if digit else None
        if self.question.kind == "choices":
            chosen = []
            for option in self._options():
                number, is_chosen = divmod(number, 2)
                if is_chosen:
                    chosen.append(option)
            return number, tuple(chosen) or None
        grid = _Grid.of(self.question)
        number, count = divmod(number, 1 + self.question.trials)
        values = []
        for _ in range(count):
            number, step = divmod(number, grid.steps)
            values.append(grid.value(step))
        if not values:
            return number, None
        return number, tuple(values) if self.question.trials > 1 else values[0]

    def layout(self) -> str:
        """Return all that decides how the answer is packed, for the fingerprint."""
        grid = _Grid.of(self.question)
        return (
            f"{self.id} {self.question.kind} {self.question.trials} "
            f"{grid.least} {grid.steps} {grid.per_unit} {' '.join(self._options())}\n"
        )

    def _options(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.question.options)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The values a number may have: `steps` of them from `least`, `per_unit` in each unit."""

    least: int
    steps: int
    per_unit: int

    @classmethod
    def of(cls, question: Question) -> "_Grid":
        """Return the grid of a question: hundredths for a length, else whole numbers."""
        per_unit = 10**LENGTH_DECIMALS if question.kind == "length" else 1
        least = question.least.value if question.least else -LARGEST_NUMBER
        most = question.most.value if question.most else LARGEST_NUMBER
        first = round(least * per_unit)
        return cls(first, round(most * per_unit) - first + 1, per_unit)

    def step(self, value: float) -> int:
        """Return which step a value is."""
        return round(value * self.per_unit) - self.least

    def value(self, step: int) -> float:
        """Return the value at a step, exactly as `answering` rounds it."""
        return (self.least + step) / self.per_unit if self.per_unit > 1 else self.least + step


def _places(self_tests: Iterable[SelfTest]) -> tuple[_Place, ...]:
    """Return every place of some self-tests; a question that two of them share has one."""
    places = {
        place.id: place
        for one in self_tests
        for question in _questions(one)
        for side in sides_of(question)
        for place in (_Place(question, side),)
    }
    return tuple(places.values())


def _push(number: int, digit: int, radix: int) -> int:
    """Return the number with a digit added. Raises `ValueError` for one that does not fit."""
    if not 0 <= digit < radix:
        raise ValueError(f"{digit} does not fit: expected 0 to {radix - 1}")
    return number * radix + digit


def _code(one: SelfTest) -> int:
    """Return what stands for a self-test's id, wherever it stands in the catalogue."""
    return crc32(one.id.encode()) % CODES


def _fingerprint(self_tests: Iterable[SelfTest]) -> int:
    """Return what tells these questions from the same ones with other options or limits.

    It catches a definition that was changed without a new version.
    """
    layouts = "".join(place.layout() for place in _places(self_tests))
    return crc32(layouts.encode()) % FINGERPRINTS


def _found(edition: Iterable[SelfTest], code: int, version: int) -> SelfTest:
    """Return the self-test of a code. Raises `SharingError` for another version, or for none."""
    for one in edition:
        if _code(one) == code:
            if version < one.version:
                raise SharingError(say("sharing.older", title=one.title))
            if version > one.version:
                raise SharingError(say("sharing.newer"))
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


def _enveloped(letters: str) -> str:
    """Return the whole text. Raises `SharingError` for more than a link can hold."""
    pairs = -(-len(letters) // PAIR)
    if pairs > MOST_PAIRS:
        raise SharingError(say("sharing.too-much"))
    text = FORMAT + LETTERS[pairs] + letters.rjust(PAIR * pairs, LETTERS[0])
    return text + _checksum(text)


def _opened(text: str) -> str:
    """Return the packed answers of a text. Raises `SharingError` unless the text is whole."""
    is_ours = 0 < len(text) <= LONGEST and all(letter in LETTERS for letter in text)
    if not is_ours or text[0] == LETTERS[0]:
        raise SharingError(say("sharing.foreign"))
    is_whole = len(text) >= SHORTEST and (
        _checksum(text[:-CHECKSUM_LETTERS]) == text[-CHECKSUM_LETTERS:]
    )
    if text[0] != FORMAT:
        raise SharingError(say("sharing.newer" if is_whole else "sharing.foreign"))
    pairs = LETTERS.index(text[1]) if len(text) >= ENVELOPE else 1
    length = ENVELOPE + PAIR * pairs + CHECKSUM_LETTERS
    if len(text) < length:
        raise SharingError(say("sharing.cut-off"))
    if len(text) > length or not is_whole:
        raise SharingError(say("sharing.damaged"))
    return text[ENVELOPE:-CHECKSUM_LETTERS]


def _checksum(text: str) -> str:
    """Return the checksum of a text: 32 bits, which no single changed letter leaves as it was."""
    return _spelled(crc32(text.encode(), CHECKSUM_START)).rjust(CHECKSUM_LETTERS, LETTERS[0])
