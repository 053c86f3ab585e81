"""A rehearsal from the screen: a copy of a seminar in which pretend people write."""
