"""A backup every night while serving: when one is due, which are kept, how the last one went."""

import threading
from datetime import UTC, datetime, timedelta

import structlog
from prometheus_client import Counter, Gauge

from app.backups.archive import file_name, moment_of
from app.backups.making import make
from app.settings import Settings
from app.storage.store import Clock

log = structlog.get_logger()
FAILED = Counter("samtavle_backups_failed", "Nightly backups that failed")
LAST = Gauge("samtavle_last_backup_seconds", "When the newest nightly backup was made, Unix time")
NIGHTLY = "nightly"
LOOK_SECONDS = 20
TRY_AGAIN = timedelta(hours=1)


def due(last: datetime, moment: datetime, hour: int) -> bool:
    """Whether `hour` has struck, in the zone of `moment`, since the last backup. A server that was
    off at that hour makes it up when it is on again."""
    struck = moment.replace(hour=hour, minute=0, second=0, microsecond=0)
    if struck > moment:
        struck -= timedelta(days=1)
    return last < struck


class Nightly:
    """The night's work of one serving process. `word` is for /readyz: `off`, `pg_dump`, `none yet`,
    the time of the newest, or `failed`, which does not make the server unready."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self._ending = threading.Event()
        self._failed_at: datetime | None = None
        self._off = settings.backup_hour < 0 or settings.database_file is None

    @property
    def word(self) -> str:
        if self._settings.database_file is None:
            return "pg_dump"
        if self._off:
            return "off"
        if self._failed_at:
            return "failed"
        made = self._backup_times()
        return f"{made[-1]:%Y-%m-%dT%H:%M:%SZ}" if made else "none yet"

    def start(self) -> None:
        """The folder is made at once: its age says since when there could have been a backup."""
        if self._off:
            return
        self._settings.backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        threading.Thread(target=self._work, name="nightly backup", daemon=True).start()

    def stop(self) -> None:
        self._ending.set()

    def _work(self) -> None:
        while not self._ending.wait(LOOK_SECONDS):
            self.look()

    def look(self) -> None:
        """Make a backup when one is due, and remove the oldest. After a failure it is tried again
        an hour later; whatever stands is kept until another one is good."""
        moment = self._clock()
        if self._failed_at and moment < self._failed_at + TRY_AGAIN:
            return
        try:
            if due(self._last(), moment.astimezone(), self._settings.backup_hour):
                make(self._settings, self._settings.backups / file_name(NIGHTLY, moment))
                self._remove_oldest()
        except Exception as error:  # noqa: BLE001 - a night's failure must not end all nights
            FAILED.inc()
            self._failed_at = moment
            log.error("backup failed", problem=str(error) or type(error).__name__)
        else:
            self._failed_at = None
            LAST.set(self._last().timestamp())

    def _last(self) -> datetime:
        begun = datetime.fromtimestamp(self._settings.backups.stat().st_mtime, UTC)
        return max(self._backup_times(), default=begun)

    def _backup_times(self) -> list[datetime]:
        """When the nightly backups were made, oldest first: their names say it."""
        names = self._settings.backups.glob(f"{NIGHTLY}-*.zip")
        return sorted(moment for path in names if (moment := moment_of(path, NIGHTLY)))

    def _remove_oldest(self) -> None:
        for moment in self._backup_times()[: -self._settings.backups_kept]:
            (self._settings.backups / file_name(NIGHTLY, moment)).unlink()
