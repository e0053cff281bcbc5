"""Findings, lines and drills become a report of finished sentences.

Python writes every sentence, so the page, the terminal, the print and the share text agree.
"""

from self_tests.reporting.plans import plan_report
from self_tests.reporting.report import NOT_ASKED, care_report, report
from self_tests.reporting.scored import Scored

__all__ = ["NOT_ASKED", "Scored", "care_report", "plan_report", "report"]
