"""What is known about a visit, in the form that the rows of the plan table ask for."""

from collections.abc import Iterable, Mapping, Sequence

from self_tests.catalogue import line_table, plan_table
from self_tests.load_line import load_signs
from self_tests.model import Answers, LoadSign, LoadTable, MeasureId, Points, Side, When
from self_tests.scoring import SelfTestResult, points_of

type Facts = Mapping[str, str]


def facts(results: Sequence[SelfTestResult], answers: Answers) -> Facts:
    """Return the value of every known fact of the plan table."""
    seen = _Seen(results, answers)
    values = {fact.id: fact.of(seen) for fact in plan_table().facts}
    return {name: value for name, value in values.items() if value is not None}


def are_so(conditions: Iterable[When], known: Facts) -> bool:
    """Return whether every condition holds; one about an unknown fact does not."""
    return all(known.get(when.fact) == when.equals for when in conditions)


class _Seen:
    """The results of a visit, as facts look at them."""

    def __init__(self, results: Sequence[SelfTestResult], answers: Answers) -> None:
        self.answers = answers
        self._results = results
        # A measure without norms for this reader counts in no line, but can decide how a drill
        # starts.
        self._measured = {
            each.measure.id: each for test in results for each in test.measures if each.complete
        }

    @property
    def points(self) -> Points:
        return {
            question: points
            for result in self._results
            for question, points in points_of(result.self_test).items()
        }

    def worst(self, measure: MeasureId) -> float | None:
        worst = self._measured[measure].worst if measure in self._measured else None
        return worst.measured.value if worst else None

    def worse_sides(self, measure: MeasureId) -> tuple[Side | None, ...]:
        worst = self.worst(measure)
        if worst is None:
            return ()
        findings = self._measured[measure].findings
        return tuple(found.side for found in findings if found.measured.value == worst)

    def deficit(self, measure: MeasureId) -> float | None:
        result = self._measured.get(measure)
        if result is None or result.worst is None or result.measure.deficit is None:
            return None
        if not result.has_norms:
            return None
        return result.measure.deficit.of(result.worst.measured)

    def signs(self, line: str) -> tuple[LoadSign, ...]:
        return load_signs(self.load(line), self.answers, self._measured)

    def load(self, line: str) -> LoadTable:
        for each in line_table().lines:
            if each.id == line and each.load:
                return each.load
        raise LookupError(f'There is no line "{line}" with a table of load.')
