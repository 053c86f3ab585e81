"""What became of the actions that the seminar before ended with: asked of the rooms of the next one
in the series, and answered there."""
