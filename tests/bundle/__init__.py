"""What reaches the reader, run as it is shipped."""
