"""Visits: many short contributions from one device, each on behalf of a class or group."""
