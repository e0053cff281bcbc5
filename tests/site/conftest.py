"""What the tests of this folder share."""

from tests.bundle.harness import bundle

__all__ = ["bundle"]
