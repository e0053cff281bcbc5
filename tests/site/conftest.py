"""What tests of the site share: a copy of the repository that they may change."""

from tests.support.authoring import copy, repository

__all__ = ["copy", "repository"]
