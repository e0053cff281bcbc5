"""Answers in a link: back unchanged, or refused with a sentence that says what to do."""

from binascii import crc32
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from self_tests.answering import Raw, check, questions_of
from self_tests.catalogue import safety_check
from self_tests.editions import edition_of
from self_tests.model import Answers, SelfTest
from self_tests.sharing import CODES, LETTERS, LONGEST, VERSIONS, SharingError, decode
from self_tests.sharing import encode as packed
from tests.support.answers import (
    BORROWS,
    EDITION,
    LOAD,
    answers_to,
    catalogue_edition,
    definition,
    fields_of,
    full_answers,
    options,
    reached,
)

CATALOGUE = catalogue_edition()
LOADED: Answers = {"load.changes": ("none",), "load.discomfort": 4}
# A link that somebody saved: its text may not change without a new format.
SAVED = "1E06VkzjfrvFGDkjAwgovmwP3RDb2A4ZbLUC"

letters = st.sampled_from(LETTERS)


def is_stop(field: str) -> bool:
    """Return whether a field says that a self-test was stopped, which no link says."""
    return "stop" in field.partition(".")[2]


def encode(answers: Answers, self_tests: Iterable[SelfTest] | None = None) -> str:
    """Return the link of these self-tests as the first edition, or of the catalogue's own."""
    return packed(answers, self_tests, None if self_tests is None else 1)


def enveloped(body: str, version: str = "1") -> str:
    """Return a text whose length and checksum are right, whatever it holds."""
    text = f"{version}{LETTERS[len(body) // 2]}{body}"
    left, spelled = crc32(text.encode(), crc32(b"self-tests share link")), ""
    for _ in range(6):
        left, digit = divmod(left, 62)
        spelled = LETTERS[digit] + spelled
    return text + spelled


def read(text: str, self_tests: Iterable[SelfTest] = EDITION) -> Answers:
    """Return the answers of a link that these self-tests made, as the first edition."""
    return decode(text, [edition_of(1, self_tests)]).answers


def refusal(text: str, edition: tuple[SelfTest, ...] = EDITION) -> str:
    """Return the message for a text that may not be read."""
    with pytest.raises(SharingError) as caught:
        read(text, edition)
    return str(caught.value)


def refusal_of(answers: Mapping[str, Any], edition: tuple[SelfTest, ...] = EDITION) -> str:
    """Return the message for answers that may not go into a link."""
    with pytest.raises(SharingError) as caught:
        encode(answers, edition)
    return str(caught.value)


FOREIGN = "This isn't a link to a result. Copy the whole link from the message it came in."
CUT_OFF = "This link is cut off: its end is missing. Copy all of it, down to the last letter."
DAMAGED = (
    "This link got changed on its way, and we can't read it. Ask for it again, or copy it "
    "once more."
)
NEWER = (
    "This link comes from a newer edition of this page. Reload the page, then open the link again."
)
CHANGED = (
    "This link was made with other questions than this page asks, so its answers don't fit. "
    "Reload the page. If that doesn't help, take the self-test again."
)
UNKNOWN = (
    "This link holds a self-test this page doesn't know. Reload the page, then open the link again."
)


@given(answers=answers_to(EDITION))
def test_round_trip(answers: Answers) -> None:
    """What goes into a link comes out of it."""
    assert answers == read(encode(answers, EDITION), EDITION)


@given(answers=answers_to(CATALOGUE))
def test_round_trip_of_the_catalogue(answers: Answers) -> None:
    """What goes into a link comes out of it, for the self-tests that readers take."""
    kept = {field: value for field, value in answers.items() if not is_stop(field)}
    assume(kept)
    assert kept == decode(encode(answers)).answers


def test_saved_link_stays_readable() -> None:
    """A link that was saved once is read the same way for ever."""
    answers = {**reached((10.5, 11.25), 9), **LOADED, "load.held.left": 70, "load.height": 20.32}
    assert (SAVED, answers) == (encode(answers, EDITION), read(SAVED, EDITION))


