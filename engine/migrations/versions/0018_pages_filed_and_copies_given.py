"""Signed pages that came back, copies that were given, and who has theirs

Revision: 0018, after 0017
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('filed_page',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('signature_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('read_from', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('original_id', sa.Uuid(), nullable=False),
    sa.Column('filed_by', sa.Uuid(), nullable=False),
    sa.Column('filed_by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('filed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['filed_by'], ['account.id'], name=op.f('fk_filed_page_filed_by')),
    sa.ForeignKeyConstraint(['original_id'], ['original.id'], name=op.f('fk_filed_page_original_id')),
    sa.ForeignKeyConstraint(['signature_id'], ['signature.id'], name=op.f('fk_filed_page_signature_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_filed_page'))
    )
    op.create_index('ix_filed_page_signature_id', 'filed_page', ['signature_id'])
    op.create_table('copy_given',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('recipient', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('capacity', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('relation_id', sa.Uuid(), nullable=True),
    sa.Column('parts', sa.JSON(), nullable=False),
    sa.Column('own_parts_only', sa.Boolean(), nullable=False),
    sa.Column('rendition', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('way', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_copy_given_account_id')),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_copy_given_by')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_copy_given_plan_id')),
    sa.ForeignKeyConstraint(['relation_id'], ['relation.id'], name=op.f('fk_copy_given_relation_id')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_copy_given_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_copy_given'))
    )
    for column in ('account_id', 'plan_id', 'version_id'):
        op.create_index(f'ix_copy_given_{column}', 'copy_given', [column])
    op.create_table('copy_receipt',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('copy_id', sa.Uuid(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('how', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_copy_receipt_by')),
    sa.ForeignKeyConstraint(['copy_id'], ['copy_given.id'], name=op.f('fk_copy_receipt_copy_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_copy_receipt'))
    )
    op.create_index('ix_copy_receipt_copy_id', 'copy_receipt', ['copy_id'])
    unchanging.install(op.get_bind())


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
