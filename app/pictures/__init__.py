"""What was written as pictures: how many rooms have answered, since when, with how many words."""
