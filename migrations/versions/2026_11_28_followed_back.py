"""followed_back.

An index on every reference that had none: without it a deletion, and whoever asks "which rows are
of this room, seat or seminar", reads the whole table of the installation.
"""

from alembic import op


revision = "0c7be52d91fa"
down_revision = "f1a4c86e2d93"
branch_labels = None
depends_on = None

REFERENCES = (
    ("api_token", "organiser_id"),
    ("sign_in_link", "organiser_id"),
    ("visitor", "organiser_id"),
    ("grant", "seminar_id"),
    ("room", "round_dialogue_id"),
    ("countdown", "room_id"),
    ("message", "room_id"),
    ("plan_step", "prompt_id"),
    ("plan_step", "dialogue_id"),
    ("seating", "room_id"),
    ("comment", "seat_id"),
    ("disagreement", "seat_id"),
    ("holder", "dialogue_id"),
    ("holder", "seat_id"),
    ("holder", "duty_id"),
    ("seen", "room_id"),
    ("speaker", "seat_id"),
    ("useful_mark", "seat_id"),
)


def upgrade() -> None:
    for table, column in REFERENCES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table, column in reversed(REFERENCES):
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
