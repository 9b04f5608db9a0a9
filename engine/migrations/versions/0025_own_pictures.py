"""Pictures of a person's own that stand for an idea

Revision: 0025, after 0024
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('own_picture',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('media_type', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('agreed_how', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('kept_by', sa.Uuid(), nullable=False),
    sa.Column('kept_by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('kept_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['kept_by'], ['account.id'], name=op.f('fk_own_picture_kept_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_own_picture_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_own_picture'))
    )
    op.create_index('ix_own_picture_person_id', 'own_picture', ['person_id'])
    op.create_table('own_picture_file',
    sa.Column('picture_id', sa.Uuid(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=16), nullable=False),
    sa.ForeignKeyConstraint(['picture_id'], ['own_picture.id'], name=op.f('fk_own_picture_file_picture_id')),
    sa.PrimaryKeyConstraint('picture_id', name=op.f('pk_own_picture_file'))
    )
    op.create_table('own_picture_end',
    sa.Column('picture_id', sa.Uuid(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_own_picture_end_by')),
    sa.ForeignKeyConstraint(['picture_id'], ['own_picture.id'], name=op.f('fk_own_picture_end_picture_id')),
    sa.PrimaryKeyConstraint('picture_id', name=op.f('pk_own_picture_end'))
    )
    unchanging.install(op.get_bind())


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
