"""Walls of other tools and our own archive, understood as a proposal that a person settles."""
