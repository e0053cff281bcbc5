"""Every plan that the rows of the plan table can make, for tests that look at all of them."""

from functools import cache

from self_tests.site.authoring import reachable_drills
from self_tests.site.authoring.reachable_drills import EQUIPMENT, Drills

__all__ = ["EQUIPMENT", "Drills", "made_plans"]


@cache
def made_plans() -> frozenset[tuple[Drills, Drills]]:
    """Return the drills of every plan: those of the base that take time, and the extras."""
    return frozenset((plan.base, plan.extras) for plan in reachable_drills.made_plans())
