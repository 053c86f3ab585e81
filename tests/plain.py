"""Plain HTTP: reading the machine's certificates takes longer than most tests, and none is TLS."""

import ssl

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""What a client of httpx takes as `verify`."""
