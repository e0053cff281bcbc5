"""What happens to a reader when something is missing, damaged or silent."""
