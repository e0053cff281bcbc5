"""Everything that a page shows of a form: what the macro `self_test` gets, in one object."""

from dataclasses import dataclass
from itertools import chain

from self_tests import catalogue
from self_tests.model import CareCard, SafetyCheck
from self_tests.planning import base_slots
from self_tests.site.content.drill_rows import ShownRow, eases_of, rows_of
from self_tests.site.content.form.choices import (
    Choice,
    Item,
    equipment_items,
    length_choices,
    minutes_choices,
)
from self_tests.site.content.form.form import Form, form
from self_tests.site.content.form.page_data import WORDS_THE_ELEMENT_SETS, page_data
from self_tests.site.content.form.questions import AskedScreen, asked_screens
from self_tests.site.content.links import SITE_ROOT
from self_tests.site.content.page_figures import marked_figure
from self_tests.site.content.practice import SitePractice
from self_tests.site.content.scorecard.line_sums import order
from self_tests.site.content.scorecard.scorecard import (
    LineScorecard,
    SelfTestScorecard,
    line_scorecards,
    self_test_scorecard,
)
from self_tests.site.content.warning_signs import WarningSigns, care_cards, warning_signs
from self_tests.site.content.words import interface_words
from self_tests.site.figures import HOLD_STILL, Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A form with everything around it on its page.

    `data` is what the element reads, as JSON. `scorecards` hold one self-test each, `lines` those
    of several together; `base` are the drills of every plan, `eases` how those on paper start
    easier, `order` how the lines lead to drills. `sources` is the address of the code that scores;
    the publishing step names that folder by its content.
    """

    form: Form
    lengths: tuple[Choice, ...]
    data: str
    safety: SafetyCheck
    screens: tuple[AskedScreen, ...]
    cards: tuple[CareCard, ...]
    signs: tuple[WarningSigns, ...]
    scorecards: tuple[SelfTestScorecard, ...]
    lines: tuple[LineScorecard, ...]
    base: tuple[ShownRow, ...]
    eases: tuple[str, ...]
    order: str
    equipment: tuple[Item, ...]
    minutes: tuple[Choice, ...]
    leg: Drawing
    practice: SitePractice
    hold: str = HOLD_STILL
    root: str = SITE_ROOT
    sources: str = "assets/self-tests/source/"


def form_page(name: str, practice: SitePractice) -> FormPage:
    """Return the page of a self-test or of the chain check. Raises `UnknownIdError`."""
    shown = form(name)
    safety = catalogue.safety_check()
    words = interface_words(practice)
    scorecards = tuple(self_test_scorecard(test, shown) for test in shown.self_tests)
    lines = tuple(line_scorecards(shown))
    base = rows_of(base_slots(shown.self_tests), among=shown.self_tests)
    return FormPage(
        form=shown,
        lengths=length_choices(shown),
        data=page_data(
            shown,
            safety,
            {"name": practice.name, "emergency_number": practice.emergency_number},
            {name: words[name] for name in WORDS_THE_ELEMENT_SETS},
        ),
        safety=safety,
        screens=asked_screens(shown),
        cards=care_cards(practice),
        signs=warning_signs(practice),
        scorecards=scorecards,
        lines=lines,
        base=base,
        eases=eases_of(
            chain(
                base,
                *(sheet.drills for sheet in scorecards),
                *(line.drills for line in lines),
            ),
            shown.self_tests,
        ),
        order=order(),
        equipment=equipment_items(),
        minutes=tuple(minutes_choices()),
        leg=marked_figure(),
        practice=practice,
    )
