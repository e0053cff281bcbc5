"""What an author works with: `check`, `new`, `only` and `generate` of `python -m self_tests`.

Runs where somebody writes, never in the browser. Imports the core and, for pages, the rest of
`site`; only `__main__` and `hooks` import it.
"""
