"""Who made a mark and how the person said so, why words are left out, and what a frozen version shows beside its quotes

Revision: 0007, after 0006
"""

from typing import Any

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('left_out',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('quote_id', sa.Uuid(), nullable=False),
    sa.Column('why', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('same_as', sa.Uuid(), nullable=True),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_left_out_by')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_left_out_plan_id')),
    sa.ForeignKeyConstraint(['quote_id'], ['quote.id'], name=op.f('fk_left_out_quote_id')),
    sa.ForeignKeyConstraint(['same_as'], ['quote.id'], name=op.f('fk_left_out_same_as')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_left_out'))
    )
    op.create_index("ix_left_out_plan_id", "left_out", ['plan_id'])
    op.create_index("ix_left_out_quote_id", "left_out", ['quote_id'])
    op.create_table('shown_beside',
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('companion_id', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.ForeignKeyConstraint(['companion_id'], ['companion.id'], name=op.f('fk_shown_beside_companion_id')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_shown_beside_version_id')),
    sa.PrimaryKeyConstraint('version_id', 'companion_id', name=op.f('pk_shown_beside'))
    )

    # Columns are added in place: tables that refuse change are never copied.
    for column in _columns():
        op.add_column("quote_mark", column)
    unchanging.install(op.get_bind())


def _columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("by_name", sqlmodel.sql.sqltypes.AutoString(length=200), server_default="", nullable=False),
        sa.Column("told_how", sqlmodel.sql.sqltypes.AutoString(length=12), server_default="", nullable=False),
    ]


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
