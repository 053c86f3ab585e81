"""loose ends: when a room was asked about a text that seems half-finished."""

import sqlalchemy as sa
from alembic import op


revision = "d91f3a60be27"
down_revision = "c7e19b4d20a8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_column("asked_at")
