"""The printed scorecard says what Python says: its tables are read as with a pencil in hand."""

import random
import re

import pytest

from self_tests import catalogue
from self_tests.site.html import html
from tests.requests import CLEAR, report
from tests.site.test_markdown import PRACTICE
from tests.visits import complete, confirmed

VISITS = 500
TIERED = [
    name
    for name in catalogue.self_test_ids()
    if any(measure.tiers for measure in catalogue.self_test(name).measures)
]
NUMBER = r"(-?[0-9.]+)"
# How a range is worded, and what it means for a value.
RANGES = (
    (rf"{NUMBER}[^,]* or more, less than {NUMBER}", lambda value, low, high: low <= value < high),
    (rf"more than {NUMBER}[^,]*, up to {NUMBER}", lambda value, low, high: low < value <= high),
    (rf"{NUMBER}.* or more", lambda value, low: value >= low),
    (rf"{NUMBER}.* or less", lambda value, high: value <= high),
    (rf"less than {NUMBER}", lambda value, high: value < high),
    (rf"more than {NUMBER}", lambda value, low: value > low),
)


def tables(name: str) -> dict[str, list[tuple[str, str]]]:
    """Return the rows of each printed table, range and tier, by what is measured."""
    shown = html("self-test", (name,), PRACTICE)
    found = {}
    for table in re.findall(r'<table class="scorecard-tiers">(.*?)</table>', shown, re.DOTALL):
        rows = re.findall(r"<tr><td>(.*?)</td><td><strong>(.*?)</strong>", table)
        caption = re.search(r"<caption>(.*?)</caption>", table)
        assert caption is not None
        found[caption[1]] = rows
    return found


def differences(name: str) -> list[str]:
    """Return the printed sentences about left and right."""
    shown = html("self-test", (name,), PRACTICE)
    return re.findall(r'<p class="scorecard-difference">(.*?)</p>', shown)


def read_off(rows: list[tuple[str, str]], value: float) -> list[str]:
    """Return every tier whose printed range holds a value."""
    return [tier for words, tier in rows if holds(words, value)]


def holds(words: str, value: float) -> bool:
    """Return whether a printed range holds a value."""
    for pattern, fits in RANGES:
        if found := re.match(pattern, words):
            return bool(fits(value, *map(float, found.groups())))
    raise AssertionError(words)


def differ(sentence: str, value: float) -> bool:
    """Return whether a printed sentence calls a difference real."""
    if found := re.search(rf"when they are {NUMBER} \S+ or more apart", sentence):
        return value >= float(found[1])
    found = re.search(rf"when they are more than {NUMBER} \S+ apart", sentence)
    assert found is not None, sentence
    return value > float(found[1])


@pytest.mark.parametrize("name", TIERED)
def test_pencil_and_python_agree(name: str) -> None:
    """For 500 random answers the printed tables give the tier and the difference of Python."""
    dice = random.Random(name)  # noqa: S311 - any answers will do, the same ones each time
    printed = tables(name)
    sentences = differences(name)
    unusual = confirmed()
    texts = {each.id: each.text for each in catalogue.self_test(name).measures}
    differing = []
    for _ in range(VISITS // len(TIERED)):
        answers = {**CLEAR, **complete([name], dice.choice)}
        for result in report(answers, confirmed=unusual, self_tests=[name])["results"]:
            rows = printed.get(texts[result["measure"]], [])
            differing += [
                (side["value"], side["tier_text"], read_off(rows, side["value"]))
                for side in result["sides"]
                if rows and side["value"] is not None
                if read_off(rows, side["value"]) != [side["tier_text"]]
            ]
            gap = result["difference"]
            if gap and sentences:
                said = differ(sentences[0], gap["value"])
                differing += [(gap["value"], str(gap["real"]), [])] if said != gap["real"] else []
    assert differing == []
