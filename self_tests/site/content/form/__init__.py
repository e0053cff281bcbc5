"""The form of a self-test, and what a page knows of it before Python is there."""
