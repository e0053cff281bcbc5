"""The sheet of a study, as a table of text (CSV): the values, or what to mend and where.

One row for each leg, one column for each time it was measured. Spreadsheets write commas,
semicolons or tabs between values, and a comma or a point in them: all that is unambiguous is read.
Nothing is guessed, and nothing is left out silently.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from self_tests.catalogue import counted, say, study_design
from self_tests.model import SIDES, Side
from self_tests.wording import FinishedError, plain_number

PERSON, SIDE = "person", "side"
FIRST, THERAPIST, SECOND = "self day 1", "therapist day 1", "self day {day}"
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
"""The characters between values, with the ending of each one's key in words.toml."""
MOST_SHOWN = 40
"""How much of a wrong value is repeated in its message."""
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
PEOPLE = re.compile(r"[1-9]\d{0,5}", re.ASCII)
# Signs of damage: what stands for bytes that are no text, and what another encoding leaves.
UNREADABLE = re.compile("[\ufffd\0]")


class SheetError(FinishedError):
    """A cell or a line that cannot be read. The message says where, what is wrong and the fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """What was measured on one leg, by column; `None` if nothing was. `line` is the file's."""

    line: int
    person: int
    side: Side
    values: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Every leg that was read, and a sentence for each thing to mend.

    `separator` is the key of the character between values.
    """

    separator: str
    legs: tuple[Leg, ...] = ()
    refused: tuple[str, ...] = ()


def columns() -> tuple[str, str, str]:
    """Return the names of the three times that a leg is measured."""
    return FIRST, THERAPIST, SECOND.format(day=plain_number(study_design().second_day.value))


def read_sheet(text: str) -> Sheet:
    """Return what a text holds. It never raises: `refused` says what cannot be read."""
    lines = [
        (number, line)
        for number, line in enumerate(re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff")), 1)
        if line.strip(' \t,;"')
    ]
    if not lines:
        return Sheet(separator=",", refused=(say("study.empty", columns=header(",")),))
    first, names = lines[0]
    separator = max(SEPARATORS, key=names.count)
    reading = _Reading(separator=separator)
    try:
        reading.name_columns(first, names)
    except SheetError as problem:
        return Sheet(separator=separator, refused=(str(problem),))
    return reading.read(lines[1:])


def header(separator: str) -> str:
    """Return the line that names the columns."""
    return separator.join((PERSON, SIDE, *columns()))


def _shown(cell: str) -> str:
    return cell if len(cell) <= MOST_SHOWN else f"{cell[:MOST_SHOWN]}…"


@dataclass(slots=True)
class _Reading:
    """A file while it is read: its columns, and the line of each leg."""

    separator: str
    columns: tuple[str, ...] = ()
    seen: dict[tuple[int, Side], int] = field(default_factory=dict)

    def name_columns(self, line: int, text: str) -> None:
        """Read the line that names the columns. Raises `SheetError`."""
        self._refuse_damage(line, text)
        wanted = (PERSON, SIDE, *columns())
        found = tuple(" ".join(cell.lower().split()) for cell, _ in self._cells(line, text))
        for name in found:
            if name not in wanted:
                raise SheetError(
                    say(
                        "study.column",
                        line=line,
                        column=_shown(name),
                        columns=header(self.separator),
                    )
                )
        for name in wanted:
            if found.count(name) != 1:
                raise SheetError(
                    say(
                        "study.columns",
                        line=line,
                        column=name,
                        count=found.count(name),
                        columns=header(self.separator),
                    )
                )
        self.columns = found

    def read(self, lines: list[tuple[int, str]]) -> Sheet:
        """Return every leg of the lines, and a sentence for each thing that is wrong in them."""
        legs, refused = [], []
        for number, text in lines:
            found = list(self._leg(number, text))
            refused += [str(one) for one in found if isinstance(one, SheetError)]
            legs += [one for one in found if isinstance(one, Leg)]
        if not lines:
            refused.append(say("study.no-rows", columns=header(self.separator)))
        return Sheet(separator=self.separator, legs=tuple(legs), refused=tuple(refused))

    def _leg(self, line: int, text: str) -> Iterator[Leg | SheetError]:
        """Yield what is wrong in a line, all of it, or the leg in it."""
        try:
            self._refuse_damage(line, text)
            cells = self._cells(line, text)
            if len(cells) != len(self.columns):
                raise self._wrong_count(line, len(cells))
        except SheetError as problem:
            yield problem
            return
        wrong: list[SheetError] = []
        read: dict[str, float | None] = {}
        for column, (cell, is_quoted) in zip(self.columns, cells, strict=True):
            try:
                read[column] = self._value(line, column, cell, is_quoted=is_quoted)
            except SheetError as problem:
                wrong.append(problem)
        if wrong:
            yield from wrong
            return
        person, number_of_side = read.pop(PERSON), read.pop(SIDE)
        if person is None or number_of_side is None:
            raise AssertionError(line)
        side = SIDES[int(number_of_side)]
        before = self.seen.setdefault((int(person), side), line)
        if before != line:
            yield SheetError(
                say("study.twice", line=line, person=int(person), side=side, before=before)
            )
            return
        yield Leg(line=line, person=int(person), side=side, values=MappingProxyType(read))

    def _value(self, line: int, column: str, cell: str, *, is_quoted: bool) -> float | None:
        """Return what a cell holds: a number, or for a side its place. Raises `SheetError`."""
        if column == PERSON:
            if not PEOPLE.fullmatch(cell):
                raise SheetError(say("study.person", line=line, found=_shown(cell)))
            return int(cell)
        if column == SIDE:
            for number, side in enumerate(SIDES):
                if cell.lower() in (side, side[0]):
                    return number
            raise SheetError(say("study.side", line=line, found=_shown(cell)))
        if not cell:
            return None
        design = study_design()
        least, most = design.least.value, design.most.value
        # A comma is a decimal point if it cannot be a separator.
        plain = cell.replace(",", ".") if is_quoted or self.separator != "," else cell
        value = float(plain) if NUMBER.fullmatch(plain) and len(plain) < MOST_SHOWN else None
        unit, found = design.least.unit, _shown(cell)
        if value is None:
            raise SheetError(say("study.number", line=line, column=column, found=found, unit=unit))
        if not least <= value <= most:
            raise SheetError(
                say(
                    "study.range",
                    line=line,
                    column=column,
                    found=found,
                    unit=unit,
                    least=plain_number(least),
                    most=plain_number(most),
                )
            )
        return value

    def _refuse_damage(self, line: int, text: str) -> None:
        """Refuse a line that holds bytes that are no text."""
        spoilt = UNREADABLE.search(text)
        if spoilt:
            before = text[: spoilt.start()].count(self.separator)
            column = self.columns[before] if before < len(self.columns) else str(before + 1)
            raise SheetError(
                say(
                    "study.encoding",
                    line=line,
                    column=column,
                    found=_shown(UNREADABLE.sub("?", text)),
                )
            )

    def _wrong_count(self, line: int, found: int) -> SheetError:
        key = "study.more-cells" if found > len(self.columns) else "study.fewer-cells"
        return SheetError(
            say(
                key,
                line=line,
                found=counted(found, "values"),
                wanted=len(self.columns),
                separator=say(f"study.between-{SEPARATORS[self.separator]}"),
            )
        )

    def _cells(self, line: int, text: str) -> list[tuple[str, bool]]:
        """Return the cells of a line, each with whether it was in quotes."""
        cells: list[tuple[str, bool]] = []
        cell, is_open, is_quoted = "", False, False
        for sign in f"{text}{self.separator}":
            if sign == '"':
                is_open, is_quoted = not is_open, True
            elif sign == self.separator and not is_open:
                cells.append((cell.strip(), is_quoted))
                cell, is_quoted = "", False
            else:
                cell += sign
        if is_open:
            raise SheetError(say("study.quote", line=line, found=_shown(text)))
        return cells
