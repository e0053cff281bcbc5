"""What authors are told, and what they start from."""
