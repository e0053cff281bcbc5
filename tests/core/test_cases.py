"""Every case of every definition, through the door."""

import pytest

from self_tests import catalogue
from self_tests.site.authoring.cases import Case, all_cases

CASES = list(all_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.self_test}: {case.sentence}")
def test_case(case: Case) -> None:
    """What a case's sentence says is what the report says."""
    assert dict(case.expect) == case.found()


@pytest.mark.parametrize("self_test", catalogue.self_test_ids())
def test_enough_cases(self_test: str) -> None:
    """Every self-test has at least six cases."""
    assert len([case for case in CASES if case.self_test == self_test]) >= 6
