"""What readers keep outlives its definitions: links, copies, and answers of the same tab."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from self_tests.catalogue import drill, edition, newest_edition, self_test, self_test_ids
from self_tests.earlier_answers import question_of
from self_tests.editions import edition_of
from self_tests.model import owner_of
from self_tests.site.authoring.freezing import text_of
from tests.support.editions import made_edition
from tests.support.first_edition import COPIES, LINKS
from tests.support.repository import ROOT
from tests.support.requests import CLEAR, ask, knee_to_wall, send
from tests.support.single_self_tests import hold
from tests.support.visits import confirmed

DEFINITIONS = ROOT / "self_tests/definitions"
NEW_QUESTION = """
[[screens.questions]]
id = "shoes"
kind = "choice"
text = "Did you wear shoes?"
if-empty = "Say whether you wore shoes"
options = [
  { id = "no", text = "No" },
  { id = "yes", text = "Yes" },
]

[[measures]]
"""
RENAMES = """
[[renames]]
kind = "question"
old = "squat-check.flat-foot"
new = "squat-check.flat-roll"

[[renames]]
kind = "question"
old = "squat-check.flat-roll"
new = "squat-check.flat-arch"

[[renames]]
kind = "option"
question = "step-down.knee"
old = "over"
new = "straight"

[[renames]]
kind = "self-test"
old = "heel-raise"
new = "calf-raise"

