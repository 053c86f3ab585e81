"""texts that were divided over the prompts, and the way back"""

import sqlalchemy as sa
from alembic import op


revision = "5b0c92e7f4a1"
down_revision = "8d30e5b7a914"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "division",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_division_room_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_division")),
    )
    op.create_index(op.f("ix_division_room_id"), "division", ["room_id"])


def downgrade() -> None:
    op.drop_table("division")
