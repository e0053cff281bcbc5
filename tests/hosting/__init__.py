"""Servers and hosts for the built site."""