@given(answers=answers_to(EDITION), data=st.data())
def test_equal_answers_equal_text(answers: Answers, data: st.DataObject) -> None:
    """Neither the order of answers, nor of chosen options, nor 4.0 for 4 changes the text."""

    def respelled(value: Any) -> Any:  # noqa: ANN401 - any checked value
        if isinstance(value, tuple) and isinstance(value[0], str):
            return tuple(data.draw(st.permutations(value)))
        return float(value) if isinstance(value, int) else value

    order = data.draw(st.permutations(list(answers)))
    same = {field: respelled(answers[field]) for field in order}
    assert encode(answers, EDITION) == encode(same, EDITION)


@given(answers=answers_to(EDITION), data=st.data())
def test_other_answers_other_text(answers: Answers, data: st.DataObject) -> None:
    """Two different sets of answers never share a text."""
    other = data.draw(answers_to(EDITION))
    assume(answers != other)
    assert encode(answers, EDITION) != encode(other, EDITION)


@given(answers=answers_to(EDITION))
def test_text_survives_any_messenger(answers: Answers) -> None:
    """A link's text is letters and digits only, of known length, with the format first."""
    text = encode(answers, EDITION)
    assert (text[0], set(text) - set(LETTERS), len(text) <= LONGEST) == ("1", set(), True)


@given(answers=answers_to(EDITION))
def test_self_tests_may_change_places(answers: Answers) -> None:
    """A link is read the same way after the catalogue was reordered or has grown."""
    grown = (definition("later", [], version=1), *reversed(EDITION))
    assert answers == read(encode(answers, EDITION), grown)


def test_every_changed_letter_is_noticed() -> None:
    """No single letter of a link can be changed without a refusal."""
    text = encode(reached(), EDITION)
    messages = {
        refusal(text[:place] + letter + text[place + 1 :])
        for place in range(len(text))
        for letter in LETTERS
        if letter != text[place]
    }
    assert {FOREIGN, CUT_OFF, DAMAGED} == messages


@given(answers=answers_to(EDITION), data=st.data())
def test_damage_is_noticed(answers: Answers, data: st.DataObject) -> None:
    """A letter changed, lost, added or swapped with its neighbour is noticed."""
    text = encode(answers, EDITION)
    place = data.draw(st.integers(0, len(text) - 2))
    letter = data.draw(letters)
    damaged = data.draw(
        st.sampled_from(
            [
                text[:place] + letter + text[place + 1 :],
                text[:place] + text[place + 1 :],
                text[:place] + letter + text[place:],
                text[:place] + text[place + 1] + text[place] + text[place + 2 :],
            ]
        )
    )
    assume(damaged != text)
    assert refusal(damaged) in {FOREIGN, CUT_OFF, DAMAGED}


@given(answers=answers_to(EDITION), data=st.data())
def test_cut_off_says_so(answers: Answers, data: st.DataObject) -> None:
    """A link that lost its end says that it is cut off."""
    text = encode(answers, EDITION)
    assert refusal(text[: data.draw(st.integers(1, len(text) - 1))]) == CUT_OFF


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "hello",
        "hello there",
        "https://example.org/#1",
        "1é",
        "\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff10",
        "\x00",
        "1" * (LONGEST + 1),
        "1" * 5_000_000,
        "\ud800",
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_foreign_text_says_so(text: str) -> None:
    """A text that never was a link says that it is none."""
    assert refusal(text) == FOREIGN


@pytest.mark.parametrize("version", ["2", "9", "A", "z"])
def test_newer_format_says_so(version: str) -> None:
    """A whole link in a format of the future asks for a reload."""
    assert refusal(enveloped("00", version)) == NEWER


def test_format_zero_never_was() -> None:
    """A text in a format older than the first is no link, whatever its checksum."""
    assert refusal(enveloped("00", "0")) == FOREIGN


def test_something_added_at_the_end() -> None:
    """A link with more behind it was changed on its way."""
    assert refusal(encode(reached(), EDITION) + "xy") == DAMAGED


@pytest.mark.parametrize("version", [1, 3])
def test_another_version_under_the_same_edition(version: int) -> None:
    """A link of a site that has other versions of the self-tests says that they do not fit."""
    made = definition("load", [{"same-as": "reach.heel"}], version=2)
    other = definition("load", [{"same-as": "reach.heel"}], version=version)
    text = encode({"reach.heel.left": "down", "reach.heel.right": "down"}, (made,))
    assert refusal(text, (other,)) == CHANGED


