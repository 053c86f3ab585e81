"""Samtavle: a dialogue board for facilitated seminars; each package holds one noun of it."""
