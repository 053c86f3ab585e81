"""Pretend participants, who play a whole seminar from outside over HTTP and socket."""
