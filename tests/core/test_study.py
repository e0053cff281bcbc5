"""A study of self-measured legs: published numbers, golden ones, intervals that keep their word."""

import json
import random
import re
import time
import tomllib
from collections.abc import Callable
from dataclasses import astuple
from math import sqrt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_tests.__main__ import main
from self_tests.catalogue import study_design
from self_tests.definition_reader import read
from self_tests.model import Number
from self_tests.study.agreement import (
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
from self_tests.study.quantiles import chi_squared, f_ratio, student
from self_tests.wire import respond
from tests.support.studies import ERROR, HEADER, SPREAD, legs, sheet, sheet_lines

FOUR_JUDGES: Rows = {
    1: (9, 2, 5, 8),
    2: (6, 1, 3, 2),
    3: (8, 4, 6, 8),
    4: (7, 1, 2, 6),
    5: (10, 5, 6, 9),
    6: (6, 2, 4, 7),
}
"""Shrout and Fleiss 1979: six targets, four judges."""
MOST_SECONDS = 1.0
EVEN = 1.96 * sqrt(2)


def asked(text: str) -> Any:  # noqa: ANN401 - JSON
    """Return what the door says of a sheet."""
    return json.loads(respond(json.dumps({"do": "study", "version": 1, "text": text})))["ok"]


def refused(*lines: str, header: str = HEADER) -> list[str]:
    """Return what has to be mended in a sheet."""
    found = asked("\n".join((header, *lines)))
    assert (found["parts"], found["toml"]) == ([], "")
    mended: list[str] = found["refused"]
    return mended


# Quantiles


@pytest.mark.parametrize(
    ("share", "degrees", "expected"),
    [(0.95, 1, 3.8415), (0.975, 29, 45.7223), (0.025, 29, 16.0471), (0.5, 2, 1.3863)],
)
def test_chi_squared(share: float, degrees: float, expected: float) -> None:
    """Quantiles of chi-squared are those of the printed tables."""
    assert round(chi_squared(share, degrees), 4) == expected


@pytest.mark.parametrize(
    ("share", "above", "below", "expected"),
    [
        (0.95, 1, 1, 161.4476),
        (0.95, 1, 29, 4.1830),
        (0.975, 5, 15, 3.5764),
        (0.975, 15, 5, 6.4277),
        (0.975, 10, 10, 3.7168),
    ],
)
def test_f(share: float, above: float, below: float, expected: float) -> None:
    """Quantiles of F are those of the printed tables."""
    assert round(f_ratio(share, above, below), 4) == expected


@pytest.mark.parametrize(
    ("degrees", "expected"), [(1, 12.7062), (4, 2.7764), (29, 2.0452), (9999, 1.9602)]
)
def test_student(degrees: float, expected: float) -> None:
    """Quantiles of t are those of the printed tables."""
    assert round(student(0.975, degrees), 4) == expected


@given(st.floats(0.01, 0.99), st.floats(1, 500), st.floats(1, 500))
def test_f_turned_over(share: float, above: float, below: float) -> None:
    """One over a quantile of F is the quantile of the rest with its degrees swapped."""
    product = f_ratio(share, above, below) * f_ratio(1 - share, below, above)
    assert product == pytest.approx(1, rel=1e-5)


# Published numbers


def rounded(found: Estimate) -> tuple[float, ...]:
    """Return an estimate and its interval as papers print them."""
    return tuple(round(each, 2) for each in astuple(found))


def test_shrout_and_fleiss() -> None:
    """The published table gives the published correlations, and their published intervals."""
    table = anova([FOUR_JUDGES])
    squares = [table.rows.value, table.within.value, table.columns.value, table.error.value]
    assert [round(each, 2) for each in squares] == [11.24, 6.26, 32.49, 1.02]
    assert rounded(icc_1_1(table)) == (0.17, -0.13, 0.72)
    assert rounded(icc_2_1(table)) == (0.29, 0.02, 0.76)
    assert rounded(icc_3_1(table)) == (0.71, 0.34, 0.95)


def test_error_of_one_measure_by_hand() -> None:
    """Four legs, two days: the error, the smallest change and the limits as worked out by hand."""
    rows: Rows = {1: (8, 9), 2: (10, 10), 3: (12, 14), 4: (6, 7)}
    # Differences 1, 0, 2, 1: mean 1, variance 2/3, so the error is the root of 1/3.
    table, apart = anova([rows]), difference([rows])
    error = sqrt(1 / 3)
    assert standard_error(table).value == pytest.approx(error)
    assert smallest_change(table).value == pytest.approx(EVEN * error)
    # Chi-squared with 3 degrees lies between 0.2158 and 9.3484 in 95 of 100.
    assert standard_error(table).low == pytest.approx(sqrt(1 / 9.3484), rel=1e-4)
    assert standard_error(table).high == pytest.approx(sqrt(1 / 0.215795), rel=1e-4)
    off = 3.182446 * sqrt(2 / 3) / 2
    assert astuple(apart.bias) == pytest.approx((1, 1 - off, 1 + off), rel=1e-5)
    assert (apart.lower.value, apart.upper.value) == pytest.approx(
        (1 - EVEN * error, 1 + EVEN * error)
    )


def test_second_leg_that_copies_the_first_adds_nothing() -> None:
    """Two legs of each person that read alike are as many as one: no interval gets narrower."""
    (rows,) = legs(random.Random(4), 20, sides=1)  # noqa: S311 - examples
    for once, twice in zip(numbers([rows]), numbers([rows, rows]), strict=True):
        assert astuple(twice) == pytest.approx(astuple(once), rel=1e-6)


def test_second_leg_of_its_own_narrows_the_error() -> None:
    """Two legs whose errors have nothing to do with each other tell more than one."""
    left, right = legs(random.Random(4), 30)  # noqa: S311 - examples
    both, one = standard_error(anova([left, right])), standard_error(anova([left]))
    assert (both.high - both.low) / both.value < 0.8 * (one.high - one.low) / one.value


# Intervals that keep their word


def numbers(sides: list[Rows] | tuple[Rows, ...]) -> tuple[Estimate, ...]:
    """Return every number of a study."""
    table, apart = anova(sides), difference(sides)
    return (
        icc_1_1(table),
        icc_2_1(table),
        icc_3_1(table),
        standard_error(table),
        smallest_change(table),
        apart.bias,
        apart.lower,
        apart.upper,
    )


def truth(shift: float) -> tuple[float, ...]:
    """Return what the same numbers are for everybody, where the second column lies so far off."""
    between, error = SPREAD**2, ERROR**2
    agreement = between / (between + shift**2 / 2 + error)
    return (
        agreement,
        agreement,
        between / (between + error),
        ERROR,
        EVEN * ERROR,
        shift,
        shift - EVEN * ERROR,
        shift + EVEN * ERROR,
    )


def coverage(
    make: Callable[[random.Random], tuple[Rows, ...]], shift: float, studies: int
) -> list[float]:
    """Return in how many of 100 studies the interval of each number holds the true one."""
    chance = random.Random(20261129)  # noqa: S311 - examples, not secrets
    true = truth(shift)
    hits = [0] * len(true)
    for _ in range(studies):
        for place, found in enumerate(numbers(make(chance))):
            hits[place] += found.low <= true[place] <= found.high
    return [100 * each / studies for each in hits]


STUDIES: dict[str, tuple[float, Callable[[random.Random], tuple[Rows, ...]]]] = {
    "one leg of 30 people": (0.0, lambda chance: legs(chance, 30, sides=1)),
    "both legs of 30 people": (0.0, lambda chance: legs(chance, 30)),
    "errors that go together, and a shift": (
        0.3,
        lambda chance: legs(chance, 30, shift=0.3, errors_alike=0.4),
    ),
}


@pytest.mark.parametrize("name", STUDIES)
def test_intervals_hold_the_truth(name: str) -> None:
    """In 300 made studies each 95 % interval holds the true number in 92 to 98 of 100."""
    shift, make = STUDIES[name]
    assert [each for each in coverage(make, shift, 300) if not 92 <= each <= 98] == []


@pytest.mark.long
@pytest.mark.parametrize("name", STUDIES)
def test_intervals_hold_the_truth_in_ten_thousand(name: str) -> None:
    """In 10,000 made studies each 95 % interval holds the true number in 93 to 97 of 100."""
    shift, make = STUDIES[name]
    assert [each for each in coverage(make, shift, 10_000) if not 93 <= each <= 97] == []


def test_strong_shift_makes_intervals_too_wide_never_too_narrow() -> None:
    """A shift as large as the error leaves no interval that holds the truth in fewer than 93."""
    found = coverage(lambda chance: legs(chance, 30, shift=1.0), 1.0, 300)
    assert [each for each in found if each < 93] == []


# Order


@given(st.integers(1, 1000), st.randoms(use_true_random=False))
def test_order_changes_nothing(seed: int, shuffled: random.Random) -> None:
    """Whatever the order of the lines, and which side is called left, each byte is the same."""
    lines = sheet_lines(8, seed)
    other = shuffled.sample(lines, len(lines))
    swap = {"left": "right", "right": "left"}
    mirrored = [re.sub("left|right", lambda found: swap[found[0]], line) for line in lines]
    assert asked(sheet(lines)) == asked(sheet(other)) == asked(sheet(mirrored))


# The sheet


def test_numbers_with_intervals_and_sentences() -> None:
    """A full sheet gives eight numbers for each comparison, each inside its interval."""
    found = asked(sheet(sheet_lines(30)))
    assert found["refused"] == []
    assert found["notes"] == ["Read: 60 legs of 30 people."]
    assert [len(part["numbers"]) for part in found["parts"]] == [8, 8]
    for part in found["parts"]:
        for number in part["numbers"]:
            assert number["low"] < number["value"] < number["high"]
            assert number["sentence"].endswith(".")
            assert re.fullmatch(
                r"[^\w ]?[\d.]+( cm)? \([^\w ]?[\d.]+ to [^\w ]?[\d.]+\)", number["text"]
            )


def test_never_says_valid() -> None:
    """Whatever a study finds, no word of it says that the self-test is valid."""
    perfect = [f"{n},left,{n},{n},{n + 0.1 * (n % 2):g}" for n in range(5, 20)]
    for lines in (sheet_lines(30), sheet_lines(3), perfect, ["Anna,left,1,1,1"]):
        assert "valid" not in json.dumps(asked(sheet(lines))).lower()


def test_toml_fits_the_definition() -> None:
    """What would replace our choice is read by the same reader, and says how sure it is."""
    found = asked(sheet(sheet_lines(30)))
    tables = tomllib.loads(found["toml"])
    number = read(Number, tables[study_design().replaces], "made.toml")
    error = next(each for each in found["parts"][0]["numbers"] if each["name"].startswith("SEM"))
    assert (number.value, number.unit, number.status) == (
        round(error["value"], 2),
        "cm",
        "measured",
    )
    assert number.why == (
        "One measure by oneself on two days, 30 people, 60 legs; 95 % interval "
        f"{error['low']:.2g} to {error['high']:.2f}."
    )
    assert number.sources == (tables["sources"][0]["id"],)


def test_spreadsheets_of_other_countries() -> None:
    """Semicolons, tabs, decimal commas, capitals and a byte order mark change no number."""
    lines = sheet_lines(12)
    plain = asked(sheet(lines))
    commas = [line.replace(".", "DOT").replace(",", ";").replace("DOT", ",") for line in lines]
    semicolons = asked(sheet(commas).replace(HEADER, HEADER.replace(",", ";")))
    tabs = asked(sheet(lines).replace(",", "\t"))
    quoted = [re.sub(r"(\d+)\.(\d+)", r'"\1,\2"', line).replace("left", "L") for line in lines]
    odd = asked("\ufeff" + sheet(quoted).replace(HEADER, HEADER.upper()).replace("\r\n", "\n\n"))
    for other in (semicolons, tabs, odd):
        assert (other["parts"], other["toml"]) == (plain["parts"], plain["toml"])
    assert semicolons["notes"][0] == (
        "The file has semicolons between its values, so a comma in a number was read as a point."
    )


def test_missing_days_are_told() -> None:
    """An empty cell leaves its leg out of what needs it, and is named with line and column."""
    lines = sheet_lines(12)
    lines[3] = re.sub(r"[^,]+$", "", lines[3])
    found = asked(sheet(lines))
    assert found["notes"][1] == (
        "Line 5, column self day 3: person 2, right, has nothing there. It's left out where that "
        "column counts."
    )
    assert [part["sentence"] for part in found["parts"]] == [
        "Compared: 23 legs of 12 people.",
        "Compared: 24 legs of 12 people.",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Anna,left,9,9,9",
            (
                'Line 2, column person: "Anna" isn\'t a whole number from 1 on. Write the number '
                "from the sheet, never a name."
            ),
        ),
        ("1,both,9,9,9", 'Line 2, column side: "both" isn\'t a side. Write left or right.'),
        (
            "1,left,9 cm,9,9",
            (
                'Line 2, column self day 1: "9 cm" isn\'t a number. Write just the cm, with a '
                "point, like 9.5, or leave the cell empty."
            ),
        ),
        (
            "1,left,9,95,9",
            (
                "Line 2, column therapist day 1: 95 is outside 0 to 25 cm. Look it up on the "
                "sheet, and check the unit."
            ),
        ),
        (
            "1,left,9,5,9,9",
            (
                "Line 2 has 6 values, and 5 are right, with commas between them. Is there a "
                "decimal comma? Write 9.5, with a point."
            ),
        ),
        (
            "1,left,9",
            (
                "Line 2 has 3 values, and 5 are right, with commas between them. Leave a missing "
                "one empty, but keep its place."
            ),
        ),
        (
            '1,left,"9,9,9',
            (
                'Line 2 opens a quotation mark and doesn\'t close it: "1,left,"9,9,9". Take the '
                "marks out."
            ),
        ),
        (
            "1,left,9,\ufffd9,9",
            (
                'Line 2, column therapist day 1: some signs can\'t be read ("1,left,9,?9,9"). Save '
                "the file once more as “CSV UTF-8”."
            ),
        ),
        ("1,left,nan,9,9", 'Line 2, column self day 1: "nan" isn\'t a number.'),
        ("1,left,1e1,9,9", 'Line 2, column self day 1: "1e1" isn\'t a number.'),
        ("0,left,9,9,9", 'Line 2, column person: "0" isn\'t a whole number from 1 on.'),
    ],
)
def test_broken_cells_say_where_what_and_the_fix(line: str, expected: str) -> None:
    """A cell that can't be read is named with its line, its column, its value and what to do."""
    (said,) = refused(line)
    assert said.startswith(expected)


