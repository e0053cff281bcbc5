"""What every test stands on."""

from hypothesis import settings

from tests.support.built_site import built_site
from tests.support.chromium import browser, browser_of_readers, launch, whole_browser
from tests.support.npm_packages import npm_packages
from tests.support.shipped_bundle import bundle

__all__ = [
    "browser",
    "browser_of_readers",
    "built_site",
    "bundle",
    "launch",
    "npm_packages",
    "whole_browser",
]

pytest_plugins = ["tests.support.running"]

# The same examples on every machine: a red test is red for everybody.
settings.register_profile("same-everywhere", derandomize=True, deadline=None)
settings.load_profile("same-everywhere")
