"""`python -m self_tests check`: every slip of an author is one line, and all come at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from self_tests.__main__ import main
from self_tests.rules import READINGS
from self_tests.site.authoring import cases, checking, definitions, measures
from self_tests.site.places import DEFINITIONS, ROOT
from tests.support.authoring import Change
from tests.support.turns import later

ALONE = """
import sys
sys.path.insert(0, ".")
from self_tests.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
HOLD = "self-tests/hip-hold/definition.toml"
K2W = "self-tests/knee-to-wall/definition.toml"
SQUAT = "self-tests/squat-check/definition.toml"
STRETCH = "drills/calf-stretch.toml"


def told() -> list[str]:
    """Return what an author is told about the definitions."""
    return [str(problem) for problem in definitions.problems()]


def test_nothing_is_left_to_mend(capsys: pytest.CaptureFixture[str]) -> None:
    """Everything in this repository passes what its authors are asked to pass."""
    assert (main(["check"]), capsys.readouterr().out.partition(" in ")[0]) == (0, "Nothing to mend")


SLIPS = [
    (
        K2W,
        (
            'status = "measured", why = "What one examiner could trust. Nobody has studied people '
            'who measure themselves.", sources = ["powden-2015"]'
        ),
        'status = "measured", why = ""',
        (
            (
                f"{K2W}: measures[1].retest.published.why: missing. "
                "Say why the number is what it is."
            ),
            (
                f"{K2W}: measures[1].retest.published.sources: missing, and the status is "
                "“measured”. "
                'Name a source from sources.toml, or write status = "our choice".'
            ),
        ),
    ),
    (
        K2W,
        'sources = ["powden-2015", "konor-2012"',
        'sources = ["powden-2051", "konor-2012"',
        (
            (
                f'{K2W}: sources: there is no source "powden-2051". Did you mean "powden-2015"? '
                "A new one goes into sources.toml."
            ),
        ),
    ),
    (
        K2W,
        "How far your knee travels",
        "FILL IN: how far",
        (
            (
                f"{K2W}: summary: still to be written: “FILL IN: how far over your toes while "
                "the heel "
                "stays down.”. Write it, without FILL IN."
            ),
        ),
    ),
    (
        K2W,
        "How far your knee travels",
        "We fix how far your knee travels",
        (f"{K2W}: summary: “fix” promises what nobody can promise. Say what is seen or trained.",),
    ),
    (
        K2W,
        'noun = "distance"\n',
        "",
        (
            (
                f"{K2W}: screens[1].questions[3].noun: missing. A number needs what messages "
                "call the "
                "value: add noun = ..."
            ),
        ),
    ),
    (
        K2W,
        'if-empty = "Enter the distance for your {side} leg"',
        'if-empty = "Enter the distance"',
        (
            (
                f"{K2W}: screens[1].questions[3].if-empty: “Enter the distance” does not fit "
                "sided = true. Name the side with {side}."
            ),
        ),
    ),
    (
        K2W,
        "Choose where you felt it on the {side}",
        "Choose where you felt it on the {side} of {leg}",
        (
            (
                f"{K2W}: screens[2].questions[1].if-empty: there is no gap {{leg}} here. "
                "Known here: {side}."
            ),
        ),
    ),
    (
        K2W,
        "Choose where you felt it on the {side}",
        "Choose where you felt it on the {side",
        (
            (
                f"{K2W}: screens[2].questions[1].if-empty: “Choose where you felt it on the "
                f"{{side” "
                "does not fit sided = true. Name the side with {side}."
            ),
            (
                f"{K2W}: screens[2].questions[1].if-empty: a brace has no partner. Write a gap as "
                "{name}, and a brace itself twice: {{."
            ),
        ),
    ),
    (
        K2W,
        'question = "stopped"\nis-one-of = ["yes"]',
        'question = "stoped"\nis-one-of = ["yes"]',
        (
            (
                f"{K2W}: screens[1].questions[2].show-when: there is no question "
                '"knee-to-wall.stoped" on this form. Did you mean "knee-to-wall.stopped"?'
            ),
        ),
    ),
    (
        K2W,
        'question = "stopped"\nis-one-of = ["yes"]',
        'question = "stopped"\nis-one-of = ["yse"]',
        (
            (
                f'{K2W}: screens[1].questions[2].show-when: "knee-to-wall.stopped" has no option '
                '"yse". Did you mean "yes"?'
            ),
        ),
    ),
    (
        K2W,
        'id = "front-sharp"',
        'id = "front"',
        (
            (
                f"{K2W}: screens[2].questions[1].options[3].id: “front” stands twice. "
                "Write another one."
            ),
            (
                'plan.toml: facts[2].first: "knee-to-wall.felt" has no option "front-sharp". '
                'Did you mean "front"?'
            ),
        ),
    ),
    (
        "drills/split-squat.toml",
        "reps = 8\nseconds = 4",
        "reps = 80\nseconds = 4",
        (
            (
                "plan.toml: bases[1]: no week with sessions of 5 minutes holds Split squat and "
                "Banded side steps. Give one of them fewer least-sets, reps, seconds or least-days."
            ),
        ),
    ),
    (
        HOLD,
        '"safety-check.age"\nis-one-of = ["18-44", "45-59"]',
        '"safety-check.age"\nis-one-of = ["18-44", "45-95"]',
        (
            (
                f'{HOLD}: measures[1].norms.is-one-of: "safety-check.age" has no option "45-95". '
                'Did you mean "45-59"?'
            ),
        ),
    ),
    (
        K2W,
        'question = "safety-check.age"',
        'question = "safety-check.ages"',
        (
            (
                f'{K2W}: measures[1].notes-for[1].question: no question "safety-check.ages" is '
                'asked once here or in the safety check. Did you mean "safety-check.age"?'
            ),
        ),
    ),
    (
        K2W,
        "highest = 25",
        "highest = 24",
        (f"{K2W}: measures[1].highest: 24 is not where the questions end. Write 25.",),
    ),
    (
        K2W,
        'kind = "mean-of-trials"\nquestion = "distance"',
        'kind = "mean-of-trials"\nquestion = "heel"',
        (
            (
                f'{K2W}: measures[1].reading: "knee-to-wall.heel" is a choice, and this kind of '
                "reading reads length. Choose another kind of reading, or ask in another way."
            ),
        ),
    ),
    (
        K2W,
        "limit = { value = 7.5,",
        "limit = { value = 10.0,",
        (
            (
                f'{K2W}: measures[1].tiers[2]: nobody can read "low-normal". Tiers stand best '
                "first, "
                "and each limit leaves the next one something."
            ),
        ),
    ),
    (
        K2W,
        "Your {side} knee reaches",
        "Your knee reaches",
        (
            (
                f"{K2W}: measures[1].sentence: “Your knee reaches {{value}} from the wall.” "
                "does not "
                "fit sided = true. Name the side with {side}."
            ),
        ),
    ),
    (
        STRETCH,
        'id = "calf-stretch"',
        'id = "calf-strech"',
        (f'{STRETCH}: id: "calf-strech" is not the file\'s name. Write id = "calf-stretch".',),
    ),
    (
        "plan.toml",
        'drill = "load-ladder"',
        'drill = "load-lader"',
        (
            (
                'plan.toml: slots[1].rows[1].drill: there is no drill "load-lader". '
                'Did you mean "load-ladder"?'
            ),
            (
                "drills/load-ladder.toml: no plan ever holds this drill. Add a row with "
                'drill = "load-ladder" to a slot of plan.toml, or name it as the easier form of '
                "another drill."
            ),
        ),
    ),
    (
        "lines.toml",
        'measure = "heel-raise.reps"',
        'measure = "heel-raise.rep"',
        (
            (
                'lines.toml: lines[2].items[1].measure: there is no measure "heel-raise.rep". '
                'Did you mean "heel-raise.reps"?'
            ),
        ),
    ),
    (
        "plan.toml",
        'fact = "where", equals',
        'fact = "wher", equals',
        (
            (
                'plan.toml: slots[2].rows[1].when[2].fact: there is no fact "wher". '
                'Did you mean "where"? A new one goes into [[facts]].'
            ),
        ),
    ),
    (
        "plan.toml",
        'ease-knee-when = [{ fact = "discomfort", equals = "amber" }]',
        'ease-knee-when = [{ fact = "discomfort", equals = "ember" }]',
        (
            (
                'plan.toml: ease-knee-when[1].equals: "discomfort" is never "ember". '
                'Did you mean "amber"?'
            ),
        ),
    ),
    (
        "plan.toml",
        'equals = "below-kneecap"',
        'equals = "below-the-kneecap"',
        (
            (
                'plan.toml: slots[2].rows[1].when[2].equals: "where" is never "below-the-kneecap". '
                'Did you mean "below-kneecap"?'
            ),
        ),
    ),
    (
        "plan.toml",
        'fact = "hip-lower-item", equals = "step-down"',
        'fact = "hip-lower-item", equals = "heel-raise"',
        (
            (
                'plan.toml: slots[7].rows[1].when[1].equals: "hip-lower-item" is never '
                '"heel-raise". Known here: step-down, hip-hold.'
            ),
        ),
    ),
    (
        "plan.toml",
        'id = "felt"',
        'id = "discomfort"',
        (
            'plan.toml: facts[2].id: "discomfort" stands twice. Give it a name of its own.',
            *(
                (
                    f'plan.toml: {place}.fact: there is no fact "felt". Check its spelling. A new '
                    "one goes into [[facts]]."
                )
                for place in (
                    "slots[4].rows[1].when[1]",
                    "slots[4].rows[2].when[1]",
                    "slots[5].rows[1].when[1]",
                )
            ),
        ),
    ),
    (
        "plan.toml",
        'question = "knee-load.where"',
        'question = "knee-load.were"',
        (
            (
                'plan.toml: facts[3].question: there is no question "knee-load.were". '
                'Did you mean "knee-load.where"?'
            ),
        ),
    ),
    (
        "plan.toml",
        'question = "knee-load.where"',
        'question = "knee-laod.where"',
        (
            (
                'plan.toml: facts[3].question: there is no self-test "knee-laod". '
                'Did you mean "knee-load"?'
            ),
        ),
    ),
    (
        "plan.toml",
        'question = "knee-load.where"',
        'question = "knee-to-wall.felt"',
        (
            (
                'plan.toml: facts[3].question: "knee-to-wall.felt" is no choice that is asked '
                'once. Name a question with kind = "choice".'
            ),
        ),
    ),
    (
        "plan.toml",
        'first = ["front-sharp"]',
        'first = ["front-shrap"]',
        (
            (
                'plan.toml: facts[2].first: "knee-to-wall.felt" has no option "front-shrap". '
                'Did you mean "front-sharp"?'
            ),
        ),
    ),
    (
        "plan.toml",
        'measure = "knee-to-wall.distance"',
        'measure = "squat-check.difference"',
        (
            (
                'plan.toml: facts[2].measure: "squat-check.difference" has no sides. '
                "Name a measure that is read on each side."
            ),
        ),
    ),
    (
        "plan.toml",
        'measures = ["step-down.faults", "hip-hold.seconds"]',
        'measures = ["step-down.faults", "single-leg-balance.seconds", "hip-hold.seconds"]',
        (
            (
                'plan.toml: facts[6].measures: "single-leg-balance.seconds" has no deficit to '
                "compare. Name one that has."
            ),
        ),
    ),
    (
        "plan.toml",
        'line = "knee-and-load"',
        'line = "hip"',
        (
            (
                'plan.toml: facts[1].line: there is no line "hip" with a table of load. '
                "Known here: knee-and-load."
            ),
        ),
    ),
    (
        "plan.toml",
        'questions = ["safety-check.discomfort"]',
        'questions = ["safety-check.knee"]',
        (
            (
                'plan.toml: facts[1].question: "safety-check.knee" is no number that is asked '
                "once. Name a scale, or a number with one trial and no sides."
            ),
        ),
    ),
    *(
        (
            "plan.toml",
            '[[singles]]\nself-test = "knee-to-wall"',
            (
                f'[[facts]]\nid = "made"\nkind = "{kind}"\nat-least = {{ value = 8, status = '
                f'"our choice", why = "A test." }}\n{keys}\n\n'
                '[[singles]]\nself-test = "knee-to-wall"'
            ),
            (f"plan.toml: facts[16].{told}",),
        )
        for kind, keys, told in (
            (
                "at-least",
                "",
                "question: either a question or a measure is compared. Name one of the two.",
            ),
            (
                "at-least",
                'question = "safety-check.discomfort"\nmeasure = "heel-raise.reps"',
                "question: either a question or a measure is compared. Name one of the two.",
            ),
            (
                "sum-at-least",
                'questions = ["knee-load.where"]',
                (
                    'question: "knee-load.where" has options without points. '
                    "Give each option its points."
                ),
            ),
            (
                "difference",
                'question = "squat-check.raised-discomfort"\nminus = "knee-load.where"',
                (
                    'question: "knee-load.where" is no number that is asked once. '
                    "Name a scale, or a number with one trial and no sides."
                ),
            ),
        )
    ),
    (
        K2W,
        'chain = "knee"',
        'chain = "kneee"',
        (f'{K2W}: chain: plan.toml has no base of a chain "kneee". Did you mean "knee"?',),
    ),
    (
        "plan.toml",
        'slots = ["reading", "knee-base", "hip-base"]',
        'slots = ["reading", "knee-bases", "hip-base"]',
        (('plan.toml: bases[1].slots: there is no slot "knee-bases". Did you mean "knee-base"?'),),
    ),
    (
        "chain-check.toml",
        'short = ["knee-load"',
        'short = ["knee-laod"',
        ('chain-check.toml: there is no self-test "knee-laod". Did you mean "knee-load"?',),
    ),
    (
        "catalogue.toml",
        '  "squat-check",\n',
        '  "squat-check",\n  "squat-check",\n',
        ('catalogue.toml: self-tests: "squat-check" stands twice. Once is enough.',),
    ),
    (
        "words.toml",
        'minutes = "About {minutes}."',
        'minutes = "About {the minutes}."',
        (
            (
                "words.toml: terminal.minutes: the gap {minutes} is missing. "
                "Write it where its words belong."
            ),
            (
                "words.toml: terminal.minutes: “{the minutes}” is no gap. A gap is one name in "
                "braces: {value}."
            ),
        ),
    ),
    (
        "words.toml",
        'minutes = "About {minutes}."',
        'minutes = "About {minuets}."',
        (
            (
                "words.toml: terminal.minutes: the gap {minutes} is missing. "
                "Write it where its words belong."
            ),
            "words.toml: terminal.minutes: there is no gap {minuets} here. Known here: {minutes}.",
        ),
    ),
    (
        "words.toml",
        'minutes = "About {minutes}."',
        'minutes = "About an hour."',
        (
            (
                "words.toml: terminal.minutes: the gap {minutes} is missing. "
                "Write it where its words belong."
            ),
        ),
    ),
    (
        "words.toml",
        'train-of = "of"',
        'train-of = "of"\ntrain-off = "off"',
        (("words.toml: interface.train-off: nothing says this. Take it out, or correct its key."),),
    ),
    (
        "words.toml",
        'reload = "Reload the page"',
        'reload = "Reload the page to get its newer form"',
        (
            (
                "words.toml: interface.reload: 37 characters are too long for a button. "
                "Write 35 or fewer."
            ),
        ),
    ),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "lines"),
    [later(*each) if at % 2 else each for at, each in enumerate(SLIPS)],
    ids=[each[3][0].partition(". ")[0] for each in SLIPS],
)
def test_an_author_is_told(
    change: Change, file: str, old: str, new: str, lines: tuple[str, ...]
) -> None:
    """Each slip gets its line: file and place, what is wrong, and what to write."""
    change(file, old, new)
    assert tuple(told()) == lines


