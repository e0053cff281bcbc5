"""What a report names first, and what it calls every other line.

A report names at most one first thing; none is right when nothing stands out. The order: knee and
load if it is a priority, then lines that are too close to call, then the leading line.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from self_tests.lines import LineResult
from self_tests.load_line import LoadResult
from self_tests.model import Place
from self_tests.ranked_lines import leading, outstanding
from self_tests.stability import Stability


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstThing:
    """What is named first, and what comes close to it.

    `load_is_first` is whether knee and load is named first; then the line is next. At most one of
    the others is set: `line`, to start with; `close`, one line whose reading is too close to call,
    or two whose order is; `little`, a line with a lower ceiling, if only such lines stand out.
    `unsure` are the ids of lines whose band is too close to call.
    """

    load_is_first: bool
    line: LineResult | None
    close: tuple[LineResult, ...]
    little: LineResult | None
    unsure: frozenset[str]

    def place(self, found: LineResult) -> Place:
        """Return what a line is called beside the first thing."""
        if found in self.close or found.line.id in self.unsure:
            return "too close"
        if found is self.line:
            return "next" if self.load_is_first else "first"
        if found in outstanding((found,)) and (self.load_is_first or found is not self.little):
            return "also"
        return ""


def first_thing(
    ranked: Sequence[LineResult], load: LoadResult | None, found: Stability
) -> FirstThing:
    """Return what a report names first.

    `ranked` are the lines, the highest first, and `found` is how often each of them would come out
    the same again.
    """
    unsure = {each.line.id for each in found.lines if each.too_close}
    first = leading(ranked)
    close = _close(ranked, first, found, unsure)
    # A line in `close` is called too close to call, unless it clearly stands out.
    unsure |= {each.line.id for each in close if not outstanding((each,))}
    others = outstanding(ranked)
    return FirstThing(
        load_is_first=load is not None and load.band == "priority",
        line=None if close else first,
        close=close,
        little=others[0] if others and not close and not first else None,
        unsure=frozenset(unsure),
    )


def _close(
    ranked: Sequence[LineResult],
    first: LineResult | None,
    found: Stability,
    unsure: set[str],
) -> tuple[LineResult, ...]:
    """Return what is too close to call: one line, the leading one and its rival, or nothing."""
    if first is None:
        return next(((each,) for each in ranked if each.line.id in unsure), ())
    rival = next((each for each in ranked if each.line == found.rival), None)
    is_doubtful = first.line.id in unsure
    if found.too_close and rival:
        stands_in = bool(outstanding((rival,))) or rival.line.id in unsure
        if stands_in or not is_doubtful:
            return (first, rival)
    return (first,) if is_doubtful else ()
