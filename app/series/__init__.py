"""A series as it is seen and kept: its page, its calls, its next seminar, the way back."""
