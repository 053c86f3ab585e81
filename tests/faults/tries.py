"""How often a long form tries: by default as often as its promise says, and `TRIES=10 make faults`
splits it over sittings."""

import os


def tries(promised: int) -> int:
    return int(os.environ.get("TRIES", promised))
