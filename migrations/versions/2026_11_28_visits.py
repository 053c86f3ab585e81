"""seminars that are visits: many short contributions on behalf of a class or group."""

import sqlalchemy as sa
from alembic import op


revision = "c4e8b27f05a1"
down_revision = "9c4d27f5e1b8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("seminar", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("kind", sa.String(), nullable=False, server_default="gathering")
        )
        batch_op.add_column(
            sa.Column("new_members", sa.Boolean(), nullable=False, server_default=sa.true())
        )


def downgrade() -> None:
    with op.batch_alter_table("seminar", schema=None) as batch_op:
        batch_op.drop_column("new_members")
        batch_op.drop_column("kind")
