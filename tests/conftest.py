"""What every test stands on."""

from hypothesis import settings

from tests.chromium import browser
from tests.npm_packages import npm_packages
from tests.site.built_site import built_site

__all__ = ["browser", "built_site", "npm_packages"]

# The same examples on every machine: a red test is red for everybody.
settings.register_profile("same-everywhere", derandomize=True, deadline=None)
settings.load_profile("same-everywhere")
