"""findings: what was decided on doubtful texts."""

import sqlalchemy as sa
from alembic import op


revision = "d4f60a92c7b1"
down_revision = "d91f3a60be27"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("seminar_id", sa.String(), sa.ForeignKey("seminar.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_finding_seminar_id", "finding", ["seminar_id"])


def downgrade() -> None:
    op.drop_table("finding")
