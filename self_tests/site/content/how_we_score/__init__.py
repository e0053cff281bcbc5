"""The page "How we score": its parts, each with what it shows.

Everything is worked out from the definitions and the rules' own docstrings, so that the page cannot
say anything else than what is scored.
"""
