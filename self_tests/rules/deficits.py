"""Rules that turn a measured value into a deficit from 0 to 1."""

from collections.abc import Sequence
from dataclasses import dataclass

from self_tests.model import Measured, Number
from self_tests.rules.chance import chance_below, chances_below


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftThresholds:
    """How likely the true value is on the worse side of each border, averaged over the borders.

    There is no cliff: a value right on a border counts half.
    """

    thresholds: tuple[Number, ...]
    low_is_bad: bool = True

    def chances(self, measured: Measured) -> tuple[float, ...]:
        """Return, per threshold, the chance that the true value is on its worse side."""
        sign = 1 if self.low_is_bad else -1
        return tuple(
            chance_below(sign * measured.value, sign * threshold.value, measured.error)
            for threshold in self.thresholds
        )

    def of(self, measured: Measured) -> float:
        """Return the deficit, 0 to 1."""
        chances = self.chances(measured)
        return sum(chances) / len(chances)

    def of_each(self, values: Sequence[float], error: float) -> list[float]:
        """Return `of` for each of many values with the same error, at a fraction of the time."""
        sign = 1 if self.low_is_bad else -1
        signed = [sign * value for value in values]
        chances = [
            chances_below(signed, sign * threshold.value, error) for threshold in self.thresholds
        ]
        return [sum(row) / len(row) for row in zip(*chances, strict=True)]

    def error(self, measured: Measured) -> float:
        """Return half of what the deficit moves when the value moves one error either way."""
        up = Measured(measured.value + measured.error, measured.error)
        down = Measured(measured.value - measured.error, measured.error)
        return abs(self.of(up) - self.of(down)) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class YesOrNo:
    """A sign that is there (1) or not (0). It is counted as it is, without an error of its own."""

    def chances(self, measured: Measured) -> tuple[float, ...]:
        """Return certainty: the sign was seen or it was not."""
        return (measured.value,)

    def of(self, measured: Measured) -> float:
        """Return 1 for a sign that was seen, else 0."""
        return measured.value

    def of_each(self, values: Sequence[float], error: float) -> list[float]:  # noqa: ARG002 - the protocol's shape
        """Return the signs as they are."""
        return list(values)

    def error(self, measured: Measured) -> float:  # noqa: ARG002 - the protocol's shape
        """Return 0."""
        return 0.0
