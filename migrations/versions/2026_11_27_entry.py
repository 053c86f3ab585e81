"""who may choose and change room, and which seats were taken by the seminar's code."""

import sqlalchemy as sa
from alembic import op


revision = "c51e8f0b7a34"
down_revision = "a94e17c3b6d0"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("seminar", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entry", sa.String(), nullable=False, server_default="code"))
    # Of those who sit already nobody knows how they came: they are asked for the code again.
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("by_code", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_column("by_code")
    with op.batch_alter_table("seminar", schema=None) as batch_op:
        batch_op.drop_column("entry")