def test_everything_wrong_in_a_line_is_told() -> None:
    """Two slips in one line are two sentences, and a line after them is read all the same."""
    found = refused("Anna,up,9,9,9", "1,left,9,9,99")
    assert [said.partition(":")[0] for said in found] == [
        "Line 2, column person",
        "Line 2, column side",
        "Line 3, column self day 3",
    ]


def test_leg_that_stands_twice() -> None:
    """A leg may stand once: the second line names the first."""
    assert refused("1,left,9,9,9", "1,right,9,9,9", "1,L,9,9,9") == [
        "Line 4: person 1, left, was there already in line 2. Keep the one that is right."
    ]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("name,person,side,self day 1,therapist day 1,self day 3", 'names a column "name"'),
        ("person,side,self day 1,therapist day 1", 'the column "self day 3" is there 0 times'),
        (HEADER + ",side", 'the column "side" is there 2 times'),
        ("\0p\0e\0r", "some signs can't be read"),
    ],
)
def test_wrong_columns(header: str, expected: str) -> None:
    """A first line that is not the sheet's says which column is wrong, and what it should be."""
    (said,) = refused("1,left,9,9,9", header=header)
    assert said.startswith("Line 1")
    assert expected in said


@pytest.mark.parametrize("text", ["", "\n\n", ",,,,\n", "\ufeff"])
def test_empty_file(text: str) -> None:
    """A file without anything says how its first line begins."""
    assert asked(text)["refused"] == [
        f"The file is empty. Its first line has to name the columns: {HEADER}."
    ]


