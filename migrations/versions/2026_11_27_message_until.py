"""until when a message stands; those of before stood without end and get ten minutes."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op


revision = "3f8a60d2c915"
down_revision = "b1f0c7a95d32"
branch_labels = None
depends_on = None

MINUTES = 10


def upgrade() -> None:
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("until", sa.DateTime(), nullable=True))
    message = sa.table("message", sa.column("id"), sa.column("at", sa.DateTime()), sa.column("until", sa.DateTime()))
    for id, at in op.get_bind().execute(sa.select(message.c.id, message.c.at)).all():
        until = at + timedelta(minutes=MINUTES)
        op.execute(message.update().where(message.c.id == id).values(until=until))
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.alter_column("until", existing_type=sa.DateTime(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_column("until")
