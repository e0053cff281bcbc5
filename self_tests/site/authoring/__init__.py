"""What an author works with: `check`, `new`, `only` and `generate` of `python -m self_tests`.

Runs where somebody writes, never in the browser.
"""
