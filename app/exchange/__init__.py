"""What rooms do with each other's answers while they read: three others, a line, voices."""
