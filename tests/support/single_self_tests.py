"""Answers of single self-tests, with as many findings as a test wants."""

from typing import Any


def sides(question: str, left: str, right: str) -> dict[str, str]:
    """Return the answers to one sided question."""
    return {f"{question}.left": left, f"{question}.right": right}


def step_down(faults: int) -> dict[str, str]:
    """Return a step-down with this many faults on both sides."""
    answers = sides("step-down.knee", *[("over", "inside-toe", "inside-foot")[min(faults, 2)]] * 2)
    for number, name in enumerate(("arm", "trunk", "pelvis", "foot"), 3):
        answers |= sides(f"step-down.{name}", *["yes" if faults >= number else "no"] * 2)
    return answers


def hold(left: int, right: int) -> dict[str, str]:
    """Return a hip hold."""
    return sides("hip-hold.seconds", str(left), str(right))


def squat(difference: int = 0) -> dict[str, str]:
    """Return a squat check whose signs differ by 0 to 8 points."""
    names = ("heels", "knees", "foot", "chest", "shift")
    left = difference
    answers = {"squat-check.raised-done": "yes", "squat-check.raised-discomfort": "0"}
    for name in names:
        points = min(left, 2)
        left -= points
        answers[f"squat-check.flat-{name}"] = ("none", "some", "clear")[points]
        answers[f"squat-check.raised-{name}"] = "none"
    return {**answers, "knee-load.squat-discomfort": "0", "knee-load.where": "nowhere"}


SORE = {
    "knee-load.changes": ["none"],
    "knee-load.feel": "both",
    "knee-load.participation": "all",
    "knee-load.volume": "none",
    "knee-load.performance": "none",
    "knee-load.discomfort": "none",
}


def sore(discomfort: int, where: str) -> dict[str, Any]:
    """Return a knee that hurts in a squat."""
    return {**SORE, "knee-load.squat-discomfort": str(discomfort), "knee-load.where": where}
