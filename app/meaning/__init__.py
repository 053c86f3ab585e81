"""Nearness of meaning: which notes say something like each other, found on the server itself."""
