"""Every drill can be reached, and the page of the docs says where."""

import re

from self_tests import catalogue
from self_tests.site.authoring.reachable_drills import PAGE, table
from tests.support.repository import ROOT


def test_the_page_shows_what_can_be_reached() -> None:
    """`python -m self_tests generate` has been run since the plan table last changed."""
    assert table() in (ROOT / PAGE).read_text("utf-8")


def test_every_drill_can_be_reached() -> None:
    """Each of the sixteen drills is in a week of 5, of 10 and of 15 minutes a session."""
    rows = dict(re.findall(r"^- \*\*(.+?)\*\*: .+?; (.+)$", table(), re.MULTILINE))
    assert list(rows) == [catalogue.drill(one).title for one in catalogue.drill_ids()]
    assert len(rows) == 16
    unreached = [title for title, held in rows.items() if "0" in re.split(r", | and ", held)]
    assert unreached == []
