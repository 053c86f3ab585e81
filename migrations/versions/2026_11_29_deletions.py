"""how often something was deleted

Revision ID: d81f3c62a0b7
"""

import sqlalchemy as sa
from alembic import op


revision = "d81f3c62a0b7"
down_revision = "b7c41d90e6f5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("installation") as table:
        table.add_column(sa.Column("deletions", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("installation") as table:
        table.drop_column("deletions")