def test_unknown_self_test_says_so() -> None:
    """A link to a self-test that this edition has not got says so."""
    assert refusal(encode(reached(), EDITION), (LOAD,)) == UNKNOWN


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (options("volume", "speed"), options("speed", "volume")),
        (options("volume", "speed"), options("volume", "speed", "jumps")),
        (options("volume", "speed"), options("volume", "pace")),
    ],
)
def test_changed_questions_under_the_same_edition(old: list[Any], new: list[Any]) -> None:
    """Options that were moved, added or renamed in the same edition are noticed all the same."""

    def made(choices: list[Any]) -> tuple[SelfTest]:
        question = {"id": "one", "kind": "choice", "text": "One?", "if-empty": "Choose"}
        return (definition("small", [{**question, "options": choices}]),)

    assert refusal(encode({"small.one": "volume"}, made(old)), made(new)) == CHANGED


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"reach.heel.left": None}, "Say whether your left heel stayed down"),
        ({"reach.heel.left": "lifted"}, "Your left heel lifted"),
        ({"reach.distance.left": (26.0,)}, "Left distance must be between 0 and 25 cm"),
        ({"reach.distance.left": (-0.01,)}, "Left distance must be between 0 and 25 cm"),
        ({"reach.distance.left": (float("nan"),)}, "Left distance must be a number, like 10.5"),
        ({"reach.distance.left": (1, 2, 3, 4)}, "Left distance must be a number, like 10.5"),
    ],
)
def test_unfinished_answers_stay_out(change: Mapping[str, Any], problem: str) -> None:
    """Answers that would go back to the reader do not go into a link."""
    answers = {k: v for k, v in {**reached(), **change}.items() if v is not None}
    assert refusal_of(answers) == f"These answers can't go into a link yet. {problem}."


def test_answers_that_were_asked_about_go_in() -> None:
    """Unusual values that the reader said are right go into a link and come out again."""
    answers = reached((1.0, 9.99), 25.0)
    assert answers == read(encode(answers, EDITION), EDITION)


@pytest.mark.parametrize(
    "answers",
    [
        {**reached(), "reach.toe": "down"},
        {**reached(), "reach.heel": "down"},
        {**LOADED, "load.which": "speed"},
    ],
    ids=["unknown", "side missing", "not asked after these answers"],
)
def test_answers_nobody_asked_for_stay_out(answers: Mapping[str, Any]) -> None:
    """An answer to a question that is not asked is named and refused."""
    field = list(answers)[-1]
    assert refusal_of(answers) == (
        f'No self-test asks for "{field}" here, so it can\'t go into a link. Leave it out.'
    )


def test_nothing_to_share() -> None:
    """No answers make no link."""
    assert refusal_of({}) == "There's nothing to share yet. Finish a self-test first."


@pytest.mark.parametrize(
    "question", tuple(questions_of(safety_check().screens)), ids=lambda question: question.id
)
def test_safety_check_stays_out(question: Any) -> None:  # noqa: ANN401 - a question
    """No answer to the safety check goes into a link, beside whatever else."""
    assert refusal_of({**reached(), question.id: ("none",)}) == (
        "Answers to the safety check never go into a link. Share the self-tests without them."
    )


def test_self_test_that_borrows_from_the_safety_check() -> None:
    """A question that a self-test borrows from the safety check takes no room in a link."""
    borrowed = {"id": "safety-check.age", "kind": "choice", "text": "Age?", "options": options("a")}
    question = {"id": "one", "kind": "choice", "text": "One?", "options": options("a", "b")}
    edition = (definition("small", [borrowed, question]),)
    assert read(encode({"small.one": "b"}, edition), edition) == {"small.one": "b"}


def test_borrowed_question_is_packed_once() -> None:
    """A question that two self-tests ask is in a link once, whichever of them was taken."""
    seen = {"borrows.seen.left": "yes", "borrows.seen.right": "no"}
    stopped = {"reach.stopped.left": ("yes",), "reach.stopped.right": ("yes",)}
    alone: Answers = {**seen, **stopped}
    assert alone == read(encode(alone, (BORROWS, LOAD)), (BORROWS, LOAD))
    both: Answers = {**reached(), **seen}
    assert both == read(encode(both, EDITION), EDITION)
    assert len(encode(both, EDITION)) < len(encode(reached(), EDITION)) + 7


