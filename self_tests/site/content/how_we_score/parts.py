"""The parts of the page "How we score", by their names in markers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from self_tests import catalogue
from self_tests.model import Status
from self_tests.site.content.citations import Cited, cited_claim
from self_tests.site.content.edition import drills, self_tests
from self_tests.site.content.how_we_score.false_differences import false_differences_part
from self_tests.site.content.how_we_score.lines import DecisionRow, lines_part
from self_tests.site.content.how_we_score.plan import plan_part
from self_tests.site.content.how_we_score.population import healthy_part
from self_tests.site.content.how_we_score.safety import safety_part
from self_tests.site.content.how_we_score.self_tests import tests_part
from self_tests.site.content.how_we_score.squat_explorer import squat_explorer_part
from self_tests.site.content.words import say_page
from self_tests.stability import DRAWS, MOST_SCORINGS, TOO_CLOSE_BELOW

STATUSES: tuple[Status, ...] = ("measured", "reported", "derived", "our choice")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What no score reads, with the reasons."""

    id: str
    title: str
    reasons: tuple[Cited, ...]


type Part = Callable[[], Mapping[str, object]]
"""Gives the macro of a part what it shows."""


def certainty_part() -> Mapping[str, object]:
    """Return how sure a result is, in words with the constants of the code."""
    return {
        "sentences": (
            say_page("certainty-draws", draws=2 * DRAWS),
            say_page("certainty-too-close", least=TOO_CLOSE_BELOW),
            say_page("certainty-change", most=MOST_SCORINGS),
        )
    }


def not_used_part() -> Mapping[str, object]:
    """Return what no score reads, and why."""
    return {
        "left_out": tuple(
            LeftOut(
                id=entry.id,
                title=entry.title,
                reasons=tuple(cited_claim(reason) for reason in entry.reasons),
            )
            for entry in catalogue.not_used()
        )
    }


def statuses_part() -> Mapping[str, object]:
    """Return what each status means."""
    return {
        "statuses": tuple(
            DecisionRow(when=status, reads=say_page(f"status-{status.replace(' ', '-')}"))
            for status in STATUSES
        )
    }


def review_part() -> Mapping[str, object]:
    """Return how many definitions a clinician has reviewed."""
    reviewed = (
        catalogue.safety_check().reviewed,
        *(test.reviewed for test in self_tests()),
        *(drill.reviewed for drill in drills()),
    )
    done = sum(bool(text) for text in reviewed)
    key = "reviewed-some" if done else "reviewed-none"
    return {"sentence": say_page(key, done=done, count=len(reviewed))}


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "statuses": statuses_part,
        "review": review_part,
        "safety": safety_part,
        "self-tests": tests_part,
        "false-differences": false_differences_part,
        "healthy": healthy_part,
        "lines": lines_part,
        "certainty": certainty_part,
        "plan": plan_part,
        "squat-explorer": squat_explorer_part,
        "not-used": not_used_part,
    }
)
