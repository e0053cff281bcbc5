"""Code that runs once, when the site is built. None of it is sent to the reader."""
