"""What the tests of this folder share."""

from tests.browser.conftest import browser
from tests.site.built_site import built_site

__all__ = ["browser", "built_site"]
