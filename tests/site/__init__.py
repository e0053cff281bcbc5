"""What the build makes of the definitions and the pages."""
