"""What happens once, when the site is built. Nothing in here travels to the reader."""
