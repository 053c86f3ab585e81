"""turns of work on all rooms of a seminar that are still to come."""

import sqlalchemy as sa
from alembic import op


revision = "a7c30e94d1b6"
down_revision = "f18b3c6a02d7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "work_turn",
        sa.Column("work_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seminar_id", sa.String(), sa.ForeignKey("seminar.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("work_id", "position"),
    )
    op.create_index("ix_work_turn_seminar_id", "work_turn", ["seminar_id"])


def downgrade() -> None:
    op.drop_table("work_turn")
