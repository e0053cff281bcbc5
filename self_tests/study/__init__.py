"""A study of how well people measure themselves: numbers in, agreement with its intervals out."""
