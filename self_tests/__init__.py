"""The core of the product: definitions in, a report out.

It uses the standard library alone, no clock and no randomness. Everything but `self_tests.site`
ships to the browser. Its one door is `self_tests.wire.respond`.
"""
