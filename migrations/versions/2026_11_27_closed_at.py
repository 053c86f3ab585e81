"""when a dialogue was closed."""

import sqlalchemy as sa
from alembic import op


revision = "b1f0c7a95d32"
down_revision = "e07d5b94a2c1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("dialogue", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(), nullable=True))
    # What was closed before was closed by now at the latest: a call for help made in it is over.
    op.execute("UPDATE dialogue SET closed_at = CURRENT_TIMESTAMP WHERE stage IN ('closed', 'reading')")


def downgrade() -> None:
    with op.batch_alter_table("dialogue", schema=None) as batch_op:
        batch_op.drop_column("closed_at")
