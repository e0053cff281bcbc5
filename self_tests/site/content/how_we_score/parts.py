"""What "How we score", "Sources" and the lists of self-tests and drills show.

Imports the core and `figures`.

Everything here is worked out from the definitions and the rules' own docstrings, so that the
pages cannot say anything else than what is scored. Links begin with `ROOT`, in whose place each
page gets its own way to the root of the site.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from self_tests import catalogue
from self_tests.model import (
    CareCard,
    Claim,
    Drill,
    Line,
    LoadTable,
    Measure,
    MeasureId,
    Number,
    Practice,
    Row,
    SafetyCheck,
    SelfTest,
    Slot,
    Source,
    Spread,
    Status,
    Tier,
)
from self_tests.planning import MOST_FROM_FIRST_LINE, MOST_FROM_SECOND_LINE
from self_tests.reporting.plans import needs
from self_tests.rules import YesNoAnswer, chance_below
from self_tests.safety import card
from self_tests.site.figures import Drawing, drawing, stands_for
from self_tests.site.places import DOCS, FOR_CONTRIBUTORS
from self_tests.stability import DRAWS, MOST_SCORINGS, TOO_CLOSE_BELOW
from self_tests.wording import plain_number

if TYPE_CHECKING:
    from self_tests.site.content.markers import Scored

ROOT = "site-root:/"
"""Stands for the root of the site until it is known which page shows it."""
STATUSES: tuple[Status, ...] = ("measured", "reported", "derived", "our choice")
DAYS_A_WEEK = 7
MOST_DISCOMFORT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place of the site and what readers call it."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A number or a sentence with its status and sources. `name` says what a number is for."""

    name: str = ""
    text: str
    why: str = ""
    status: Status
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One row of a decision: in which case, and what it then reads as."""

    when: str
    reads: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredMeasure:
    """A measure in plain words: how it is read, what it reads as, and what it counts for."""

    title: str
    tiers: tuple[Case, ...]
    difference: str
    retest: str
    reading: str
    near_a_border: str
    usual_gain: Cited | None
    note: Cited | None
    counts_for: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredTest:
    """A self-test with its measures and every number that stands in it."""

    test: SelfTest
    href: str
    also_called: str
    review: str
    measures: tuple[ScoredMeasure, ...]
    numbers: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """A line with the weights of its items, or with its table of cases."""

    line: Line
    items: tuple[Cited, ...]
    ceiling: str
    cases: tuple[Case, ...]
    numbers: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TierShare:
    """How many of 100 people would get a tier."""

    tier: Tier
    of_100: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Healthy:
    """How often one leg of some people would get each tier, from their published spread."""

    title: str
    people: str
    shares: tuple[TierShare, ...]
    numbers: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """One row of a slot: its case, its drill (none: only the reason), why, and what it needs."""

    when: str
    drill: Link | None
    why: str
    needs: str
    dose: Cited | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSlot:
    """A place in the plan with its rows in the order they are tried."""

    id: str
    title: str
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A safety level: its card, and what leads there."""

    card: CareCard
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What no score reads, with the reasons."""

    id: str
    title: str
    reasons: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedSource:
    """A source and every place of the site that leans on it."""

    source: Source
    places: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryCard:
    """A self-test or a drill in a list: where it is, what it is, what it takes, how it looks."""

    link: Link
    summary: str
    takes: str
    pictures: tuple[Drawing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The cards of one part of the leg."""

    title: str
    cards: tuple[LibraryCard, ...]


type Scores = Mapping[MeasureId, "Scored"]
type Part = Callable[[Scores], Mapping[str, object]]


def say(key: str, /, **gaps: object) -> str:
    """Return a sentence of these pages with its gaps filled."""
    return catalogue.say(f"how-we-score.{key}", **gaps)


def page_words() -> Mapping[str, str]:
    """Return the labels of these pages: every sentence of theirs that has no gap."""
    table = "how-we-score."
    return {
        key.removeprefix(table): sentence
        for key, sentence in catalogue.words().items()
        if key.startswith(table) and "{" not in sentence
    }


def self_tests() -> tuple[SelfTest, ...]:
    """Return every self-test of this edition, in the order readers meet them."""
    return tuple(map(catalogue.self_test, catalogue.self_test_ids()))


