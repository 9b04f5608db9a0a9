"""Cards that only ask, screens that lock, and what is sent to a locked screen

Revision: 0010, after 0009
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('entry_card',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('token_digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('made_by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('ended_by', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['ended_by'], ['account.id'], name=op.f('fk_entry_card_ended_by')),
    sa.ForeignKeyConstraint(['made_by'], ['account.id'], name=op.f('fk_entry_card_made_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_entry_card_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_entry_card')),
    sa.UniqueConstraint('token_digest', name=op.f('uq_entry_card_token_digest'))
    )
    op.create_index('ix_entry_card_person_id', 'entry_card', ['person_id'])
    op.create_table('entry_request',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('card_id', sa.Uuid(), nullable=True),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('card_digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('browser_digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('number', sqlmodel.sql.sqltypes.AutoString(length=4), nullable=False),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('decided_by', sa.Uuid(), nullable=True),
    sa.Column('decided_by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('let_in', sa.Boolean(), nullable=False),
    sa.Column('used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['card_id'], ['entry_card.id'], name=op.f('fk_entry_request_card_id')),
    sa.ForeignKeyConstraint(['decided_by'], ['account.id'], name=op.f('fk_entry_request_decided_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_entry_request_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_entry_request')),
    sa.UniqueConstraint('browser_digest', name=op.f('uq_entry_request_browser_digest'))
    )
    for column in ('address', 'card_digest', 'person_id'):
        op.create_index(f'ix_entry_request_{column}', 'entry_request', [column])
    op.create_table('held_form',
    sa.Column('session_digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('path', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('session_digest', name=op.f('pk_held_form'))
    )
    op.add_column('web_session', sa.Column('locked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
