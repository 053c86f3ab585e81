"""Notes and answers taken to another question or room by those who lead, and back."""
