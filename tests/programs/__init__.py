"""Programs that are run by hand: the bench, the mutations, the flood. They hold no test."""
