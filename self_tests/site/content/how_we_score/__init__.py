"""The page "How we score": its parts, each with what it shows.

Everything is computed from the definitions and the rules' own docstrings, so that the page always
says what is scored.
"""
