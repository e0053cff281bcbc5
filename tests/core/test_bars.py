"""Bars: where values and zones stand, whatever the measure."""

from hypothesis import given
from hypothesis import strategies as st

from self_tests.catalogue import self_test, self_test_ids
from self_tests.model import Measure
from self_tests.reporting.bars import bar_of
from self_tests.scoring import tier_of
from tests.support.requests import CLEAR, knee_to_wall, report
from tests.support.single_self_tests import step_down
from tests.support.visits import confirmed, visits

TIERED = tuple(
    measure for name in self_test_ids() for measure in self_test(name).measures if measure.tiers
)


def zone_at(measure: Measure, value: float) -> str:
    """Return the name of the zone that a value is drawn in."""
    bar = bar_of(measure, ())
    assert bar
    at, end = bar.at(value), 0.0
    for zone in bar.zones():
        end += zone["size"]
        if at < end:
            return zone["text"]
    return bar.zones()[-1]["text"]


@given(measure=st.sampled_from(TIERED), data=st.data())
def test_a_value_is_drawn_in_the_zone_of_its_tier(measure: Measure, data: st.DataObject) -> None:
    """Every value that a reader can measure stands in the zone that is named as its tier is."""
    step = measure.step.value
    number = data.draw(st.integers(0, round((measure.highest - measure.lowest) / step)))
    value = measure.lowest + number * step
    tier = tier_of(measure, value)
    assert tier
    assert zone_at(measure, value) == (tier.short or tier.text)


@given(measure=st.sampled_from(TIERED), data=st.data())
def test_further_right_is_never_worse(measure: Measure, data: st.DataObject) -> None:
    """Of two values the better one stands at least as far to the right."""
    values = st.floats(measure.lowest, measure.highest)
    one, other = data.draw(values), data.draw(values)
    worse, better = sorted([one, other], reverse=not measure.low_is_bad)
    bar = bar_of(measure, ())
    assert bar
    assert bar.at(worse) <= bar.at(better)


@given(answers=visits())
def test_zones_fill_the_bar_and_marks_stand_on_it(answers: dict[str, object]) -> None:
    """In every report zones add up to 100, the worst first, and each error holds its value."""
    for result in report(answers, confirmed=confirmed())["results"]:
        sizes = [zone["size"] for zone in result["zones"]]
        assert not sizes or (abs(sum(sizes) - 100) < 0.5, min(sizes) > 0) == (True, True)
        for side in result["sides"]:
            if side["at"] is not None:
                assert 0 <= side["from_at"] <= side["at"] <= side["to_at"] <= 100


def test_no_fault_stands_at_the_good_end() -> None:
    """A step-down without a fault stands in the last zone, far right, not at the left end."""
    (result,) = (
        each
        for each in report({**CLEAR, **step_down(0)})["results"]
        if each["self_test"] == "step-down"
    )
    assert [side["at"] > 80 for side in result["sides"]] == [True, True]


def test_a_measure_without_tiers_has_no_bar() -> None:
    """What reads as nothing gets neither zones nor places."""
    made = [
        each
        for each in (report({**CLEAR, **knee_to_wall(left="6", right="9", felt="calf")})["results"])
        if each["zones"]
    ]
    plain = [measure for name in self_test_ids() for measure in self_test(name).measures]
    assert (
        len(made),
        [bar_of(measure, ()) for measure in plain if not measure.tiers][:1],
    ) == (1, [None])
