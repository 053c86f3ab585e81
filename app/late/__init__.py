"""Late contributions: text that could not be taken when it came, kept until somebody looks."""