def test_columns_alone() -> None:
    """A first line without others asks for one line for each leg."""
    assert refused() == [
        f"There's no line below the names of the columns ({HEADER}). Fill in one line for each leg."
    ]


def test_few_are_shown_of_many() -> None:
    """Of thousands of broken lines the first twenty are told, and how many more there are."""
    found = refused(*["nobody,left,9,9,9"] * 500)
    assert (len(found), found[-1]) == (
        21,
        "And 480 more. Mend these first, then read the file again.",
    )


def test_copied_column_is_no_second_measure() -> None:
    """A column that repeats another, or lies a steady step above it, never gives an error of 0."""
    lines = [f"{n},left,{n},{n + 1},{n}" for n in range(1, 12)]
    found = asked(sheet(lines))
    assert [part["numbers"] for part in found["parts"]] == [[], []]
    assert {part["sentence"] for part in found["parts"]} == {
        (
            "Both columns tell every leg apart in exactly the same way. Two honest measures never "
            "do, so this looks like a copy. Check the sheet."
        )
    }
    assert found["toml"] == ""


def test_too_few_people() -> None:
    """Under five people nothing is worked out, and the sheet says how many it takes."""
    found = asked(sheet(sheet_lines(4)))
    assert [part["sentence"] for part in found["parts"]] == [
        "There's too little to say. It takes 5 people with both values on the same side."
    ] * 2
    assert found["toml"] == ""


