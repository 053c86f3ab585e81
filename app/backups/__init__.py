"""Backups of one data folder and the way back: made while people write, checked before trusted."""