def test_too_many_answers_for_one_link() -> None:
    """Answers that fill more than a link can hold ask for fewer self-tests."""
    many = [
        {"id": f"q{place}", "kind": "choices", "text": "?", "options": options(*"abcdefgh")}
        for place in range(100)
    ]
    edition = (definition("long", many),)
    assert refusal_of(full_answers(edition), edition) == (
        "These answers are too many for one link. Share fewer self-tests at once."
    )


def test_a_link_is_used_to_its_last_letter() -> None:
    """Answers that just fit make the longest text there is, and it can be read."""

    def lengths() -> Iterator[int]:
        for bits in range(665, 720):
            ticked = {"id": "ticks", "kind": "choices", "text": "?", "optional": True}
            names = [f"o{number}" for number in range(bits)]
            edition = (definition("long", [{**ticked, "options": options(*names)}]),)
            answers: Answers = {"long.ticks": tuple(names)}
            try:
                text = encode(answers, edition)
            except SharingError:
                return
            assert answers == read(text, edition)
            yield len(text)

    assert max(lengths()) == LONGEST


@given(text=st.text(max_size=200))
def test_any_text_is_refused_politely(text: str) -> None:
    """Any text at all gives a message or answers, never anything else."""
    assert refusal(text) in {FOREIGN, CUT_OFF, DAMAGED, NEWER}


@given(body=st.text(alphabet=LETTERS, min_size=1, max_size=61))
def test_well_made_nonsense(body: str) -> None:
    """A text with a right checksum and anything inside is refused, or is its answers' own text."""
    text = enveloped(body + body)
    try:
        answers = read(text, EDITION)
    except SharingError:
        return
    assert text == encode(answers, EDITION)


@settings(max_examples=300)
@given(answers=answers_to(EDITION), data=st.data())
def test_forged_links(answers: Answers, data: st.DataObject) -> None:
    """A letter changed and the checksum put right gives only what the questions let in."""
    body = encode(answers, EDITION)[2:-6]
    place = data.draw(st.integers(0, len(body) - 1))
    forged = enveloped(body[:place] + data.draw(letters) + body[place + 1 :])
    try:
        found = read(forged, EDITION)
    except SharingError:
        return
    questions = [q for one in EDITION for q in questions_of(one.screens)]
    raw: dict[str, Raw] = {k: [*v] if isinstance(v, tuple) else v for k, v in found.items()}
    outside = [
        problem.question
        for question in questions
        for problem in check((replace(question, hide_when=None, show_when=None),), raw).problems
        if problem.question in raw and problem.kind == "error" and "heel lifted" not in str(problem)
    ]
    assert (found.keys() - fields_of(EDITION), outside) == (set(), [])


def test_longer_spelling_of_the_same_answers() -> None:
    """The same number with zeros before it is not the canonical text, so it is refused."""
    body = encode(reached(), EDITION)[2:-6]
    assert refusal(enveloped(f"00{body}")) == DAMAGED


def test_full_chain_check_fits_a_short_text() -> None:
    """Every question of every self-test, one measure a side, takes under 80 letters."""
    full = full_answers(CATALOGUE)
    text = encode(full)
    left = fields_of(CATALOGUE) - set(full)
    assert (len(text) < 80, full) == (True, decode(text).answers)
    assert all(is_stop(field) for field in left)


@given(answers=answers_to(CATALOGUE, most_trials=1, fewest=len(CATALOGUE)))
def test_every_chain_check_fits_a_short_text(answers: Answers) -> None:
    """All self-tests with one measure a side take under 80 letters, whatever was answered."""
    assert len(encode(answers)) < 80


@given(answers=answers_to(CATALOGUE, fewest=len(CATALOGUE)))
def test_the_longest_answers_fit_a_link(answers: Answers) -> None:
    """All self-tests with all trials fit."""
    assert len(encode(answers)) <= LONGEST


def test_catalogue_can_be_shared() -> None:
    """Ids of the catalogue have different codes, and versions are in range."""
    codes = {crc32(one.id.encode()) % CODES for one in CATALOGUE}
    assert len(codes) == len(CATALOGUE)
    assert [one.id for one in CATALOGUE if not 0 < one.version < VERSIONS] == []
