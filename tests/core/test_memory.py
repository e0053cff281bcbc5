"""A phone that has asked a hundred times holds no more than after the tenth."""

import gc

from self_tests.wire import respond
from tests.support.requests import CLEAR, knee_to_wall, request_text


def objects_after(first: int, reports: int) -> int:
    """Ask so many times, never the same twice, and count what Python holds on to."""
    for number in range(first, first + reports):
        respond(request_text({**CLEAR, **knee_to_wall(left=f"{5 + number / 100:.2f}")}))
    gc.collect()
    return len(gc.get_objects())


def test_reports_leave_nothing_behind() -> None:
    """After two hundred more reports there is not one more object for each ten of them."""
    first = objects_after(0, 10)
    assert objects_after(10, 200) - first < 20
