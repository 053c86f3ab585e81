"""what became of late contributions."""

import sqlalchemy as sa
from alembic import op


revision = "d4a7c19e60b8"
down_revision = "3f8a60d2c915"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("late", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stage", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("first_version", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("last_version", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("put_away_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("late", schema=None) as batch_op:
        for name in ("reason", "put_away_at", "last_version", "first_version", "stage"):
            batch_op.drop_column(name)
