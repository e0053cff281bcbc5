"""What each measure is read from."""

from self_tests.answering import questions_of
from self_tests.catalogue import self_test, self_test_ids

EXPECTED = {
    "knee-to-wall.distance": ["distance"],
    "squat-check.difference": [
        f"{squat}-{sign}"
        for squat in ("flat", "raised")
        for sign in ("heels", "knees", "foot", "chest", "shift")
    ],
    "step-down.faults": ["arm", "trunk", "pelvis", "knee", "foot"],
    "hip-hold.seconds": ["seconds"],
    "heel-raise.reps": ["reps"],
    "arch-check.arch": ["arch"],
    "knee-load.squat-discomfort": ["squat-discomfort"],
    "knee-load.training-impact": ["participation", "volume", "performance", "discomfort"],
    "single-leg-balance.seconds": ["seconds"],
}


def test_every_measure_names_its_questions() -> None:
    """Each measure says which questions it is read from, and its self-test asks them all."""
    found: dict[str, list[str]] = {}
    for name in self_test_ids():
        definition = self_test(name)
        asked = {question.id for question in questions_of(definition.screens)}
        for measure in definition.measures:
            assert set(measure.reading.questions) <= asked
            found[measure.id] = [
                question.removeprefix(f"{name}.") for question in measure.reading.questions
            ]
    assert {name: found.get(name) for name in EXPECTED} == EXPECTED
