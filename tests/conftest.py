"""What every test stands on."""

from hypothesis import settings

# The same examples on every machine: a red test is red for everybody.
settings.register_profile("same-everywhere", derandomize=True, deadline=None)
settings.load_profile("same-everywhere")