def test_all_slips_of_all_files_come_at_once(change: Change) -> None:
    """Three slips in two files are three lines, those of one file in their order."""
    change(K2W, "minutes = 5", 'minutes = "five"')
    change(K2W, 'status = "our choice", why = "Toe against the wall."', 'status = "guess"')
    change(STRETCH, "sets = 3", "set = 3")
    assert told() == [
        f'{K2W}: minutes: expected a whole number, found "five". Write 10.',
        (
            f'{K2W}: screens[1].questions[3].least.status: "guess" is not known here. '
            'Write one of "measured", "reported", "derived", "our choice".'
        ),
        f'{STRETCH}: dose: unknown key "set". Did you mean "sets"?',
        f"{STRETCH}: dose.sets: missing. Add sets = ...",
    ]


def test_a_shared_question_that_cannot_be_read_is_told_once(change: Change) -> None:
    """A slip in a question that two self-tests ask is one line, at the place it is written."""
    change("self-tests/knee-load/definition.toml", 'kind = "scale"', 'kind = "scales"')
    assert [line.partition(": ")[0] for line in told()] == ["self-tests/knee-load/definition.toml"]


def test_a_listed_file_that_is_missing(change: Change) -> None:
    """A name in the catalogue without its file says which file."""
    change("catalogue.toml", '"calf-stretch"', '"calf-stretch",\n  "toe-yoga"')
    assert told() == [
        (
            "drills/toe-yoga.toml: this file is missing. Add it, or take its name out of "
            "catalogue.toml."
        )
    ]


