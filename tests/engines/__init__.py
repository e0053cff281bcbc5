"""The same answers in every browser engine."""
