"""What a study found, in finished sentences: each number with its interval and its meaning."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from self_tests.catalogue import counted, say, study_design
from self_tests.later_requests import Study
from self_tests.model import SIDES, owner_of
from self_tests.reporting.later_shapes import StudyNumber, StudyPart, StudyReport
from self_tests.study.agreement import (
    Anova,
    Difference,
    Estimate,
    Rows,
    anova,
    difference,
    icc_1_1,
    icc_2_1,
    icc_3_1,
    smallest_change,
    standard_error,
)
from self_tests.study.sheet import SEPARATORS, Leg, Sheet, columns, read_sheet
from self_tests.wording import plain_number

MOST_REFUSED = 20
"""At most this many things to mend are shown at once."""
MOST_NOTES = 20
DECIMALS = 2
OWN_SOURCE = "our-own-study"
"""The name of the new error's source."""
NO_SPREAD = 1e-4
"""In squared centimeters: no tape has an error below a hundredth of one."""

ALIKE: Mapping[str, Callable[[Anova], Estimate]] = {
    "icc-2-1": icc_2_1,
    "icc-3-1": icc_3_1,
    "icc-1-1": icc_1_1,
}
LENGTHS: Mapping[str, Callable[[Anova], Estimate]] = {
    "error": standard_error,
    "change": smallest_change,
}
APART: Mapping[str, Callable[[Difference], Estimate]] = {
    "bias": lambda found: found.bias,
    "lower": lambda found: found.lower,
    "upper": lambda found: found.upper,
}


def study_report(request: Study) -> StudyReport:
    """Return what the sheet of a study says, or what to mend in it."""
    sheet = read_sheet(request.text)
    if sheet.refused:
        refused = list(sheet.refused)
        if len(refused) > MOST_REFUSED:
            refused[MOST_REFUSED:] = [say("study.more", count=len(refused) - MOST_REFUSED)]
        return StudyReport(refused=tuple(refused), notes=(), parts=(), toml="")
    first, therapist, second = columns()
    days = _sides(sheet, first, second)
    return StudyReport(
        refused=(),
        notes=tuple(_notes(sheet)),
        parts=(
            _part("days", days, first, second),
            _part("people", _sides(sheet, first, therapist), first, therapist),
        ),
        toml=_toml(days) if _problem(days) == "" else "",
    )


def _sides(sheet: Sheet, *pair: str) -> tuple[Rows, ...]:
    """Return both columns of each side, for the people who have values in both."""
    found = (_rows((leg for leg in sheet.legs if leg.side == side), *pair) for side in SIDES)
    return tuple(rows for rows in found if len(rows) >= study_design().fewest.value)


def _rows(legs: Iterable[Leg], first: str, second: str) -> Rows:
    rows = {}
    for leg in legs:
        pair = (leg.values[first], leg.values[second])
        if pair[0] is not None and pair[1] is not None:
            rows[leg.person] = (pair[0], pair[1])
    return rows


def _notes(sheet: Sheet) -> Iterator[str]:
    """Yield how the file was read, who is missing, and whether the study is small."""
    design = study_design()
    if sheet.separator != ",":
        yield say("study.read-with", separator=say(f"study.between-{SEPARATORS[sheet.separator]}"))
    people = len({leg.person for leg in sheet.legs})
    yield say(
        "study.count", people=counted(people, "people"), legs=counted(len(sheet.legs), "legs")
    )
    missing = [
        say("study.missing", line=leg.line, column=column, person=leg.person, side=leg.side)
        for leg in sheet.legs
        for column, value in leg.values.items()
        if value is None
    ]
    yield from missing[:MOST_NOTES]
    if len(missing) > MOST_NOTES:
        yield say("study.more-missing", count=len(missing) - MOST_NOTES)
    for side in SIDES:
        count = sum(leg.side == side for leg in sheet.legs)
        if count < design.fewest.value:
            fewest = plain_number(design.fewest.value)
            yield say("study.side-short", side=side, legs=counted(count, "legs"), fewest=fewest)
    if people < design.people.value:
        wanted = plain_number(design.people.value)
        yield say("study.small", people=counted(people, "people"), wanted=wanted)


