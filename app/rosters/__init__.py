"""Lists of rooms and of those who come, read and written again. Pure, knows no database."""
