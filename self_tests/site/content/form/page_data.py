"""The data that a page needs before Python has started, as JSON beside each form.

The element that reads it applies limits, conditions and levels without knowing what they mean:
every number, pattern and message in it comes from a definition or from `self_tests.answering`.
"""

import re
from collections.abc import Mapping
from typing import Any, get_args

from self_tests.answering import (
    LENGTH_DECIMALS,
    LONGEST_NUMBER,
    NUMBER,
    PLAIN,
    UNITS,
    WHOLE_NUMBER,
    LengthUnit,
    field_messages,
    sides_of,
)
from self_tests.model import (
    SAFETY_LEVELS,
    Condition,
    Number,
    Option,
    Question,
    SafetyCheck,
    Side,
)
from self_tests.rules.readings import field_id
from self_tests.safety import LEVELS_AT_ONCE
from self_tests.site.content.form.form import Form, FormScreen
from self_tests.site.digests import script_json

WORDS_THE_ELEMENT_SETS = (
    *("count", "problem-title", "loaded", "save-data", "waiting-text", "waiting-long"),
)
"""Sentences that change while the page is open; all others are in the markup."""

FAULTS = ("empty", "not-a-number", "out-of-range", "unusual", "apart")
"""The faults that the element checks. Options come from our own markup, so none can be unknown."""


def page_data(
    form: Form, safety: SafetyCheck, practice: Mapping[str, str], words: Mapping[str, str]
) -> str:
    """Return the data of one form as JSON that may stand inside a `<script>`.

    `practice` is what a request says about who runs the site; `words` are the finished sentences
    of `WORDS_THE_ELEMENT_SETS` by their names.
    """
    data = {
        "form": form.id,
        "self_tests": [test.id for test in form.self_tests],
        "lengths": {length.id: length.self_tests for length in form.lengths},
        "practice": practice,
        "levels": SAFETY_LEVELS,
        "levels_at_once": LEVELS_AT_ONCE,
        "count_rules": [
            {"group": rule.group, "at_least": rule.at_least, "level": rule.level}
            for rule in safety.count_rules
        ],
        "numbers": {
            "length": _pattern_for_scripts(NUMBER),
            "whole": _pattern_for_scripts(WHOLE_NUMBER),
            "longest": LONGEST_NUMBER,
            "decimals": LENGTH_DECIMALS,
            "plain": PLAIN,
            "units": UNITS,
        },
        "screens": [_screen(shown, safety) for shown in form.screens],
        "words": {name: words[name] for name in WORDS_THE_ELEMENT_SETS},
    }
    return script_json(data)


def _pattern_for_scripts(pattern: re.Pattern[str]) -> str:
    r"""Return the pattern as JavaScript writes it.

    There, named groups are spelled differently, and `\s` matches more blanks than in an ASCII
    pattern.
    """
    return pattern.pattern.replace("(?P<", "(?<").replace(r"\s", r"[ \t\n\r\f\v]")


def _screen(shown: FormScreen, safety: SafetyCheck) -> dict[str, Any]:
    return _without_blanks(
        {
            "id": shown.id,
            "self_test": shown.self_test,
            "questions": [_question(question, safety) for question in shown.screen.questions],
        }
    )


def _question(question: Question, safety: SafetyCheck) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": question.id,
        "kind": question.kind,
        "fields": [_field(question, side) for side in sides_of(question)],
        "trials": question.trials,
        "optional": question.optional,
        "options": [_option(option) for option in question.options],
        "least": _value(question.least),
        "most": _value(question.most),
        "unusual_below": _value(question.unusual_below),
        "unusual_above": _value(question.unusual_above),
        "apart": _value(question.apart),
        "show_when": _condition(question.show_when),
        "hide_when": _condition(question.hide_when),
        "until_hit": question.until_hit,
    }
    if question.gates or (question.kind == "scale" and question.id.startswith(f"{safety.id}.")):
        data["level_from"] = {"value": safety.discomfort_from.value, "level": "education"}
    return _without_blanks(data)


def _field(question: Question, side: Side | None) -> dict[str, Any]:
    units = get_args(LengthUnit.__value__) if question.kind == "length" else ("",)
    return _without_blanks(
        {
            "id": field_id(question.id, side),
            "side": side,
            "messages": {unit: _messages(question, side, unit or "cm") for unit in units},
            "refused": {
                option.id: option.refused.format(side=side)
                for option in question.options
                if option.refused
            },
        }
    )


def _messages(question: Question, side: Side | None, unit: LengthUnit) -> dict[str, str]:
    """Return the messages for the mistakes that a reader can make in our own form."""
    messages = field_messages(question, side, unit)
    return {name: messages[name] for name in FAULTS if name in messages}


def _option(option: Option) -> dict[str, Any]:
    return _without_blanks(
        {"id": option.id, "level": option.level, "group": option.group, "alone": option.alone}
    )


def _condition(condition: Condition | None) -> dict[str, Any] | None:
    if condition is None:
        return None
    return {"question": condition.question, "is_one_of": condition.is_one_of}


def _value(number: Number | None) -> float | None:
    return number.value if number else None


def _without_blanks(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out empty values: the page is for phones. Zero is a limit and stays."""
    return {
        key: value
        for key, value in data.items()
        if value not in (None, "", [], {}) and value is not False
    }
