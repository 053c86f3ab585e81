"""Every setting of a Samtavle server, read from the environment (`SAMTAVLE_…`)."""

import secrets
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url

from app.storage.address import address
from app.storage.disk import write_secret

SHORTEST_KEY = 32  # a file left empty by a full disk would let anybody make every link


class Settings(BaseSettings):
    """Each field is an environment variable `SAMTAVLE_…`; docs/self-hosting.md has them all."""

    model_config = SettingsConfigDict(env_prefix="SAMTAVLE_", env_ignore_empty=True, frozen=True)

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, description="Port to listen on.", ge=1, le=65535)
    data: Path = Field(Path("data"), description="Folder for the database, the key and backups.")
    backup_hour: int = Field(
        3,
        description="Hour of the nightly backup by the server's clock; -1 for none.",
        ge=-1,
        le=23,
    )
    backups_kept: int = Field(14, description="Nightly backups that are kept.", ge=1)
    backup_folder: Path | None = Field(
        None, description="Folder for backups; empty means `backups` in the data folder."
    )
    database_url: str = Field(
        "", description="SQLAlchemy address of the database; empty means SQLite in the data folder."
    )
    nats_url: str = Field(
        "",
        description="Address of a NATS server, nats://…, by which several processes on one "
        "PostgreSQL database tell each other what has changed; empty for one process.",
    )
    meaning: str = Field(
        "",
        description="What finds notes that say something like each other: `here` for the extra "
        "`[meaning]`, or the address of an OpenAI-compatible `/v1/embeddings`; empty for none.",
    )
    meaning_model: str = Field("", description="The model that is asked for at that address.")
    meaning_key: str = Field(
        "", description="The key that is sent to that address, if it wants one."
    )
    secret_key: str = Field(
        "",
        description="Key behind all links; empty means the file `secret.key` in the data folder.",
    )
    public_url: str = Field(
        "",
        description="Address that people use, https://…; empty means host and port.",
    )
    operator: str = Field("", description="Who runs this server; shown on the privacy page.")
    contact: str = Field(
        "", description="E-mail or address for questions; shown on the privacy page."
    )
    trusted_proxies: str = Field(
        "127.0.0.1", description="Addresses whose X-Forwarded-For is believed, by comma."
    )
    rehearsals: int = Field(
        2, description="Rehearsals that may be played at a time; 0 for none.", ge=0
    )
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR; logs go to stderr.")

    @property
    def url(self) -> str:
        """The address people use, without a trailing slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def here(self) -> str:
        """Where this process itself answers, whatever stands in front of it."""
        every = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}  # noqa: S104 - what it may be set to
        host = every.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def secure(self) -> bool:
        """Whether cookies may be marked Secure: a local network without TLS must work too."""
        return self.url.startswith("https://")

    @cached_property
    def database(self) -> str:
        """The address of the database, with the driver that is here."""
        if not self.database_url:
            return f"sqlite:///{self.data / 'samtavle.db'}"
        return address(self.database_url).render_as_string(hide_password=False)

    @cached_property
    def database_file(self) -> Path | None:
        """SQLite's file; None when the database is a server of its own. Read once: it is asked for
        every second."""
        url = make_url(self.database)
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None

    @property
    def backups(self) -> Path:
        return self.backup_folder or self.data / "backups"

    @property
    def key_file(self) -> Path:
        return self.data / "secret.key"

    @cached_property
    def key(self) -> bytes:
        """The secret behind links and CSRF marks; made once, readable by its owner only."""
        found = self.secret_key.encode() or _key_file(self.key_file)
        if len(found) < SHORTEST_KEY:
            raise ValueError(f"The secret key is shorter than {SHORTEST_KEY} characters.")
        return found


def _key_file(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        write_secret(path, secrets.token_hex(32).encode())
    return path.read_bytes().strip()
