"""What the tests of this folder share."""

from tests.bundle.harness import bundle
from tests.site.built_site import built_site

__all__ = ["built_site", "bundle"]
