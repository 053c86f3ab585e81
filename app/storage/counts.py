"""What the writer counts, for `/metrics` and the host's page."""

from prometheus_client import Counter, Histogram

from app.recent import Recent

COMMITS = Counter("samtavle_commits", "Transactions committed")
NOT_SAVED = Counter("samtavle_not_saved", "Writes refused because the database could not commit")
OVERTAKEN = Counter(
    "samtavle_overtaken", "Transactions done again, since another process was first"
)
COMMIT = Histogram(
    "samtavle_commit_seconds",
    "From a group's beginning until it is written or refused",
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)


class Commits(Recent):
    """How long each of the last minute's groups took, in seconds."""

    def add(self, value: float) -> None:
        COMMIT.observe(value)
        super().add(value)
