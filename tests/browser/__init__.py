"""Self-tests in a real browser, on the site as it is built."""
