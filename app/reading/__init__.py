"""What is read across rooms: the grid while they write, and their answers afterwards."""
