"""What every test stands on."""

from hypothesis import settings

from tests.npm_packages import npm_packages

__all__ = ["npm_packages"]

# The same examples on every machine: a red test is red for everybody.
settings.register_profile("same-everywhere", derandomize=True, deadline=None)
settings.load_profile("same-everywhere")
