"""rooms that were merged into others, and who came along"""

import sqlalchemy as sa
from alembic import op


revision = "8d31e6a90c57"
down_revision = "c47a1d90b6e3"
branch_labels = None
depends_on = None

MERGE = "fk_seat_merge_id"


def upgrade() -> None:
    op.create_table(
        "merge",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("seminar_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("into_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["seminar_id"], ["seminar.id"], name=op.f("fk_merge_seminar_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_merge_room_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["into_id"], ["room.id"], name=op.f("fk_merge_into_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    for column in ("seminar_id", "room_id", "into_id"):
        op.create_index(op.f(f"ix_merge_{column}"), "merge", [column])
    with op.batch_alter_table("seat") as seat:
        seat.add_column(sa.Column("merge_id", sa.String(), nullable=True))
        seat.create_foreign_key(op.f(MERGE), "merge", ["merge_id"], ["id"], ondelete="SET NULL")
        seat.create_index(op.f("ix_seat_merge_id"), ["merge_id"])


def downgrade() -> None:
    with op.batch_alter_table("seat") as seat:
        seat.drop_index(op.f("ix_seat_merge_id"))
        seat.drop_constraint(op.f(MERGE), type_="foreignkey")
        seat.drop_column("merge_id")
    op.drop_table("merge")
