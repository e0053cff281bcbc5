"""Fields for numbers: each names its unit, and opens the keyboard on which it can be typed."""

import pytest
from playwright.sync_api import Locator

from self_tests import catalogue
from self_tests.answering import LengthUnit, questions_of
from tests.support.visiting import Visit
from tests.support.walking import LEFT_IS_WORSE, Walk

pytestmark = pytest.mark.usefixtures("answered")

WITH_NUMBERS = ("knee-to-wall", "hip-hold", "heel-raise", "single-leg-balance")
TRIALS = 3

# What follows the last comma of its label, and its keyboard.
FIELDS = """(element) => [...element.querySelectorAll("form input[type=text]")].map((field) => [
  field.name.replace(/[.](left|right)$/, ""),
  field.labels[0].textContent.split(", ").at(-1),
  field.inputMode,
])"""


def opened(visit: Visit, self_test: str, unit: LengthUnit) -> Walk:
    """Begin a self-test in a browser whose country measures in that unit."""
    locale = "en-US" if unit == "in" else "en-GB"
    walk = Walk(visit.page(f"self-tests/{self_test}/", locale=locale))
    walk.go_on()
    return walk


def switch(walk: Walk, unit: LengthUnit) -> None:
    """Choose the unit, where the self-test has a choice; it need not be in view."""
    for choice in walk.self_test.locator(f"[data-unit-choice][value={unit}]").all():
        choice.evaluate("(choice) => choice.click()")


def expected(self_test: str, unit: LengthUnit) -> list[tuple[str, str, str]]:
    """Return each number's fields on both sides, as its definition has them."""
    keyboard = "decimal" if unit == "cm" else "text"
    return [
        (
            asked.id,
            unit if asked.kind == "length" else asked.unit,
            keyboard if asked.kind == "length" else "numeric",
        )
        for asked in questions_of(catalogue.self_test(self_test).screens)
        if asked.kind in ("length", "whole-number")
        for _ in range(2 * asked.trials)
    ]


def fields(walk: Walk) -> list[tuple[str, str, str]]:
    """Return the fields of a page, further measures included."""
    return [(name, unit, keyboard) for name, unit, keyboard in walk.self_test.evaluate(FIELDS)]


@pytest.mark.parametrize("self_test", WITH_NUMBERS)
@pytest.mark.parametrize(("first", "then"), [("in", "cm"), ("cm", "in")])
def test_a_number_has_its_unit_and_its_keyboard(
    visit: Visit, self_test: str, first: LengthUnit, then: LengthUnit
) -> None:
    """Each label ends in its unit; fractions of an inch get all letters, decimals their digits."""
    walk = opened(visit, self_test, first)
    before = fields(walk)
    switch(walk, then)
    assert (before, fields(walk)) == (expected(self_test, first), expected(self_test, then))


def measuring(visit: Visit, unit: LengthUnit) -> Walk:
    """Walk up to the distance from the wall."""
    walk = Walk(visit.page("self-tests/knee-to-wall/", locale="en-US"))
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    switch(walk, unit)
    return walk


def described(field: Locator) -> str:
    """Return what a field is described by, as it is shown."""
    text: str = field.evaluate(
        "(field) => field.getAttribute('aria-describedby').split(' ')"
        ".map((id) => document.getElementById(id).innerText).join(' ').trim()"
    )
    return text


@pytest.mark.parametrize(
    ("unit", "hint"),
    [("in", "Halves and quarters are fine, like 4 1/2."), ("cm", "Halves are fine, like 10.5.")],
)
def test_a_length_says_how_it_is_written(visit: Visit, unit: LengthUnit, hint: str) -> None:
    """Each measure of a length has an example in the chosen unit, which stands above the fields."""
    walk = measuring(visit, unit)
    distances = walk.self_test.locator('[name="knee-to-wall.distance.left"]')
    shown = walk.self_test.locator(".self-test-hint:visible").all_inner_texts()
    assert [described(each) for each in distances.all()] == [hint] * TRIALS
    assert hint in [text.strip() for text in shown]


@pytest.mark.parametrize(
    ("unit", "step"),
    [
        (
            "in",
            "half an inch and try again. Once it fails, go in quarter-inch steps.",
        ),
        (
            "cm",
            "1 cm and try again. Once it fails, go in half-centimeter steps.",
        ),
    ],
)
def test_steps_speak_the_chosen_unit(visit: Visit, unit: LengthUnit, step: str) -> None:
    """A step has its lengths in inches or in centimeters, whichever is chosen below it."""
    walk = measuring(visit, unit)
    shown = walk.self_test.locator(".self-test-steps:visible li").nth(3).inner_text()
    assert shown == f"It touches? Slide the foot back {step}"


@pytest.mark.parametrize(
    ("unit", "length", "said"), [("in", "4 in", "4 inches"), ("cm", "10 cm", "10 cm")]
)
def test_the_figure_speaks_the_chosen_unit(
    visit: Visit, unit: LengthUnit, length: str, said: str
) -> None:
    """Beside the fields, the gap in the figure and its caption are in the unit chosen there."""
    walk = measuring(visit, unit)
    figure = walk.self_test.locator(".figure:visible", has=walk.page.locator("tspan"))
    # The name of the picture names no length: what is hidden in it would be read out.
    named = figure.locator("svg").evaluate("(picture) => picture.querySelector('desc').textContent")
    assert (
        figure.locator("tspan:visible").all_text_contents(),
        figure.locator("figcaption").inner_text().rpartition(", here ")[2],
        [one for one in ("cm", "inch") if one in named],
    ) == ([length], f"{said}.", [])


def test_a_figure_speaks_both_units_where_none_is_chosen(visit: Visit) -> None:
    """Above the form the gap is in inches and below them in centimeters, one under the other."""
    page = visit.page("self-tests/knee-to-wall/")
    lines = page.locator(".figure-still:visible tspan:not([data-in-unit=both])")
    tops = lines.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().top)")
    assert (lines.all_text_contents(), tops[0] < tops[1]) == (["4 in", "10 cm"], True)
