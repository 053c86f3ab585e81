"""when a dialogue was opened."""

import sqlalchemy as sa
from alembic import op


revision = "6c1d90b27e54"
down_revision = "2ee02c79c3a2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("dialogue", schema=None) as batch_op:
        batch_op.add_column(sa.Column("opened_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("dialogue", schema=None) as batch_op:
        batch_op.drop_column("opened_at")
