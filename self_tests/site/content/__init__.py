"""What stands on a page: markers, and what each of them shows."""
