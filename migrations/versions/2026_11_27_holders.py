"""duties are held in a dialogue: what was held until now was so from the first one on."""

import sqlalchemy as sa
from alembic import op


revision = "a94e17c3b6d0"
down_revision = "d40c8be17f26"
branch_labels = None
depends_on = None

FORMER = """
SELECT holder.room_id, holder.duty_id, holder.seat_id, holder.name, holder.skipped,
    (SELECT dialogue.id FROM dialogue JOIN room ON room.seminar_id = dialogue.seminar_id
     WHERE room.id = holder.room_id ORDER BY dialogue.position LIMIT 1) AS dialogue_id
FROM holder
"""
LATEST = """
SELECT holder.room_id, holder.duty_id, holder.seat_id, holder.name, holder.skipped
FROM holder JOIN dialogue ON dialogue.id = holder.dialogue_id ORDER BY dialogue.position
"""


def upgrade() -> None:
    former = [dict(row) for row in op.get_bind().execute(sa.text(FORMER)).mappings()]
    op.drop_table("holder")
    _make("room_id", "duty_id", "dialogue_id")
    _fill(former)


def downgrade() -> None:
    rows = op.get_bind().execute(sa.text(LATEST)).mappings()
    last = {(row["room_id"], row["duty_id"]): dict(row) for row in rows}
    op.drop_table("holder")
    _make("room_id", "duty_id")
    _fill(list(last.values()))


def _make(*key: str) -> None:
    each = {"room_id": "room.id", "duty_id": "duty.id", "dialogue_id": "dialogue.id"}
    op.create_table(
        "holder",
        *(sa.Column(name, sa.String(), nullable=False) for name in key),
        sa.Column("seat_id", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name], [each[name]], name=op.f(f"fk_holder_{name}"), ondelete="CASCADE"
            )
            for name in key
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_holder_seat_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_holder")),
    )


def _fill(rows: list[dict[str, object]]) -> None:
    names = list(rows[0]) if rows else []
    if rows:
        op.bulk_insert(
            sa.table("holder", *(sa.column(name) for name in names)),
            [{**row, "skipped": bool(row["skipped"])} for row in rows],
        )
