"""Every check of the product, run by `uv run pytest`."""
