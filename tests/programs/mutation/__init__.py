"""Mutation testing of the scoring: one small change at a time, and whether a test notices."""
