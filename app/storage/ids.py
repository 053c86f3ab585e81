"""Random names for things: ids, join codes and secrets."""

import secrets
from typing import Annotated

from pydantic import Field

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
Id = Annotated[str, Field(max_length=40)]
"""One that somebody sends."""


def new_id() -> str:
    """16 of 32 symbols (80 bits), beginning with a letter so that it can be an HTML id."""
    random = secrets.token_bytes(15)  # 32 symbols are five bits, so no remainder favours any
    return secrets.choice(LETTERS[:24]) + "".join(LETTERS[byte & 31] for byte in random)


def new_code() -> str:
    """A join code that can be read aloud: 8 symbols without 0, O, 1, I and L."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


def new_secret() -> str:
    """A secret of 200 bits for links and tokens, in letters and digits only."""
    return "".join(secrets.choice(LETTERS) for _ in range(40))


def tidy_code(typed: str) -> str:
    """A code as somebody typed it, without spaces and dashes and in upper case."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[:16]
