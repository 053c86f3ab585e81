"""how much a room's people have put into the ledger, with what is in it already."""

import sqlalchemy as sa
from alembic import op


revision = "e07d5b94a2c1"
down_revision = "a41f6be02c93"
branch_labels = None
depends_on = None

KEPT = """
UPDATE room SET weight = (
    SELECT coalesce(sum(length(CAST(ledger.step AS TEXT))), 0)
    FROM ledger JOIN answer ON answer.id = ledger.answer_id WHERE answer.room_id = room.id
)
"""


def upgrade() -> None:
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.add_column(sa.Column("weight", sa.Integer(), nullable=False, server_default="0"))
    op.execute(KEPT)


def downgrade() -> None:
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.drop_column("weight")
