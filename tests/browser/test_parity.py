"""The page checks before Python is there. What it says is what Python says."""

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from self_tests import catalogue
from self_tests.answering import LengthUnit, Raw, check, questions_of, sides_of
from self_tests.model import SAFETY_LEVELS, Question, SelfTest
from self_tests.rules.readings import field_id
from self_tests.safety import assess
from self_tests.site.bundle.processes import find_program
from self_tests.site.content.form.form import form as form_of
from self_tests.site.content.form.page_data import WORDS_THE_ELEMENT_SETS, page_data
from self_tests.site.content.practice import SitePractice
from self_tests.site.content.words import interface_words
from tests.support.markup import PRACTICE
from tests.support.requests import CLEAR

HERE = Path(__file__).parent

NUMBERS = (
    *("", " ", "\t\n", "\u00a0", "\u2003\u3000", "\ufeff", "\x1c", "\x85"),
    *("ten", "NaN", "Infinity", "1e1", "0x10", "10.", ".5", "10..5", "10,5,5", "1 0", "- 3", "--3"),
    *("10", "10.5", "10,5", "10.25", "10.12345", "+10", "-3", "-0", "0", "00010", "100000", "400"),
    *("3", "2.99", "2.994", "2.995", "2.996", "20", "20.004", "20.006", "25", "25.01", "25.004"),
    *(
        "10 cm",
        "10cm",
        "10 CM",
        "10  cm",
        "10\tcm",
        "10\u00a0cm",
        "10 cm.",
        "10 mm",
        "cm",
        "10 m",
        "10½",
        "🦵",
    ),
    *('4"', "4 in", "4in", "4 IN", "4 inch", "4 inches", "4″", "4''", "4 foot", "9.8425 in"),
    *("9.8426 in", "9.85 in", "1.18 in", "1.19 in", "-4 in", "4 \u0131n", "4 \u0131N", "4 \u017fm"),
    *(
        "  10  ",
        "\u00a010\u00a0",
        "\ufeff10",
        "\x1f10",
        "10\u200b",
        "\uff11\uff10",
        "\u0661\u0660",
        "¼",
    ),
    *("1" * 6, "9" * 10_000, " " * 10_000, "🦵" * 10_000, "10" + " " * 70 + "cm", "10\x00"),
    *(
        "4 1/2",
        "4 1/2 in",
        "4\u00bd",
        "4\u00bd in",
        "4 \u00be\u201d",
        "\u00bd in",
        "4-1/2 in",
        "1/0",
    ),
    *("4.5\u201d", "4.5 in.", "4.5''", "4.5\u2019\u2019", "11.", "11. cm", "11.. cm", "115mm."),
    *("11.5 centimeters", "11.5 centimetre", "115 millimeters", "2,5", ",5", "2,5 in", "\u22123"),
    *(
        "11\u202f.5",
        "1\u200b1.5\u2060",
        "\u200e11.5\u200f cm",
        "\u202a12\u202c",
        "\u200b",
        "\u200b ",
    ),
    *("\u0661\u0661\u066b\u0665", "\u06f1\u06f1\u060c\u06f5 cm", "\uff11\uff11\uff0e\uff15", "12."),
    *("4 11/2 in", "4 1/2 1/2", "1/2/3", "4\u00bd\u00bd", "3 1/8", "99/1", "4 1 / 2 in", "-1/2"),
    *(
        "115 mm",
        "10.5 mm mm",
        "mm",
        "12.0",
        "10 constructor",
        "10 toString",
        "10 CENTIMETERS",
        "4 İn",
        "4 1/",
        "\u20441/2",
        "1\u20442 in",
    ),
    *("<b>10</b>", "{0}", "%s", "null", "true", "[]", "10;", "'10'", "10 cm cm", "5 out of 10"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What somebody entered: texts by field, fields they confirmed, the unit they chose."""

    typed: Mapping[str, list[str]]
    confirmed: tuple[str, ...] = ()
    unit: LengthUnit = "cm"


def in_node(self_test: SelfTest, forms: Iterable[Form]) -> list[dict[str, Any]]:
    """Return what the page's scripts say about each form."""
    words = interface_words(SitePractice.of(PRACTICE))
    data = page_data(
        form_of(self_test.id),
        catalogue.safety_check(),
        {"name": "A Practice", "emergency_number": "112"},
        {name: words[name] for name in WORDS_THE_ELEMENT_SETS},
    )
    shown = [
        {"typed": each.typed, "confirmed": each.confirmed, "unit": each.unit} for each in forms
    ]
    done = subprocess.run(
        [*find_program("node"), "check_in_node.mjs"],
        input=f'{{"data":{data},"forms":{json.dumps(shown)}}}',
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=HERE,
    )
    assert done.returncode == 0, done.stderr[:3000]
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def in_python(
    self_test: SelfTest, answers: Mapping[str, Any], form: Form
) -> list[tuple[str, str, str]]:
    """Return what Python says about the same form."""
    screens = (*catalogue.safety_check().screens, *self_test.screens)
    checked = check(
        questions_of(screens), answers, confirmed=frozenset(form.confirmed), unit=form.unit
    )
    return [(problem.question, problem.message, problem.kind) for problem in checked.problems]


def own_questions(self_test: SelfTest) -> list[Question]:
    """Return the questions of a self-test without the safety check's."""
    return list(questions_of(self_test.screens))


def complete(self_test: SelfTest) -> dict[str, list[str]]:
    """Return answers that need no question back, as the form holds them."""
    typed = {field: entry if isinstance(entry, list) else [entry] for field, entry in CLEAR.items()}
    for question in own_questions(self_test):
        for side in sides_of(question):
            if not question.optional:
                typed[field_id(question.id, side)] = [_usual(question)]
    return typed


def _usual(question: Question) -> str:
    if question.options:
        return next(option.id for option in question.options if not option.refused)
    lower = question.unusual_below or question.least
    return str(int(lower.value) + 1 if lower else 1)


def forms_for(self_test: SelfTest) -> Iterator[Form]:
    """Yield every bad and odd input in every field that takes a number or a choice."""
    base = complete(self_test)
    units: tuple[LengthUnit, LengthUnit] = ("cm", "in")
    yield Form(typed=base)
    yield Form(typed={})
    for question in own_questions(self_test):
        for side in sides_of(question):
            field = field_id(question.id, side)
            yield Form(typed={**base, field: []})
            for option in question.options:
                yield Form(typed={**base, field: [option.id]})
            if question.options:
                continue
            for text in NUMBERS:
                yield Form(typed={**base, field: [text]})
                yield Form(typed={**base, field: [text]}, confirmed=(field,))
                if question.kind == "length":
                    yield Form(typed={**base, field: [text]}, unit=units[1])
                if question.trials > 1:
                    yield Form(typed={**base, field: ["10", text, ""]})
                    yield Form(typed={**base, field: [text, "12.1", "10 cm"]}, confirmed=(field,))


@pytest.fixture(scope="module", params=catalogue.self_test_ids())
def self_test(request: pytest.FixtureRequest) -> SelfTest:
    """Give each self-test of this edition."""
    return catalogue.self_test(request.param)


def test_page_and_python_say_the_same(self_test: SelfTest) -> None:
    """For every input the page has Python's problems, words included, before and after sending."""
    forms = list(forms_for(self_test))
    differing = []
    for form, found in zip(forms, in_node(self_test, forms), strict=True):
        page = [(one["question"], one["message"], one["kind"]) for one in found["problems"]]
        typed = in_python(self_test, form.typed, form)
        sent = in_python(self_test, found["request"]["answers"], form)
        if not page == typed == sent:
            differing.append((form, page, typed, sent))
    assert differing[:3] == []


def test_a_blank_form_is_full_of_problems(self_test: SelfTest) -> None:
    """The comparison above compares something: a blank form has a problem, a complete one none."""
    blank, whole = in_node(self_test, [Form(typed={}), Form(typed=complete(self_test))])
    assert (blank["problems"] != [], whole["problems"]) == (True, [])


# What comes up with an answer, and is answered so.
NONE_OF_THESE = {
    f"safety-check.{name}": ["none"] for name in ("young", "injury-signs", "bone-signs")
}


def visits() -> Iterator[dict[str, list[str]]]:
    """Yield safety checks with each option alone and each two together, everything else clear."""
    clear = {field: entry if isinstance(entry, list) else [entry] for field, entry in CLEAR.items()}
    for question in questions_of(catalogue.safety_check().screens):
        ways: list[dict[str, list[str]]] = [{}]
        if question.show_when:
            ways = [{question.show_when.question: [one]} for one in question.show_when.is_one_of]
        ids = [option.id for option in question.options] or [str(step) for step in range(11)]
        chosen = [[one] for one in ids]
        if question.kind == "choices":
            chosen += [
                [one, other]
                for number, one in enumerate(ids)
                for other in ids[number + 1 :]
                if "none" not in (one, other)
            ]
        for way in ways:
            for one in chosen:
                yield {**clear, **NONE_OF_THESE, **way, question.id: one}


def test_page_and_python_weigh_the_same() -> None:
    """For every warning sign, alone and in twos, the page opens the card that Python would."""
    test = catalogue.self_test("knee-to-wall")
    checks = list(visits())
    found = in_node(test, [Form(typed=typed) for typed in checks])
    differing = []
    seen = set()
    for typed, page in zip(checks, found, strict=True):
        answers: dict[str, Raw] = {
            field: list(entry)
            if len(entry) > 1 or isinstance({**CLEAR, **NONE_OF_THESE}.get(field), list)
            else entry[0]
            for field, entry in typed.items()
        }
        level = assess(answers).level or "clear"
        seen.add(level)
        if page["level"] != level:
            differing.append((typed, page["level"], level))
    assert (differing[:3], seen) == (
        [],
        {*SAFETY_LEVELS},
    )
