"""What happens to a built site before it goes out, and what hosts and phones need beside it."""
