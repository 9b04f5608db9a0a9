"""Whether somebody wants to sign on a screen, with the words they were shown

Revision: 0021, after 0020
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('signing_consent',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('given', sa.Boolean(), nullable=False),
    sa.Column('words_version', sa.Integer(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('way', sqlmodel.sql.sqltypes.AutoString(length=30), nullable=False),
    sa.Column('helped_by', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('device', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('sitting_id', sa.Uuid(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_signing_consent_account_id')),
    sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_signing_consent_sitting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signing_consent'))
    )
    op.create_index('ix_signing_consent_account_id', 'signing_consent', ['account_id'])
    unchanging.install(op.get_bind())


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
