"""The commands for authors: `check`, `new`, `only` and `generate` of `python -m self_tests`.

This runs on an author's machine, never in the browser.
"""
