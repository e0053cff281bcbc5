"""Squats of the explorer's model, and where their joints are in a picture."""

from self_tests.catalogue import squat_model
from self_tests.frame import Point
from self_tests.model import SquatModel
from self_tests.squat import Stance, Way, balanced, shin_lean

CM_PER_BODY = 175.0
"""How tall somebody is who is not said to be otherwise."""
FRONT = Way()


def shin_at(wall: float, height: float = CM_PER_BODY) -> float:
    """Return the lean of the shin, which there has to be."""
    found = shin_lean(squat_model(), wall, height)
    assert found is not None
    return found


def stance(shin: float, way: Way = FRONT, model: SquatModel | None = None) -> Stance:
    """Return the balanced squat, which there has to be."""
    found = balanced(model or squat_model(), shin, way)
    assert found is not None
    return found


def squat(wall: float = 7.5, way: Way = FRONT) -> Stance:
    """Return the balanced squat of somebody whose knee gets so far past the toes."""
    return stance(shin_at(wall), way)


def joints(stance: Stance, ankle: Point, person: float) -> list[Point]:
    """Return where shoulder, hip, knee and ankle are in a picture, right and down of its corner.

    Somebody who stands is `person` pixels tall in it.
    """
    places = (stance.shoulder, stance.hip, stance.knee, (0.0, 0.0))
    return [(ankle[0] + x * person, ankle[1] - y * person) for x, y in places]
