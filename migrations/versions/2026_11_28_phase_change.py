"""how rooms went through the phases"""

import sqlalchemy as sa
from alembic import op


revision = "8d30e5b7a914"
down_revision = "4f9a27c1be60"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "phase_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seminar_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=True),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("prompt_id", sa.String(), nullable=True),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("paused", sa.Boolean(), nullable=False),
        _goes_with("seminar"),
        _goes_with("room"),
        _goes_with("prompt"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase_change")),
    )
    for column in ("seminar_id", "room_id", "prompt_id"):
        op.create_index(op.f(f"ix_phase_change_{column}"), "phase_change", [column])


def downgrade() -> None:
    op.drop_table("phase_change")


def _goes_with(other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_phase_change_{other}_id")
    return sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=name, ondelete="CASCADE")
