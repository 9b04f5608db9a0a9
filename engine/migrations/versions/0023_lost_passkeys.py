"""Passkeys that an administrator took away because a device was lost

Revision: 0023, after 0022
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('lost_passkeys',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('how_many', sa.Integer(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_lost_passkeys_account_id')),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_lost_passkeys_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lost_passkeys'))
    )
    op.create_index('ix_lost_passkeys_account_id', 'lost_passkeys', ['account_id'])
    unchanging.install(op.get_bind())


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
