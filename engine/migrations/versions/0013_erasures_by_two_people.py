"""One person asks for a lawful erasure, another confirms it; an erased note takes what a model was sent of it

Revision: 0013, after 0012
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('erasure_ask',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('quote_id', sa.Uuid(), nullable=True),
    sa.Column('original_id', sa.Uuid(), nullable=True),
    sa.Column('meeting_id', sa.Uuid(), nullable=True),
    sa.Column('authority', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.Column('asked_by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('decided_by', sa.Uuid(), nullable=True),
    sa.Column('decided_by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('why_not', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.CheckConstraint("state <> 'erased' OR asked_by <> decided_by", name=op.f('ck_erasure_ask_two_people')),
    sa.ForeignKeyConstraint(['asked_by'], ['account.id'], name=op.f('fk_erasure_ask_asked_by')),
    sa.ForeignKeyConstraint(['decided_by'], ['account.id'], name=op.f('fk_erasure_ask_decided_by')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_erasure_ask_meeting_id')),
    sa.ForeignKeyConstraint(['original_id'], ['original.id'], name=op.f('fk_erasure_ask_original_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_erasure_ask_person_id')),
    sa.ForeignKeyConstraint(['quote_id'], ['quote.id'], name=op.f('fk_erasure_ask_quote_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure_ask'))
    )
    for column in ('person_id', 'quote_id', 'original_id', 'meeting_id'):
        op.create_index(f'ix_erasure_ask_{column}', 'erasure_ask', [column])
    unchanging.install(op.get_bind())


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
