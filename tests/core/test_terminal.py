"""A visit in the terminal: asked in order, refused kindly, stopped at a warning sign."""

import sys
from collections.abc import Iterable
from contextlib import suppress
from subprocess import PIPE, Popen

import pytest

from self_tests.__main__ import main
from self_tests.terminal import Conversation

CLEAR = ["2", "11", "1", "22", "1", "2", "1", "3"]


def visit(*typed: str) -> str:
    """Return everything that was said in a visit in which these lines were typed."""
    lines = iter(typed)
    said: list[str] = []

    def ask(prompt: str) -> str:
        said.append(prompt)
        return next(lines)

    Conversation(ask=ask, tell=said.append).take(("knee-to-wall",))
    assert list(lines) == []
    return "\n".join(said)


def in_order(text: str, parts: Iterable[str]) -> bool:
    """Return whether all parts stand in the text one after the other."""
    rest = text
    for part in parts:
        _, found, rest = rest.partition(part)
        if not found:
            return False
    return True


def test_a_reader_that_stops_reading() -> None:
    """`respond | head` ends without a word when whoever read has gone."""
    request = '{"do": "describe", "version": 1}\n'
    with Popen(
        [sys.executable, "-m", "self_tests", "respond"],
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        text=True,
    ) as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdin.write(request)
        running.stdin.flush()
        assert running.stdout.readline().startswith('{"ok"')
        running.stdout.close()
        with suppress(OSError):
            running.stdin.write(request * 100)
            running.stdin.close()
        assert (running.wait(), running.stderr.read()) == (0, "")


def test_whole_visit() -> None:
    """A visit asks the safety check, then the self-test, and ends with a drill."""
    said = visit(*CLEAR, "", "", "6 6.5 6", "11", "1", "1", "2", "2")
    assert in_order(
        said,
        [
            "How old are you?",
            "Any of these now?",
            "Which knee is it about?",
            "Measure both sides",
            "YOU COULD START WITH YOUR LEFT ANKLE.",
            "Want to be surer? The squat check self-test takes 7 minutes.",
            "measured again 100 times, it would read “may be worth training” or above in",
            "Your left knee reaches 6.2 cm from the wall. That's low",
            "Your right knee reaches 11 cm from the wall. That's typical",
            "Banded ankle mobilization",
            "Only your left side needs it, so it gets all the time.",
            "Measure again in 4 weeks.",
            "not a diagnosis",
        ],
    )


def test_nonsense_is_refused_kindly() -> None:
    """Nonsense is answered with the words of the page, and the question comes again."""
    said = visit(*CLEAR, "", "", "ten", "-3", "6", "11", "1", "1", "2", "2")
    assert in_order(
        said,
        [
            "Left distance must be a number, like 10.5",
            "Left distance must be between 0 and 25 cm",
            "Your left knee reaches 6 cm",
        ],
    )


def test_unusual_is_asked_about() -> None:
    """An unusual value is asked about; a no asks for the value again."""
    said = visit(*CLEAR, "", "", "22", "no", "12", "21", "yes", "1", "1", "2", "2")
    assert in_order(said, ["Left distance: that's unusual. Is it right?", "reaches 21 cm"])


def test_warning_sign_stops() -> None:
    """A warning sign ends the visit with its card: no score, no drill."""
    said = visit("2", "6")
    assert "EMERGENCY: GET HELP NOW" in said
    assert "Measure both sides" not in said


def test_milder_sign_waits_for_the_rest() -> None:
    """Any other sign is kept: the signs and the stairs are still asked, the scale is not."""
    said = visit("2", "9", "1", "22", "1")
    assert in_order(said, ["In the last weeks, any of these?", "Can you walk and climb stairs?"])
    assert "URGENT: BE SEEN TODAY OR TOMORROW" in said
    assert ("Worst discomfort" in said, "Measure both sides" in said) == (False, False)


def test_unknown_self_test(capsys: pytest.CaptureFixture[str]) -> None:
    """A self-test that does not exist is answered with the nearest name and exit code 2."""
    assert main(["take", "knee-to-wal"]) == 2
    assert 'Did you mean "knee-to-wall"?' in capsys.readouterr().err


def test_respond_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`respond` answers one line for each line."""
    monkeypatch.setattr("sys.stdin", iter(['{"do":"describe","version":1}\n', "nonsense\n"]))
    assert main(["respond"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:7] for line in lines] == ['{"ok":{', '{"error']


def test_end_of_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-D ends a visit calmly."""

    def no_more(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", no_more)
    assert main(["take", "knee-to-wall"]) == 0
    assert "Stopped. Nothing was kept." in capsys.readouterr().out


def test_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """Words that are no command are answered with the commands there are."""
    assert main(["tkae"]) == 2
    assert "take <id>" in capsys.readouterr().err
