"""Easy Read lines of a version, and how somebody likes to read

Revision: 0011, after 0010
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('easy_line',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('lineage_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('symbol', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('made_by', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('looked_by', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('of_text', sa.LargeBinary(length=32), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_easy_line_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_easy_line'))
    )
    op.create_index('ix_easy_line_version', 'easy_line', ['version_id', 'lineage_id', 'position'])
    op.create_table('reading_preference',
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('size', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('fewer_words', sa.Boolean(), nullable=False),
    sa.Column('symbols', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('read_to_me', sa.Boolean(), nullable=False),
    sa.Column('dark', sa.Boolean(), nullable=False),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_reading_preference_account_id')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_reading_preference'))
    )
    unchanging.install(op.get_bind())


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
