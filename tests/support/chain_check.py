"""The longest possible visit: the chain check, with an answer to every question."""

from self_tests import catalogue
from tests.support.requests import CLEAR
from tests.support.visits import complete

PAGE = "self-tests/chain-check/"

CHAIN = catalogue.chain_check()

# A third of the way from least to most, and never an unusual number of seconds.
ANSWERS = {
    **CLEAR,
    **complete(CHAIN.full, lambda options: options[min(len(options) // 3, 60)]),
}
