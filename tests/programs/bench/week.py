"""How long the search for a week takes: every plan there is, at every session length.

    uv run python -m tests.programs.bench.week [rounds]

Times are processor time in this Python, the shortest of so many rounds each.
"""

import sys
import time
from statistics import mean

from self_tests.catalogue import drill, plan_table
from self_tests.weeks import week
from tests.support.plans import made_plans

ROUNDS = 5
MOST_MILLISECONDS = 5
"""What the search may take in CPython."""


def times(minutes: int, rounds: int) -> list[float]:
    """Return the least milliseconds that the week of each plan takes."""
    found = []
    for base, extras in sorted(made_plans()):
        drills = [drill(name) for name in (*base, *extras)]
        taken = []
        for _ in range(rounds):
            begin = time.process_time()
            week(plan_table(), drills[: len(base)], drills[len(base) :], minutes)
            taken.append(time.process_time() - begin)
        found.append(1000 * min(taken))
    return found


def main(rounds: int) -> None:
    """Print the mean and the longest time for each session length, and what is wanted."""
    for minutes in plan_table().minutes:
        found = times(minutes, rounds)
        print(
            f"{minutes:>3} minutes: mean {mean(found):.1f} ms, longest {max(found):.1f} ms "
            f"of {len(found)} plans; wanted at most {MOST_MILLISECONDS} ms"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
