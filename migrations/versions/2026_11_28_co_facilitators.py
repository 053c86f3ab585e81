"""those who lead by links of their own, and who has taken a call for help"""

import sqlalchemy as sa
from alembic import op


revision = "6e1d0b84a2c9"
down_revision = "0c7be52d91fa"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "co_facilitator",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("seminar_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("all_rooms", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        _goes_with("co_facilitator", "seminar"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_co_facilitator")),
    )
    op.create_index(op.f("ix_co_facilitator_seminar_id"), "co_facilitator", ["seminar_id"])
    op.create_table(
        "led_room",
        sa.Column("co_facilitator_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=False),
        _goes_with("led_room", "co_facilitator"),
        _goes_with("led_room", "room"),
        sa.PrimaryKeyConstraint("co_facilitator_id", "room_id", name=op.f("pk_led_room")),
    )
    op.create_index(op.f("ix_led_room_room_id"), "led_room", ["room_id"])
    op.create_table(
        "co_grant",
        sa.Column("visitor_id", sa.String(), nullable=False),
        sa.Column("seminar_id", sa.String(), nullable=False),
        sa.Column("co_facilitator_id", sa.String(), nullable=False),
        _goes_with("co_grant", "visitor"),
        _goes_with("co_grant", "seminar"),
        _goes_with("co_grant", "co_facilitator"),
        sa.PrimaryKeyConstraint("visitor_id", "seminar_id", name=op.f("pk_co_grant")),
    )
    op.create_index(op.f("ix_co_grant_seminar_id"), "co_grant", ["seminar_id"])
    op.create_index(op.f("ix_co_grant_co_facilitator_id"), "co_grant", ["co_facilitator_id"])
    with op.batch_alter_table("room") as batch_op:
        batch_op.add_column(
            sa.Column("help_taken_by", sa.String(), nullable=False, server_default="")
        )


def downgrade() -> None:
    with op.batch_alter_table("room") as batch_op:
        batch_op.drop_column("help_taken_by")
    op.drop_table("co_grant")
    op.drop_table("led_room")
    op.drop_table("co_facilitator")


def _goes_with(table: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{other}_id")
    return sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=name, ondelete="CASCADE")