[[renames]]
kind = "drill"
old = "wall-sitting"
new = "wall-sit"
"""
# What stands in those entries, from the first edition's name to the last one.
TODAY = {"squat-check.flat-foot": "squat-check.flat-arch"}
OPTIONS_TODAY = {
    ("step-down.knee", "over"): "straight",
    ("knee-load.discomfort", "lasting"): "next-morning",
}


@pytest.fixture
def later() -> Iterator[int]:
    """Let a later edition be there, and return its number.

    A question and an option have other names, and nobody said so. Another question, another option
    and a whole self-test have other names that are known. A question, an option and a self-test
    are gone, a question is new, and what a reader may enter has other limits.
    """
    with made_edition() as made:
        renamed_in_silence = "self-tests/arch-check/definition.toml"
        made.change(renamed_in_silence, 'id = "arch"\nkind', 'id = "flattens"\nkind')
        made.change(renamed_in_silence, 'question = "arch"', 'question = "flattens"')
        made.change(
            "self-tests/step-down/definition.toml", 'id = "inside-foot"', 'id = "past-the-foot"'
        )
        made.change("self-tests/step-down/definition.toml", 'id = "over"', 'id = "straight"')
        squat = "self-tests/squat-check/definition.toml"
        made.change(squat, 'id = "flat-foot"', 'id = "flat-arch"')
        made.change(squat, '"flat-foot"', '"flat-arch"')
        known = (DEFINITIONS / "renames.toml").read_text("utf-8")
        made.write("renames.toml", known + RENAMES)
        load = "self-tests/knee-load/definition.toml"
        made.change(load, _question(load, "feel"), "")
        made.change("self-tests/knee-to-wall/definition.toml", _option_not_sure(), "")
        made.change("catalogue.toml", '  "single-leg-balance",\n', "")
        made.change("self-tests/hip-hold/definition.toml", "\n[[measures]]\n", NEW_QUESTION)
        made.change(
            "self-tests/hip-hold/definition.toml", "most = { value = 600", "most = { value = 300"
        )
        heel = (DEFINITIONS / "self-tests/heel-raise/definition.toml").read_text("utf-8")
        made.write(
            "self-tests/calf-raise/definition.toml", heel.replace("heel-raise", "calf-raise")
        )
        made.change("catalogue.toml", '"heel-raise"', '"calf-raise"')
        for table in ("lines.toml", "plan.toml", "spreads.toml", "chain-check.toml"):
            text = (DEFINITIONS / table).read_text("utf-8")
            made.write(table, text.replace("heel-raise", "calf-raise"))
        number = newest_edition() + 1
        made.change("catalogue.toml", f"edition = {number - 1}", f"edition = {number}")
        frozen = text_of(edition_of(number, map(self_test, self_test_ids())))
        made.write(f"editions/{number}.toml", frozen)
        yield number


def _question(file: str, name: str) -> str:
    """Return a question as a definition writes it."""
    text = (DEFINITIONS / file).read_text("utf-8")
    blocks = re.split(r"(?=^\[\[)", text, flags=re.MULTILINE)
    return next(block for block in blocks if f'id = "{name}"\n' in block)


def _option_not_sure() -> str:
    file = "self-tests/knee-to-wall/definition.toml"
    return _question(file, "not-sure")


def today(field: str) -> str:
    """Return what a field of the first edition is called in the later one."""
    if owner_of(field) == "heel-raise":
        return field.replace("heel-raise", "calf-raise")
    question = question_of(field)
    return TODAY.get(question, question) + field.removeprefix(question)


def fits(field: str, typed: Any, number: int) -> bool:  # noqa: ANN401 - as a link or a copy has it
    """Return whether the frozen questions of an edition have a place for an answer of the first."""
    questions = {
        question.id: question for one in edition(number).self_tests for question in one.questions
    }
    name = question_of(today(field))
    if name.endswith(".stopped"):
        # A stop has no place in a link any more; an old one is still shown.
        return owner_of(name) in {one.id for one in edition(number).self_tests}
    if name not in questions:
        return False
    entries = [entry for entry in (typed if isinstance(typed, list) else [typed]) if entry != ""]
    place = questions[name]
    if place.options:
        return all(OPTIONS_TODAY.get((name, entry), entry) in place.options for entry in entries)
    return all(
        place.least <= round(centimeters(entry) * place.per_unit) < place.least + place.steps
        for entry in entries
    )


def centimeters(typed: str | float) -> float:
    """Return a number as it was typed, inches as centimeters."""
    text = str(typed).replace(",", ".")
    number = float(text.removesuffix('"').removesuffix("cm").removesuffix("in"))
    return number * 2.54 if text.endswith(('"', "in")) else number


def gone(answers: Mapping[str, Any], number: int) -> set[str]:
    """Return the fields of the first edition whose answers do not fit a later one."""
    return {field for field, typed in answers.items() if not fits(field, typed, number)}


def told(answers: Mapping[str, Any], number: int) -> set[str]:
    """Return what the later edition says about answers of the first one."""
    titles = {one.id: one.title for one in edition(1).self_tests}
    counts = Counter(titles[owner_of(field)] for field in gone(answers, number))
    return {
        f"{title}: {count} earlier answers don't fit today's questions, so they're left out here."
        if count > 1
        else f"{title}: 1 earlier answer doesn't fit today's questions, so it's left out here."
        for title, count in counts.items()
    }


def test_the_later_edition_is_another_one(later: int) -> None:
    """What stands in for an edition to come has each kind of change that a link may meet."""
    answers = {field: value for link in LINKS for field, value in link["answers"].items()}
    assert {owner_of(field) for field in gone(answers, later)} >= {
        "arch-check",  # renamed in silence
        "knee-load",  # a question less
        "single-leg-balance",  # a self-test less
        "hip-hold",  # other limits
    }
    everything = [(question_of(f), v) for link in LINKS for f, v in link["answers"].items()]
    assert ("step-down.knee", "inside-foot") in everything
    assert ("knee-to-wall.heel", "not-sure") in everything
    assert [one.id for one in edition(later).self_tests if one.id == "calf-raise"] == ["calf-raise"]


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link["what"])
def test_a_link_opens_in_a_later_edition(link: dict[str, Any], later: int) -> None:
    """A link shows what still fits, says what does not, and which edition it was made with."""
    found = send("open", text=link["text"])["ok"]
    left = link["answers"].keys() - gone(link["answers"], later)
    assert (set(found["set_aside"]), found["edition"], found["edition_text"]) == (
        told(link["answers"], later),
        1,
        f"Made with edition 1 of our questions, and scored again with edition {later}.",
    )
    assert set(found["answers"]) == set(map(today, left))


@pytest.mark.parametrize("copy", COPIES, ids=lambda path: path.stem)
def test_a_copy_opens_in_a_later_edition(copy: Any, later: int) -> None:  # noqa: ANN401 - a path
    """A copy comes back day by day, none of its answers is lost, and it says what did not fit."""
    text = copy.read_text("utf-8")
    sets = sorted(json.loads(text)["sets"], key=lambda one: one["date"])
    found = send("saved", text=text)["ok"]
    assert ([one["date"] for one in found["sets"]], found["refused"]) == (
        [one["date"] for one in sets],
        [],
    )
    for before, after in zip(sets, found["sets"], strict=True):
        assert set(after["set_aside"]) == told(before["answers"], later)
        assert set(after["answers"]) == set(map(today, before["answers"]))
        assert (after["edition"], after["edition_text"]) == (
            1,
            f"Made with edition 1 of our questions, and scored again with edition {later}.",
        )
    # What comes back is saved, and read the next time.
    again = [{"date": one["date"], "answers": one["answers"]} for one in found["sets"]]
    assert send("saved", sets=again)["ok"]["sets"] == found["sets"]


@pytest.mark.usefixtures("later")
def test_a_new_question_keeps_no_value_away() -> None:
    """A hold that was kept before anybody asked about shoes still has its seconds."""
    text = json.dumps({"sets": [{"date": "2026-10-01", "answers": hold(40, 30)}]})
    results = send("saved", text=text)["ok"]["sets"][0]["results"]
    assert [re.findall(r"\d+ s", each["text"]) for each in results] == [["40 s", "30 s"]]


def test_renamed_options_are_read(later: int) -> None:
    """An option with another name today is the same answer."""
    link = next(one for one in LINKS if one["what"] == "one self-test: step-down")
    assert send("open", text=link["text"])["ok"]["answers"] == {
        field: OPTIONS_TODAY.get((question_of(field), value), value)
        for field, value in link["answers"].items()
        if fits(field, value, later)
    }


@pytest.mark.usefixtures("later")
def test_a_drill_is_found_by_its_earlier_id() -> None:
    """A drill that has another id today is found by the one that somebody kept."""
    assert drill("wall-sitting") == drill("wall-sit")


def test_every_copy_is_read_today() -> None:
    """Every day of every copy comes back with all its answers."""
    for copy in COPIES:
        text = copy.read_text("utf-8")
        found = send("saved", text=text)["ok"]
        sets = sorted(json.loads(text)["sets"], key=lambda one: one["date"])
        assert [len(one["answers"]) for one in found["sets"]] == [
            len(one["answers"]) for one in sets
        ]
        assert found["refused"] == []


EARLIER: dict[str, Any] = {
    "knee-to-wall.reach.left": "12",
    "knee-to-wall.heel.right": {"down": True},
    "step-down.knee.left": "sideways",
    "step-down.knee.right": "over",
    "shoulder-reach.distance": ["1", "2"],
}


def test_answers_of_the_same_tab_refuse_nothing() -> None:
    """What another self-test was told before a deploy is set aside, and the rest is scored."""
    answers = {**CLEAR, **hold(40, 30)}
    alone = ask(answers, self_tests=["hip-hold"])["ok"]
    beside = ask({**EARLIER, **answers}, self_tests=["hip-hold"])["ok"]
    assert beside.pop("set_aside") == [
        ("Knee-to-wall: 2 earlier answers don't fit today's questions, so they're left out here."),
        "Step-down: 1 earlier answer doesn't fit today's questions, so it's left out here.",
        (
            "Another self-test: 1 earlier answer doesn't fit today's questions, so it's left "
            "out here."
        ),
    ]
    assert beside == alone


def test_what_is_set_aside_is_saved_and_not_shared() -> None:
    """Saving a result keeps the answers that fit no question, and the link has none of them."""
    wanted: dict[str, Any] = {"self_tests": ["hip-hold"], "do": "share"}
    alone = ask(hold(40, 30), **wanted)["ok"]
    beside = ask({**EARLIER, "safety-check.gone": "1", **hold(40, 30)}, **wanted)["ok"]
    kept = {field: value for field, value in EARLIER.items() if field != "step-down.knee.right"}
    assert beside["text"] == alone["text"]
    assert beside["answers"] == {**kept, **hold(40, 30)}


def test_a_slip_in_what_is_asked_goes_back() -> None:
    """An option that does not exist, in the self-test that somebody takes, is asked again."""
    answers = {**CLEAR, **knee_to_wall(), "knee-to-wall.felt.left": "calv"}
    assert ask(answers, self_tests=["knee-to-wall"])["error"]["question"] == (
        "knee-to-wall.felt.left"
    )


def test_the_safety_check_is_never_set_aside_in_part() -> None:
    """A warning sign with a name that nobody knows is asked again, beside whatever else."""
    answers = {**CLEAR, **knee_to_wall(), "safety-check.now": ["none", "of-old"]}
    assert ask(answers, self_tests=["knee-to-wall"])["error"]["question"] == "safety-check.now"


def test_a_slip_that_leaves_nothing_is_named() -> None:
    """Where nothing else is there to score, an unknown question is told with the nearest name."""
    assert ask({"hip-hold.secons.left": "40"})["error"]["message"] == (
        'There is no question "hip-hold.secons.left". Did you mean "hip-hold.seconds.left"?'
    )


def test_many_foreign_self_tests_are_told_in_short() -> None:
    """Answers of a thousand foreign self-tests are one sentence."""
    foreign = {f"test-{number}.answer": "1" for number in range(1000)}
    found = ask({**CLEAR, **hold(40, 30), **foreign}, confirmed=confirmed())["ok"]
    assert [sentence.partition(" don't ")[0] for sentence in found["set_aside"]] == [
        "Another self-test: 1000 earlier answers"
    ]
