"""How often other people would get each tier, from published spreads."""

from collections.abc import Mapping
from dataclasses import dataclass

from self_tests import catalogue
from self_tests.model import Measure, Spread, Tier
from self_tests.rules import chance_below
from self_tests.site.content.citations import Cited, cited
from self_tests.site.content.drill_rows import capitalized
from self_tests.site.content.edition import measure_of
from self_tests.site.content.words import say_page
from self_tests.wording import plain_number


@dataclass(frozen=True, slots=True, kw_only=True)
class TierShare:
    """How many of 100 people would get a tier."""

    tier: Tier
    of_100: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Healthy:
    """How often one leg of some people would get each tier, from their published spread."""

    title: str
    people: str
    shares: tuple[TierShare, ...]
    numbers: tuple[Cited, ...]


def healthy_part() -> Mapping[str, object]:
    """Return how often other people would get each tier."""
    return {"healthy": tuple(_healthy(spread) for spread in catalogue.spreads())}


def _healthy(spread: Spread) -> Healthy:
    measure = measure_of(spread.measure)
    return Healthy(
        title=capitalized(measure.text),
        people=say_page(
            "healthy-people",
            people=spread.people,
            mean=plain_number(spread.mean.value),
            spread=plain_number(spread.spread.value),
            unit=measure.unit,
        ),
        shares=shares(measure, spread),
        numbers=(cited(spread.mean), cited(spread.spread)),
    )


def shares(measure: Measure, spread: Spread) -> tuple[TierShare, ...]:
    """Return how many of 100 people reach each tier, if their values are normally distributed.

    For a measure where low is bad. The shares are differences of rounded totals, so that they add
    up to 100.
    """
    reached = [
        round(100 * (1 - chance_below(spread.mean.value, tier.limit.value, spread.spread.value)))
        if tier.limit
        else 100
        for tier in measure.tiers
    ]
    return tuple(
        TierShare(tier=tier, of_100=total - before)
        for tier, total, before in zip(measure.tiers, reached, [0, *reached], strict=False)
    )