def test_one_side_alone_counts() -> None:
    """People who measured one leg only make a study of one side, and the other is named."""
    found = asked(sheet(line for line in sheet_lines(30) if ",left," in line))
    assert found["notes"] == [
        "Read: 30 legs of 30 people.",
        "The right side has only 0 legs. From 5 on that side counts.",
    ]
    assert [len(part["numbers"]) for part in found["parts"]] == [8, 8]


def test_one_of_each_is_no_plural() -> None:
    """One leg of one person, a line with one value: what is counted once has the form for one."""
    assert asked(sheet(["1,left,9,9,9"]))["notes"] == [
        "Read: 1 leg of 1 person.",
        "The left side has only 1 leg. From 5 on that side counts.",
        "The right side has only 0 legs. From 5 on that side counts.",
        "That's 1 person. Plan on 30: with fewer, look at the intervals before anything else.",
    ]
    assert asked(sheet(["1"]))["refused"][0].startswith("Line 2 has 1 value, and 5 are right,")


@pytest.mark.parametrize("people", [30, 5000])
def test_answer_in_time(people: int) -> None:
    """Thirty people are answered in well under a second of work, ten thousand lines in some."""
    text = sheet(sheet_lines(people))
    before = time.process_time()
    assert asked(text)["refused"] == []
    assert time.process_time() - before < MOST_SECONDS * max(1, people / 500)


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    """Whatever a file holds, the door finds sentences for it."""
    for made in (text, f"{HEADER}\n{text}", f"{HEADER}\n1,left,{text},9,9"):
        assert set(asked(made)) == {"refused", "notes", "parts", "toml"}


