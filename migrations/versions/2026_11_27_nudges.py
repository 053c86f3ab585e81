"""nudges: what each duty is told of, since when somebody has the floor, when a question was lit last."""

import sqlalchemy as sa
from alembic import op


revision = "c7e19b4d20a8"
down_revision = "c91e5d07b3a8"
branch_labels = None
depends_on = None

# The names of the ready sets: what a duty is told of was read from its name before it had a column.
WORDS = {
    "focus": ("vidde", "fokus", "focus"),
    "notes": ("referent", "noter", "notes", "sekret", "secret", "note-"),
    "chair": ("ordstyr", "chair"),
    "time": ("tids", "klokk", "time", "clock"),
}


def upgrade() -> None:
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.add_column(sa.Column("nudge", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.add_column(sa.Column("round_lit_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("question_lit_at", sa.DateTime(), nullable=True))
    duty = sa.table("duty", sa.column("id"), sa.column("name"), sa.column("nudge"))
    for id, name in op.get_bind().execute(sa.select(duty.c.id, duty.c.name)).all():
        for nudge, words in WORDS.items():
            if any(word in name.casefold() for word in words):
                op.execute(duty.update().where(duty.c.id == id).values(nudge=nudge))
                break
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.alter_column("nudge", existing_type=sa.String(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.drop_column("question_lit_at")
        batch_op.drop_column("round_lit_at")
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.drop_column("nudge")
