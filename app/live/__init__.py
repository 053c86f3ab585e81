"""Channels, bounded queues and the life of one socket; knows no word of the domain."""
