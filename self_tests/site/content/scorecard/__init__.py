"""The printed scorecard: the tables that turn values into drills with a pencil."""
