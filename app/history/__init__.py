"""What stood once: moments, what one person wrote, and bringing it back."""
