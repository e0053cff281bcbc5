"""The steps from a built site to a published one, and files for hosts and phones beside it."""
