"""Who interpreted, what was mistyped, observations taken back, and keys for entries kept on a device

Revision: 0005, after 0004
"""

from typing import Any

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('keeping_decision',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('allowed', sa.Boolean(), nullable=False),
    sa.Column('hours', sa.Integer(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_keeping_decision_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_keeping_decision'))
    )
    op.create_table('device_key',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('secret', sa.LargeBinary(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_device_key_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_device_key'))
    )
    op.create_index("ix_device_key_account_id", "device_key", ['account_id'])

    # Columns are added in place: tables that refuse change are never copied.
    for table, column in _columns():
        op.add_column(table, column, inline_references=True)
    unchanging.install(op.get_bind())


def _columns() -> list[tuple[str, sa.Column[Any]]]:
    name = sqlmodel.sql.sqltypes.AutoString(length=200)
    return [
        ("quote", sa.Column("interpreter", name, server_default="", nullable=False)),
        ("quote_mark", sa.Column("instead_id", sa.Uuid(), sa.ForeignKey("quote.id"), nullable=True)),
        ("observation", sa.Column("taken_back_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)),
    ]


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
