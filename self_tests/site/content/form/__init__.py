"""The form of a self-test, and the data of a page before Python has started."""
