"""which dialogue a room's round belongs to."""

import sqlalchemy as sa
from alembic import op


revision = "d40c8be17f26"
down_revision = "d3a9e15c7f08"
branch_labels = None
depends_on = None

# A round that runs now is of the dialogue that was opened last.
OWN = """
UPDATE room SET round_dialogue_id = (
    SELECT id FROM dialogue WHERE dialogue.seminar_id = room.seminar_id
    AND dialogue.opened_at IS NOT NULL ORDER BY dialogue.opened_at DESC, dialogue.position DESC LIMIT 1
)
"""


def upgrade() -> None:
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.add_column(sa.Column("round_dialogue_id", sa.String(), nullable=True))
        batch_op.create_foreign_key(
            "fk_room_round_dialogue", "dialogue", ["round_dialogue_id"], ["id"], ondelete="SET NULL"
        )
    op.execute(OWN)


def downgrade() -> None:
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.drop_constraint("fk_room_round_dialogue", type_="foreignkey")
        batch_op.drop_column("round_dialogue_id")
