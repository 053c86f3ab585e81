"""How long a test waits for what must come."""

PATIENCE = 120.0
"""In seconds. Only what fails takes so long, so it may be far more than a busy machine needs."""
