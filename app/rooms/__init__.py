"""Breakout rooms: who sits where, the round, duties, calls for help, who is here."""
