"""Self-tests are taken out of a page and put back, whoever reads it in between."""

from self_tests.site.publish.self_test_blocks import put_back, taken_out

ONE = '<self-test id="a">\n<form>1</form>\n</self-test>'
TWO = '<self-test id="b"><p>2</p></self-test>'
PAGE = f"<p>before</p>{ONE}<p>between</p>{TWO}<self-test-plan>own</self-test-plan>{ONE}"


def test_what_is_taken_out_comes_back() -> None:
    """A page with three self-tests is whole again after it was taken apart."""
    rest, self_tests = taken_out(PAGE)
    assert (put_back(rest, self_tests), self_tests) == (PAGE, (ONE, TWO, ONE))


def test_nothing_of_a_self_test_is_left_to_read() -> None:
    """The rest of a page holds its own words and the plan, and no word of a self-test."""
    rest, _ = taken_out(PAGE)
    assert ("<form>" in rest, "between" in rest, "own" in rest) == (False, True, True)