def drills() -> tuple[Drill, ...]:
    """Return every drill of this edition, in the order readers meet them."""
    return tuple(map(catalogue.drill, catalogue.drill_ids()))


def self_test_link(test: SelfTest) -> Link:
    """Return where a self-test is."""
    return Link(text=test.title, href=f"{ROOT}self-tests/{test.id}/")


def drill_link(drill: Drill) -> Link:
    """Return where a drill is."""
    return Link(text=drill.title, href=f"{ROOT}drills/{drill.id}/")


def source_links(names: Iterable[str]) -> tuple[Link, ...]:
    """Return the entries of sources on the page that lists them all."""
    return tuple(
        Link(
            text=short_name(catalogue.source(name)),
            href=f"{ROOT}sources/#source-{name}",
        )
        for name in names
    )


def short_name(source: Source) -> str:
    """Return a source as people say it: the first author and the year, or the title's beginning."""
    author = re.match(
        r"((?:van |de )?[A-Z][\w'-]+(?: [A-Z][a-z][\w'-]+)?) [A-Z]{1,4}\b", source.citation
    )
    year = re.search(r"\b(?:19|20)\d\d\b", source.citation)
    if author:
        return f"{author[1]} {year[0]}" if year else author[1]
    return re.split(r"[.,(]", source.citation)[0].strip()


def cited(number: Number, name: str = "") -> Cited:
    """Return a number with its unit, its reason and its sources."""
    return Cited(
        name=name,
        text=_with_unit(number.value, number.unit),
        why=number.why,
        status=number.status,
        sources=source_links(number.sources),
    )


def _cited_claim(claim: Claim) -> Cited:
    return Cited(text=claim.text, status=claim.status, sources=source_links(claim.sources))


def _with_unit(value: float, unit: str) -> str:
    return say("number", value=plain_number(value, 2), unit=unit).strip()


def numbers_of(shown: object) -> Iterator[tuple[str, Number]]:
    """Yield every number that stands anywhere in a definition, with its field's name."""
    if isinstance(shown, tuple):
        for part in shown:
            yield from numbers_of(part)
    elif is_dataclass(shown):
        for field in fields(shown):
            value = getattr(shown, field.name)
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, Number):
                    yield field.name.removesuffix("s") if each is not value else field.name, each
                else:
                    yield from numbers_of(each)


def _all_cited(shown: object) -> tuple[Cited, ...]:
    """Return every number of a definition, named by what it is for, each once."""
    found = dict.fromkeys(
        cited(number, catalogue.say(f"numbers.{name}")) for name, number in numbers_of(shown)
    )
    return tuple(found)


def in_plain_words(docstring: str | None) -> str:
    """Return a rule's docstring as readers meet it: on one line, without names from the code."""
    text = " ".join((docstring or "").split())
    text = re.sub(r" \(`\w+`\)", "", text)
    return re.sub(r"`([^`]+)`", r"“\1”", text)


def tests_part(scores: Scores) -> Mapping[str, object]:
    """Return every self-test in plain words."""
    return {"tests": tuple(_scored_test(test, scores) for test in self_tests())}


def _scored_test(test: SelfTest, scores: Scores) -> ScoredTest:
    return ScoredTest(
        test=test,
        href=self_test_link(test).href,
        also_called=say("also-called", name=test.standard_name),
        review=test.reviewed or say("reviewed-not-yet"),
        measures=tuple(_scored_measure(measure, scores) for measure in test.measures),
        numbers=_all_cited(test),
    )


def _scored_measure(measure: Measure, scores: Scores) -> ScoredMeasure:
    gain = measure.retest.usual_gain if measure.retest else None
    return ScoredMeasure(
        title=_capital(measure.text),
        tiers=tuple(Case(when=row.range, reads=row.tier.text) for row in scores[measure.id].rows),
        difference=scores[measure.id].difference,
        retest=scores[measure.id].retest,
        reading=in_plain_words(type(measure.reading).__doc__),
        near_a_border=in_plain_words(type(measure.deficit).__doc__) if measure.deficit else "",
        usual_gain=_cited_claim(gain) if gain else None,
        note=_cited_claim(measure.note) if measure.note else None,
        counts_for=tuple(_counts_for(measure)) or (say("counts-for-nothing"),),
    )


def answers_of(measure: Measure) -> Mapping[str, str]:
    """Return the words of the answers that are read as they are: those to a yes or no."""
    return {
        option.id: option.text
        for name in measure.reading.questions
        for option in catalogue.question(name).options
        if isinstance(measure.reading, YesNoAnswer)
    }


