"""The content of pages: markers, and what each of them shows."""
