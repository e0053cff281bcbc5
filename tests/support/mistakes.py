"""Mistakes that authors make in a definition, each with the sentence that reports it."""

from pathlib import Path

import pytest

from self_tests import catalogue
from self_tests.definition_reader import DefinitionError, parse, read
from self_tests.model import SelfTest

FILE = "self-tests/knee-to-wall/definition.toml"

TEXT = (Path(catalogue.__file__).parent / "definitions" / FILE).read_text("utf-8")


def mistake(old: str, new: str) -> DefinitionError:
    """Return the error for the real definition with one thing changed."""
    assert old in TEXT
    with pytest.raises(DefinitionError) as caught:
        read(SelfTest, parse(TEXT.replace(old, new, 1), FILE), FILE, owner="knee-to-wall")
    return caught.value


MISTAKES = [
    ('id = "knee-to-wall"\n', "", f"{FILE}: id: missing. Add id = ..."),
    (
        "minutes = 5",
        'minutes = "five"',
        f'{FILE}: minutes: expected a whole number, found "five". Write 10.',
    ),
    (
        "minutes = 5",
        "minutes = true",
        f"{FILE}: minutes: expected a whole number, found true. Write 10.",
    ),
    (
        "title = ",
        "titel = ",
        f'{FILE}: unknown key "titel". Did you mean "title"?',
    ),
    (
        'kind = "length"',
        'kind = "lenght"',
        (
            f'{FILE}: screens[1].questions[3].kind: "lenght" is not known here. '
            'Write one of "length", "whole-number", "scale", "choice", "choices".'
        ),
    ),
    (
        "limit = { value = 10.0,",
        'limit = { value = "ten",',
        (f'{FILE}: measures[1].tiers[1].limit.value: expected a number, found "ten". Write 10.0.'),
    ),
    (
        'kind = "mean-of-trials"',
        'kind = "mean"',
        (
            f'{FILE}: measures[1].reading.kind: "mean" is not a known rule. '
            'Write one of "mean-of-trials", "largest-of-trials", "count", "sum-of-points", '
            '"flat-minus-raised", "yes-no-answer".'
        ),
    ),
    (
        'kind = "mean-of-trials"\n',
        "",
        (
            f"{FILE}: measures[1].reading.kind: missing. "
            'Write one of "mean-of-trials", "largest-of-trials", "count", "sum-of-points", '
            '"flat-minus-raised", "yes-no-answer".'
        ),
    ),
    (
        'sources = ["powden-2015", "konor-2012", "chisholm-2012", "hoch-2011"]',
        'sources = "powden-2015"',
        f'{FILE}: sources: expected a list, found "powden-2015". Put it in [ ].',
    ),
    (
        'status = "our choice", why = "Toe against the wall."',
        'status = "guess"',
        (
            f'{FILE}: screens[1].questions[3].least.status: "guess" is not known here. '
            'Write one of "measured", "reported", "derived", "our choice".'
        ),
    ),
]