def _counts_for(measure: Measure) -> Iterator[str]:
    for line in catalogue.line_table().lines:
        for item in line.items:
            if item.measure == measure.id:
                yield say(
                    "counts-in-line",
                    line=line.title,
                    weight=plain_number(item.weight.value),
                    all=plain_number(_weight(line)),
                )
        if line.load and set(measure.reading.questions) & {*line.load.discomfort}:
            yield say("counts-in-load", line=line.title)


def _weight(line: Line) -> float:
    return sum(item.weight.value for item in line.items)


def lines_part(_scores: Scores) -> Mapping[str, object]:
    """Return the lines with their weights, the borders they share, and how they are ranked."""
    table = catalogue.line_table()
    bands = table.bands
    percent = {
        name: f"{plain_number(number.value * 100)} %"
        for name, number in (
            ("enough", bands.enough_data),
            ("completeness", bands.priority_completeness),
            ("share", bands.bonus_share),
        )
    }
    shown = {
        "priority": plain_number(bands.priority.value, 2),
        "maybe": plain_number(bands.maybe.value, 2),
        "floor": plain_number(bands.priority_floor.value, 2),
        "needs": plain_number(bands.bonus_needs.value, 2),
        "self_tests": plain_number(bands.priority_self_tests.value),
    }
    return {
        "lines": tuple(_shown_line(line) for line in table.lines if is_shown(line)),
        "bands": (
            say("band-priority", band=band_text("priority"), **shown, **percent),
            say("band-maybe", band=band_text("maybe"), **shown),
            say("band-none", band=band_text("no clear limit"), **shown),
            say("band-enough", band=band_text("not enough data"), **percent),
            say("bonus", **percent),
            say(
                "capped",
                band=band_text("maybe"),
                most=plain_number(bands.capped_rank.value, 2),
            ),
            say(
                "close",
                least=plain_number(bands.close_above.value * 100),
                most=plain_number(bands.close_below.value * 100),
            ),
        ),
        "numbers": tuple(
            dict.fromkeys(cited(number) for _, number in numbers_of(bands)),
        ),
    }


def band_text(band: str) -> str:
    """Return a band as the report says it."""
    return catalogue.say("bands." + band.replace(" ", "-"))


def is_shown(line: Line) -> bool:
    """Return whether a self-test of this edition speaks for a line."""
    read = [item.measure for item in line.items] + ([line.load.changes] if line.load else [])
    return any(map(catalogue.is_here, read))


def _shown_line(line: Line) -> ShownLine:
    return ShownLine(
        line=line,
        items=tuple(
            Cited(
                text=say(
                    "item",
                    measure=_owner(item.measure).title,
                    weight=plain_number(item.weight.value),
                    all=plain_number(_weight(line)),
                )
                + (f". {say('item-bonus')}" if item.bonus else ""),
                why=item.weight.why,
                status=item.weight.status,
                sources=source_links(item.weight.sources),
            )
            for item in line.items
            if catalogue.is_here(item.measure)
        ),
        ceiling="" if line.ceiling == "priority" else say("ceiling", band=band_text(line.ceiling)),
        cases=tuple(load_cases(line.load)) if line.load else (),
        numbers=(cited(line.load.amber_from),) if line.load else (),
    )


def _owner(measure: MeasureId) -> SelfTest:
    return catalogue.self_test(measure.partition(".")[0])


def load_cases(load: LoadTable) -> Iterator[Case]:
    """Yield what discomfort and a change of load read as together."""
    amber, red = _discomfort_borders(load)
    calm_ends = {"least": 0, "most": amber - 1}
    amber_ends = {"least": amber, "most": red - 1}
    for key, ends, band in (
        ("load-steady", calm_ends, load.calm),
        ("load-changed", calm_ends, load.calm_changed),
        ("load-steady", amber_ends, load.amber),
        ("load-changed", amber_ends, load.amber_changed),
    ):
        yield Case(when=say(key, **ends), reads=band_text(band))
    yield Case(when=say("load-red", least=red), reads=say("load-red-means"))


def _discomfort_borders(load: LoadTable) -> tuple[int, int]:
    """Return where amber and red begin."""
    return int(load.amber_from.value), int(catalogue.safety_check().discomfort_from.value)


