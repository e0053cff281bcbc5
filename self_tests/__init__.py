"""The product's mind: definitions in, a report out. Standard library only, no clock, no randomness.

Everything but `self_tests.site` ships to the browser. The one door is `self_tests.wire.respond`.
"""
