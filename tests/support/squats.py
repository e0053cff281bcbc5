"""Squats of the explorer's model, and the places of their joints in a picture."""

from self_tests.catalogue import squat_model
from self_tests.frame import Point
from self_tests.model import SquatModel
from self_tests.squat import Stance, Technique, balanced, shin_lean

CM_PER_BODY = 175.0
"""The height (cm) of a person for whom none is given."""
FRONT = Technique()


def shin_at(wall: float, height: float = CM_PER_BODY) -> float:
    """Return the lean of the shin, which must exist."""
    found = shin_lean(squat_model(), wall, height)
    assert found is not None
    return found


def stance(shin: float, way: Technique = FRONT, model: SquatModel | None = None) -> Stance:
    """Return the balanced squat, which must exist."""
    found = balanced(model or squat_model(), shin, way)
    assert found is not None
    return found


def squat(wall: float = 7.5, way: Technique = FRONT) -> Stance:
    """Return the balanced squat of a person whose knee gets this far past the toes."""
    return stance(shin_at(wall), way)


def joints(stance: Stance, ankle: Point, person: float) -> list[Point]:
    """Return where shoulder, hip, knee and ankle are in a picture, from its upper left corner.

    A person who stands is `person` pixels tall in it.
    """
    places = (stance.shoulder, stance.hip, stance.knee, (0.0, 0.0))
    return [(ankle[0] + x * person, ankle[1] - y * person) for x, y in places]
