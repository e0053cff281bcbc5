"""The squat explorer on "How we score": what it leaves out, and all of its numbers."""

from collections.abc import Mapping

from self_tests import catalogue
from self_tests.site.content.citations import cited, cited_claim, numbers_of


def squat_explorer_part() -> Mapping[str, object]:
    """Return what the explorer leaves out, and every number of its model."""
    model = catalogue.squat_model()
    return {
        "leaves_out": tuple(cited_claim(claim) for claim in model.leaves_out),
        "numbers": tuple(cited(number) for _, number in numbers_of(model)),
    }
