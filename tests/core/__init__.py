"""Checks of the core: everything that ships to the browser."""
