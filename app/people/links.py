"""Links that carry a secret: an HMAC of (key, kind, id, generation). Only the generation is stored,
so a link or QR can be printed again, and "new link" is one number higher."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from secrets import token_hex

MAC_BYTES = 15  # 120 bits, 24 symbols
FORMER_MAC_BYTES = 18
HOST = "host"
CO_FACILITATOR = "co_facilitator"


@dataclass(frozen=True)
class Links:
    """Makes and checks links under one server's key and address."""

    key: bytes
    url: str

    @property
    def host(self) -> str:
        """The address as one writes it: without its scheme."""
        return self.url.partition("://")[2]

    def secret(self, kind: str, id: str, generation: int) -> str:
        """Letters and digits only: a chat takes a `_` or `-` at the end of a link for its own."""
        mac = self._mac(kind, id, generation)[:MAC_BYTES]
        return f"{id}.{base64.b32encode(mac).decode().lower()}"

    def opens(self, secret: str, kind: str, id: str, generation: int) -> bool:
        """Also in the form of before, which is printed on sheets; what a chat took from its end may
        be missing there."""
        if hmac.compare_digest(secret.encode(), self.secret(kind, id, generation).encode()):
            return True
        mac = self._mac(kind, id, generation)[:FORMER_MAC_BYTES]
        former = f"{id}.{base64.urlsafe_b64encode(mac).decode()}".rstrip("_-")
        return hmac.compare_digest(secret.rstrip("_-").encode(), former.encode())

    def _mac(self, kind: str, id: str, generation: int) -> bytes:
        text = f"{kind}\0{id}\0{generation}".encode()
        return hmac.new(self.key, text, hashlib.sha256).digest()

    def facilitator(self, seminar_id: str, generation: int) -> str:
        return f"{self.url}/lead/{self.secret('facilitator', seminar_id, generation)}"

    def co_facilitator(self, co_facilitator_id: str) -> str:
        """Opened where the facilitator's is; a new one is another co-facilitator."""
        return f"{self.url}/lead/{self.secret(CO_FACILITATOR, co_facilitator_id, 1)}"

    def room(self, room_id: str, generation: int) -> str:
        return f"{self.url}/r/{self.secret('room', room_id, generation)}"

    def organiser(self, secret: str) -> str:
        return f"{self.url}/organiser/{secret}"

    def status(self) -> str:
        """The host's page about the server: whoever has the key can print it."""
        return f"{self.url}/status/{self.secret('status', HOST, 1)}"

    def join(self, code: str) -> str:
        return f"{self.url}/j/{code}"

    def read(self, seminar_id: str) -> str:
        """No secret, and not the join code: whoever reads afterwards need not be able to write."""
        return f"{self.url}/read/{seminar_id}"

    def report(self, seminar_id: str) -> str:
        """Where a published report stands, for everybody."""
        return f"{self.read(seminar_id)}/report"

    def seat_token(self, seat_id: str) -> str:
        """The bearer of a seat taken without a browser; not stored anywhere."""
        return "seat_" + self.secret("seat", seat_id, 1)

    def csrf(self, visitor_id: str, salt: str = "") -> str:
        """Another one each time: what stands the same in many packed pages could be guessed."""
        salt = salt or token_hex(8)
        told = f"csrf\0{salt}\0{visitor_id}".encode()
        return salt + hmac.new(self.key, told, hashlib.sha256).hexdigest()[:32]

    def is_csrf(self, shown: str, visitor_id: str) -> bool:
        right = self.csrf(visitor_id, shown[:16].ljust(16, "0"))
        return hmac.compare_digest(shown.encode(), right.encode())

    def seal(self, text: str) -> str:
        """`text` to be handed out and believed when it comes back."""
        body = base64.urlsafe_b64encode(text.encode()).decode()
        return f"{body}.{self._sealing(body)}"

    def unseal(self, sealed: str) -> str | None:
        """The text, or None for what was not sealed here."""
        body, _, mac = sealed.partition(".")
        if not hmac.compare_digest(mac.encode(), self._sealing(body).encode()):
            return None
        return base64.urlsafe_b64decode(body).decode()

    def _sealing(self, body: str) -> str:
        return hmac.new(self.key, f"sealed\0{body}".encode(), hashlib.sha256).hexdigest()


def id_of(secret: str) -> str:
    """The id in a link's secret, before anything is believed of it."""
    return secret.partition(".")[0]
