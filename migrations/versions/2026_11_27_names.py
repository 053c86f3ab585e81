"""names mean nothing: deeds, the server's own steps and repeated calls are told by columns.

Until now the server called its own steps `server`, and `restore-`, `undelete-`, `undo-` or `late-`
with a random name of its making behind it. A client could use such names too, except `server`: what
it called itself stays, and only what the server made becomes a deed.
"""

import re

import sqlalchemy as sa
from alembic import op


revision = "d3a9e15c7f08"
down_revision = "d4a7c19e60b8"
branch_labels = None
depends_on = None

MADE_HERE = re.compile("(restore|undelete|undo)-[a-km-z][a-km-z2-9]{15}")
ALONE = {"resolve_fks": False}
OWNERS = """
INSERT INTO client_name (answer_id, kind, name, seat_id)
SELECT ledger.answer_id, ledger.kind, ledger.client, ledger.seat_id
FROM ledger JOIN (
    SELECT answer_id, kind, client, min(version) AS version FROM ledger
    WHERE client IS NOT NULL AND seat_id IS NOT NULL GROUP BY answer_id, kind, client
) AS begun ON begun.answer_id = ledger.answer_id AND begun.kind = ledger.kind
    AND begun.version = ledger.version
"""
TAKEN_IN = """
UPDATE ledger SET deed = 'late', client = NULL WHERE EXISTS (
    SELECT 1 FROM late WHERE late.answer_id = ledger.answer_id AND late.kind = ledger.kind
    AND late.taken_in_at IS NOT NULL AND ledger.client = 'late-' || late.id
)
"""


def upgrade() -> None:
    op.create_table(
        "client_name",
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_client_name_answer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_id", "kind", "name", name=op.f("pk_client_name")),
    )
    with op.batch_alter_table("repeat", schema=None) as batch_op:
        batch_op.add_column(sa.Column("call", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("digest", sa.String(), nullable=True))
    with op.batch_alter_table("ledger", schema=None, reflect_kwargs=ALONE) as batch_op:
        batch_op.add_column(sa.Column("deed", sa.String(), nullable=False, server_default="write"))
        batch_op.alter_column("client", existing_type=sa.String(), nullable=True)
    op.execute(TAKEN_IN)
    tell_deeds()
    op.execute("UPDATE ledger SET client = NULL WHERE client = 'server'")
    op.execute(OWNERS)


def tell_deeds() -> None:
    connection = op.get_bind()
    names = connection.execute(sa.text("SELECT DISTINCT client FROM ledger WHERE client LIKE '%-%'"))
    for name in names.scalars().all():
        if made := MADE_HERE.fullmatch(name):
            told = sa.text("UPDATE ledger SET deed = :deed, client = NULL WHERE client = :name")
            connection.execute(told, {"deed": made[1], "name": name})


def downgrade() -> None:
    op.execute("UPDATE ledger SET client = 'server' WHERE client IS NULL AND deed = 'write'")
    op.execute("UPDATE ledger SET client = deed || '-' || room_version WHERE client IS NULL")
    with op.batch_alter_table("ledger", schema=None, reflect_kwargs=ALONE) as batch_op:
        batch_op.alter_column("client", existing_type=sa.String(), nullable=False)
        batch_op.drop_column("deed")
    with op.batch_alter_table("repeat", schema=None) as batch_op:
        batch_op.drop_column("digest")
        batch_op.drop_column("call")
    op.drop_table("client_name")
