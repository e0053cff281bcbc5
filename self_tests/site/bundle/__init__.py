"""The bundle: the Python that a reader's browser downloads to score a self-test."""
