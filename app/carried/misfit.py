"""What a file is refused for."""


class Misfit(ValueError):
    """What is wrong with the rows of a file, in a word."""