def healthy_part(_scores: Scores) -> Mapping[str, object]:
    """Return how often other people would get each tier."""
    return {"healthy": tuple(_healthy(spread) for spread in catalogue.spreads())}


def _healthy(spread: Spread) -> Healthy:
    measure = next(each for each in _owner(spread.measure).measures if each.id == spread.measure)
    return Healthy(
        title=_capital(measure.text),
        people=say(
            "healthy-people",
            people=spread.people,
            mean=plain_number(spread.mean.value),
            spread=plain_number(spread.spread.value),
            unit=measure.unit,
        ),
        shares=shares(measure, spread),
        numbers=(cited(spread.mean), cited(spread.spread)),
    )


def shares(measure: Measure, spread: Spread) -> tuple[TierShare, ...]:
    """Return how many of 100 people reach each tier, if their values are spread normally.

    For a measure where low is bad. The shares are cut from running totals, so that they add up
    to 100.
    """
    reached = [
        round(100 * (1 - chance_below(spread.mean.value, tier.limit.value, spread.spread.value)))
        if tier.limit
        else 100
        for tier in measure.tiers
    ]
    return tuple(
        TierShare(tier=tier, of_100=total - before)
        for tier, total, before in zip(measure.tiers, reached, [0, *reached], strict=False)
    )


def certainty_part(_scores: Scores) -> Mapping[str, object]:
    """Return how sure a result is, in words with the constants of the code."""
    return {
        "sentences": (
            say("certainty-draws", draws=2 * DRAWS),
            say("certainty-too-close", least=TOO_CLOSE_BELOW),
            say("certainty-change", most=MOST_SCORINGS),
        )
    }


def plan_part(_scores: Scores) -> Mapping[str, object]:
    """Return the plan: its week, its arithmetic, its places and the rule for discomfort."""
    table = catalogue.plan_table()
    shown = [line.id for line in catalogue.line_table().lines if is_shown(line)]
    sessions = int(table.sessions_a_week.value)
    lengths = [str(length) for length in table.minutes]
    minutes = f"{', '.join(lengths[:-1])} {catalogue.say('messages.or')} {lengths[-1]}"
    return {
        "sentences": (
            say("plan-week", sessions=sessions, minutes=minutes, free=DAYS_A_WEEK - sessions),
            say("plan-base", days=plain_number(table.base_days_at_least.value)),
            say("plan-extras", first=MOST_FROM_FIRST_LINE, second=MOST_FROM_SECOND_LINE),
            say(
                "plan-seconds",
                lead_in=plain_number(table.lead_in.value),
                switch=plain_number(table.side_switch.value),
            ),
        ),
        "slots": tuple(
            _shown_slot(slot, table.slots) for slot in table.slots if slot.line in ("", *shown)
        ),
        "discomfort_rule": _cited_claim(table.discomfort_rule),
        "numbers": tuple(cited(number) for _, number in numbers_of(table)),
    }


def _shown_slot(slot: Slot, slots: tuple[Slot, ...]) -> ShownSlot:
    if slot.line:
        line = next(line for line in catalogue.line_table().lines if line.id == slot.line)
        of_line = [other.id for other in slots if other.line == slot.line]
        title = say("slot-line", line=line.title, number=of_line.index(slot.id) + 1)
    else:
        title = say(f"slot-{slot.id}")
    rows = [row for row in slot.rows if not row.drill or row.drill in catalogue.drill_ids()]
    return ShownSlot(
        id=slot.id,
        title=title,
        rows=tuple(_shown_row(row, is_first=row is rows[0]) for row in rows),
    )


def _shown_row(row: Row, *, is_first: bool) -> ShownRow:
    drill = catalogue.drill(row.drill) if row.drill else None
    dose = drill.dose if drill else None
    return ShownRow(
        when=case_of(row) or say("slot-always" if is_first else "slot-otherwise"),
        drill=drill_link(drill) if drill else None,
        why=row.why,
        needs=say("slot-needs", things=needs(drill)) if drill and drill.equipment else "",
        dose=Cited(
            text=dose.text, why=dose.why, status=dose.status, sources=source_links(dose.sources)
        )
        if dose
        else None,
    )