# In a terminal


def test_study_in_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`study` prints what the door says: each number, its sentence, and what would replace ours."""
    file = tmp_path / "study.csv"
    text = sheet(sheet_lines(30))
    file.write_text(text, "utf-8")
    assert main(["study", str(file)]) == 0
    said = capsys.readouterr().out
    found = asked(text)
    for part in found["parts"]:
        for number in part["numbers"]:
            assert f"  {number['name']}: {number['text']}\n    {number['sentence']}\n" in said
    assert said.endswith(f"{found['toml']}\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings_of_spreadsheets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    """Files that say their encoding are read as they are."""
    file = tmp_path / "study.csv"
    file.write_text(sheet(sheet_lines(6)), encoding)
    assert main(["study", str(file)]) == 0
    assert capsys.readouterr().out.startswith("Read: 12 legs of 6 people.\n")


def test_wrong_encoding_in_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes that are no text are a sentence with their line, and exit code 1."""
    file = tmp_path / "study.csv"
    file.write_bytes(f"{HEADER}\nM\xfcller,left,9,9,9\n".encode("latin-1"))
    assert main(["study", str(file)]) == 1
    assert capsys.readouterr().out == (
        'Line 2, column person: some signs can\'t be read ("M?ller,left,9,9,9"). Save the file '
        "once more as “CSV UTF-8”.\n"
    )


def test_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that can't be opened is a sentence and exit code 2."""
    assert main(["study", str(tmp_path / "none.csv")]) == 2
    assert "can't be opened" in capsys.readouterr().err


def test_file_that_is_too_large(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is no sheet at all is refused by its length."""
    file = tmp_path / "study.csv"
    file.write_text("9" * 1_100_000, "utf-8")
    assert main(["study", str(file)]) == 1
    assert "1000000" in capsys.readouterr().out
