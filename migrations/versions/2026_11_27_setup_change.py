"""what was changed in set-up, with the way back; and members found from what points at them."""

import sqlalchemy as sa
from alembic import op


revision = "c5d81e0f7a26"
down_revision = "e2b7f40c915a"
branch_labels = None
depends_on = None

POINT_AT_MEMBERS = ("answer", "seating", "seat")


def upgrade() -> None:
    op.create_table(
        "setup_change",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("seminar_id", sa.String(), sa.ForeignKey("seminar.id", ondelete="CASCADE"), nullable=False),
        sa.Column("asker", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
    )
    op.create_index("ix_setup_change_seminar_id", "setup_change", ["seminar_id"])
    for table in POINT_AT_MEMBERS:
        op.create_index(f"ix_{table}_member_id", table, ["member_id"])


def downgrade() -> None:
    for table in POINT_AT_MEMBERS:
        op.drop_index(f"ix_{table}_member_id", table)
    op.drop_table("setup_change")