def _problem(sides: tuple[Rows, ...]) -> str:
    """Return why two columns say nothing, in a sentence; empty where they do."""
    if not sides:
        return say("study.too-few", fewest=plain_number(study_design().fewest.value))
    if anova(sides).error.value < NO_SPREAD:
        return say("study.same")
    return ""


def _part(name: str, sides: tuple[Rows, ...], first: str, second: str) -> StudyPart:
    title = say(f"study.part-{name}", first=first, second=second)
    problem = _problem(sides)
    if problem:
        return StudyPart(title=title, sentence=problem, numbers=())
    people, legs = _counts(sides)
    return StudyPart(
        title=title,
        sentence=say("study.compared", people=people, legs=legs),
        numbers=tuple(_numbers(name, sides, first, second)),
    )


def _counts(sides: tuple[Rows, ...]) -> tuple[str, str]:
    """Return how many people and how many legs have values in both columns."""
    people = len({person for rows in sides for person in rows})
    return counted(people, "people"), counted(sum(map(len, sides)), "legs")


def _numbers(name: str, sides: tuple[Rows, ...], first: str, second: str) -> Iterator[StudyNumber]:
    table, apart = anova(sides), difference(sides)
    for key, alike in ALIKE.items():
        yield _number(key, alike(table), "", say(f"study.alike-{key}"))
    unit = study_design().least.unit
    for key, length in LENGTHS.items():
        found = length(table)
        value = say("report.value", number=plain_number(found.value, DECIMALS), unit=unit)
        yield _number(key, found, unit, say(f"study.length-{key}-{name}", value=value))
    for key, gap in APART.items():
        found = gap(apart)
        way = _direction(found) if key == "bias" else key
        yield _number(key, found, unit, say(f"study.apart-{way}", first=first, second=second))


def _direction(bias: Estimate) -> str:
    """Return the meaning of a bias: a shift, or one that may be chance."""
    if bias.low <= 0 <= bias.high:
        return "none"
    return "more" if bias.value > 0 else "less"


def _number(name: str, found: Estimate, unit: str, sentence: str) -> StudyNumber:
    value, low, high = (_signed(each) for each in (found.value, found.low, found.high))
    shown = say("report.value", number=value, unit=unit) if unit else value
    return StudyNumber(
        name=say(f"study.name-{name}"),
        text=say("study.interval", value=shown, low=low, high=high),
        sentence=sentence,
        value=found.value,
        low=found.low,
        high=found.high,
    )


def _signed(value: float) -> str:
    text = plain_number(value, DECIMALS)
    return say("study.minus", value=text[1:]) if text.startswith("-") else text


def _toml(sides: tuple[Rows, ...]) -> str:
    """Return what would replace our choice of the error, with its source."""
    design = study_design()
    people, legs = _counts(sides)
    found = standard_error(anova(sides))
    value, low, high = (
        plain_number(each, DECIMALS) for each in (found.value, found.low, found.high)
    )
    unit = design.least.unit
    why = say("study.toml-why", people=people, legs=legs, low=low, high=high)
    error = (
        f'value = {value}, unit = "{unit}", status = "measured", why = "{why}", '
        f'sources = ["{OWN_SOURCE}"]'
    )
    lines = (
        f"# self_tests/definitions/self-tests/{owner_of(design.measure)}/definition.toml",
        f"{design.replaces} = {{ {error} }}",
        "",
        "# self_tests/definitions/sources.toml",
        "[[sources]]",
        f'id = "{OWN_SOURCE}"',
        "evidence = 0",
        f'citation = "{say("study.toml-citation")}"',
        'status = "measured"',
        f'note = "{say("study.toml-note", people=people, legs=legs)}"',
        "",
    )
    return "\n".join(lines)