def test_a_case_that_does_not_hold_says_what_came_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A sentence that is not so is told with what was found and what it expected."""
    name = "knee-to-wall"
    text = (DEFINITIONS / f"self-tests/{name}/cases.toml").read_text("utf-8")
    first = text.partition('\n\n[[cases]]\nsentence = "Ten')[0]
    written = tmp_path / f"self-tests/{name}/cases.toml"
    written.parent.mkdir(parents=True)
    written.write_text(first.replace('left = "low"', 'left = "typical"'), "utf-8")
    monkeypatch.setattr(cases, "DEFINITIONS", tmp_path)
    assert [str(problem) for problem in cases.problems((name,))] == [
        (
            f"self-tests/{name}/cases.toml: 1 cases, and a self-test needs 6 at least. Add one a "
            "tier, one at a border, one for a stop and one for a slip."
        ),
        (
            f"self-tests/{name}/cases.toml: cases[1]: “Six centimeters on the left and eleven on "
            "the right is low on the left, and the sides really differ.” is not so: tiers is "
            '{"left": "low", "right": "typical"}, expected {"left": "typical", "right": '
            '"typical"}. Correct the sentence and what it expects, or the definition.'
        ),
    ]


def test_a_case_with_a_slip_says_where(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A field that is not asked, an expectation that is not known, a sentence that is missing."""
    name = "knee-to-wall"
    written = tmp_path / f"self-tests/{name}/cases.toml"
    written.parent.mkdir(parents=True)
    written.write_text(
        '[[cases]]\nanswers = { "distanse.left" = ["6"] }\nexpect = { tier = "low" }\n',
        "utf-8",
    )
    monkeypatch.setattr(cases, "DEFINITIONS", tmp_path)
    file = f"self-tests/{name}/cases.toml: cases[1]"
    assert [str(problem) for problem in cases.problems((name,))] == [
        f"{file}.sentence: missing. Add sentence.",
        f'{file}.answers: no question has a field "distanse.left". Did you mean "distance.left"?',
        f'{file}.expect: "tier" is not known here. Did you mean "tiers"?',
    ]


def test_a_marker_that_leads_nowhere_is_told_with_its_line(tmp_path: Path) -> None:
    """A page that names a self-test which does not exist says file, line and the nearest name."""
    page = tmp_path / "docs/self-tests/knee.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntitle: K\ndescription: K\n---\n\n::: self-test knee-to-wal\n", "utf-8")
    assert [str(problem) for problem in checking.everything(tmp_path)] == [
        (
            "self-tests/knee.md:6: ::: self-test knee-to-wal: There is no self-test "
            '"knee-to-wal". Did you mean "knee-to-wall"?'
        )
    ]


def test_every_reading_says_what_it_can_read() -> None:
    """A rule that is added to the registry is known to the check as well."""
    assert set(measures.READ_FROM) == set(READINGS.values())


@pytest.mark.parametrize(
    ("arguments", "code"), [(["check"], 0), (["only", "nothing"], 2), (["new", "drill", "A"], 2)]
)
def test_authors_need_no_package_but_for_pages(arguments: list[str], code: int) -> None:
    """Without any installed package the commands work, and leave the pages unread."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", ALONE, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
