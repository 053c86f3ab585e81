"""What our own JSON carries of every table, so that a seminar can move without losing anything."""