def case_of(row: Row) -> str:
    """Return the case of a row as readers say it; nothing for a row without one."""
    amber, red = next(
        _discomfort_borders(line.load) for line in catalogue.line_table().lines if line.load
    )
    text = f" {catalogue.say('messages.and')} ".join(
        say(f"when-{when.fact}-{when.equals}", least=amber, most=red - 1) for when in row.when
    )
    return _capital(text)


def _capital(text: str) -> str:
    """Return a text that begins with a capital; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def safety_part(_scores: Scores) -> Mapping[str, object]:
    """Return the safety levels and what leads to each."""
    safety = catalogue.safety_check()
    return {
        "levels": tuple(_level(each, safety) for each in safety.cards),
        "discomfort_from": cited(safety.discomfort_from),
        "sources": source_links(safety.sources),
        "review": safety.reviewed or say("reviewed-not-yet"),
    }


def _level(shown: CareCard, safety: SafetyCheck) -> Level:
    count = sum(
        option.level == shown.level
        for screen in safety.screens
        for question in screen.questions
        for option in question.options
    )
    leads = [say("safety-one-sign") if count == 1 else say("safety-signs", count=count)]
    leads += [
        say("safety-together", at_least=rule.at_least)
        for rule in safety.count_rules
        if rule.level == shown.level
    ]
    if shown.level == "education":
        value = plain_number(safety.discomfort_from.value)
        leads.append(say("safety-discomfort", value=value))
    return Level(card=card(shown.level, Practice()), leads=tuple(leads))


def not_used_part(_scores: Scores) -> Mapping[str, object]:
    """Return what no score reads, and why."""
    return {
        "left_out": tuple(
            LeftOut(
                id=entry.id,
                title=entry.title,
                reasons=tuple(_cited_claim(reason) for reason in entry.reasons),
            )
            for entry in catalogue.not_used()
        )
    }


def statuses_part(_scores: Scores) -> Mapping[str, object]:
    """Return what each status means."""
    return {
        "statuses": tuple(
            Case(when=status, reads=say(f"status-{status.replace(' ', '-')}"))
            for status in STATUSES
        )
    }


def review_part(_scores: Scores) -> Mapping[str, object]:
    """Return how many definitions a clinician has reviewed."""
    reviewed = (
        catalogue.safety_check().reviewed,
        *(test.reviewed for test in self_tests()),
        *(drill.reviewed for drill in drills()),
    )
    done = sum(bool(text) for text in reviewed)
    key = "reviewed-some" if done else "reviewed-none"
    return {"sentence": say(key, done=done, count=len(reviewed))}


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "statuses": statuses_part,
        "review": review_part,
        "safety": safety_part,
        "self-tests": tests_part,
        "healthy": healthy_part,
        "lines": lines_part,
        "certainty": certainty_part,
        "plan": plan_part,
        "not-used": not_used_part,
    }
)


def used_sources() -> tuple[UsedSource, ...]:
    """Return every source in the order of its citation, with the places that lean on it.

    A self-test's definition and its page are one place. Raises `UnknownIdError`.
    """
    found: dict[str, dict[str, Link]] = {name: {} for name in catalogue.sources()}
    for link, names in _places():
        for name in names:
            found[catalogue.source(name).id].setdefault(link.href, link)
    in_order = sorted(catalogue.sources().values(), key=lambda source: source.citation.lower())
    return tuple(
        UsedSource(source=each, places=tuple(found[each.id].values())) for each in in_order
    )


def _places() -> Iterator[tuple[Link, Iterable[str]]]:
    """Yield each place of the site with the sources it names, definitions first."""
    for test in self_tests():
        yield self_test_link(test), sources_in(test)
    for drill in drills():
        yield drill_link(drill), sources_in(drill)
    safety = catalogue.safety_check()
    yield Link(text=safety.title, href=f"{ROOT}safety/"), sources_in(safety)
    ours = f"{ROOT}how-we-score/"
    table = catalogue.line_table()
    for line in filter(is_shown, table.lines):
        yield (
            Link(text=say("used-line", title=line.title), href=f"{ours}#line-{line.id}"),
            (sources_in(line)),
        )
    yield Link(text=say("used-bands"), href=f"{ours}#bands"), sources_in(table.bands)
    yield Link(text=say("used-plan"), href=f"{ours}#plan"), sources_in(catalogue.plan_table())
    yield (
        Link(text=say("used-healthy"), href=f"{ours}#healthy"),
        sources_in(catalogue.spreads()),
    )
    yield Link(text=say("used-not-used"), href=f"{ours}#not-used"), sources_in(catalogue.not_used())
    for page in sorted(DOCS.rglob("*.md")):
        if page.relative_to(DOCS).parts[0] != FOR_CONTRIBUTORS:
            yield from _cited_on(page)


def sources_in(shown: object) -> Iterator[str]:
    """Yield every source that a definition names, wherever it stands in it."""
    if isinstance(shown, tuple):
        for part in shown:
            yield from sources_in(part)
    elif is_dataclass(shown):
        for field in fields(shown):
            value = getattr(shown, field.name)
            yield from value if field.name == "sources" else sources_in(value)


def _cited_on(page: Path) -> Iterator[tuple[Link, Iterable[str]]]:
    """Yield a page with the sources of its `::: sources` lines, if it has any and is no draft."""
    text = page.read_text()
    if re.search(r"^draft: *true$", text, re.MULTILINE):
        return
    names = [
        name
        for line in re.findall(r"^::: sources (.+)$", text, re.MULTILINE)
        for name in line.split()
    ]
    if names:
        yield Link(text=_title(text), href=f"{ROOT}{_address(page, text)}"), names


def _title(text: str) -> str:
    found = re.search(r'^title: *"?(.*?)"?$', text, re.MULTILINE)
    return found[1] if found else ""


def _address(page: Path, text: str) -> str:
    """Return where a page stands: an article by its slug, any other by its path."""
    slug = re.search(r"^slug: *(\S+)$", text, re.MULTILINE)
    if slug:
        return f"blog/{slug[1]}/"
    path = page.relative_to(DOCS).with_suffix("").as_posix()
    return f"{path.removesuffix('index').rstrip('/')}/"


def self_test_shelves() -> tuple[Shelf, ...]:
    """Return the chain check, then the self-tests by the line they count most for.

    Those that count for none come last.
    """
    chain = catalogue.chain_check()
    minutes = {"short": catalogue.minutes_of(chain.short), "full": catalogue.minutes_of(chain.full)}
    shelves: dict[str, list[LibraryCard]] = {
        say("library-together"): [
            LibraryCard(
                link=Link(text=chain.title, href=f"{ROOT}self-tests/{chain.id}/"),
                summary=chain.summary,
                takes=say("library-lengths", **minutes),
                pictures=_pictures(*chain.short),
            )
        ]
        if len(chain.full) > 1
        else [],
        **{line.title: [] for line in catalogue.line_table().lines},
    }
    shelves[say("library-note")] = []
    for test in self_tests():
        shelves[_shelf(test)].append(
            LibraryCard(
                link=self_test_link(test),
                summary=test.summary,
                takes=say("library-minutes", minutes=test.minutes),
                pictures=_pictures(test.id),
            )
        )
    return _filled(shelves)


def _shelf(test: SelfTest) -> str:
    """Return the title of the line a self-test weighs most in."""
    weights = {
        line.title: item.weight.value
        for line in catalogue.line_table().lines
        for item in line.items
        if item.measure.startswith(f"{test.id}.")
    }
    for line in catalogue.line_table().lines:
        if line.load and line.load.changes.startswith(f"{test.id}."):
            return line.title
    return max(weights, key=weights.__getitem__, default=say("library-note"))


def drill_shelves() -> tuple[Shelf, ...]:
    """Return the drills by what they train."""
    shelves: dict[str, list[LibraryCard]] = {drill.trains: [] for drill in drills()}
    for drill in drills():
        shelves[drill.trains].append(
            LibraryCard(
                link=drill_link(drill),
                summary=drill.summary,
                takes=say("library-needs", things=needs(drill))
                if drill.equipment
                else say("library-nothing-needed"),
                pictures=_pictures(drill.id),
            )
        )
    return _filled(shelves)


def _pictures(*ids: str) -> tuple[Drawing, ...]:
    return tuple(drawing(figure) for name in ids if (figure := stands_for(name)))


def _filled(shelves: Mapping[str, list[LibraryCard]]) -> tuple[Shelf, ...]:
    return tuple(
        Shelf(title=title, cards=tuple(cards)) for title, cards in shelves.items() if cards
    )


SHELVES: Mapping[str, Callable[[], tuple[Shelf, ...]]] = MappingProxyType(
    {"self-tests": self_test_shelves, "drills": drill_shelves}
)
