"""Meetings that the person asks for

Revision: 0020, after 0019
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('meeting_ask',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('asked_as', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('time_of_day', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('interpreter', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('travel', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('answer_by', sa.Date(), nullable=False),
    sa.Column('way', sqlmodel.sql.sqltypes.AutoString(length=30), nullable=False),
    sa.Column('helped_by', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('device', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_meeting_ask_account_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_meeting_ask_person_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_meeting_ask_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_ask'))
    )
    op.create_index('ix_meeting_ask_person_id', 'meeting_ask', ['person_id'])
    op.create_index('ix_meeting_ask_plan_id', 'meeting_ask', ['plan_id'])
    op.create_table('unsent_meeting_ask',
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('chosen', sa.JSON(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_unsent_meeting_ask_account_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_unsent_meeting_ask_plan_id')),
    sa.PrimaryKeyConstraint('account_id', 'plan_id', name=op.f('pk_unsent_meeting_ask'))
    )
    op.create_table('meeting_ask_person',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('ask_id', sa.Uuid(), nullable=False),
    sa.Column('wish', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('relation_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_meeting_ask_person_account_id')),
    sa.ForeignKeyConstraint(['ask_id'], ['meeting_ask.id'], name=op.f('fk_meeting_ask_person_ask_id')),
    sa.ForeignKeyConstraint(['relation_id'], ['relation.id'], name=op.f('fk_meeting_ask_person_relation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_ask_person'))
    )
    op.create_index('ix_meeting_ask_person_ask_id', 'meeting_ask_person', ['ask_id'])
    op.create_table('meeting_ask_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('ask_id', sa.Uuid(), nullable=False),
    sa.Column('became', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('meets_on', sa.Date(), nullable=True),
    sa.Column('meets_at', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=True),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['ask_id'], ['meeting_ask.id'], name=op.f('fk_meeting_ask_step_ask_id')),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_meeting_ask_step_by')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_ask_step_meeting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_ask_step'))
    )
    op.create_index('ix_meeting_ask_step_ask_id', 'meeting_ask_step', ['ask_id'])
    op.create_table('meeting_ask_words',
    sa.Column('quote_id', sa.Uuid(), nullable=False),
    sa.Column('ask_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['ask_id'], ['meeting_ask.id'], name=op.f('fk_meeting_ask_words_ask_id')),
    sa.ForeignKeyConstraint(['quote_id'], ['quote.id'], name=op.f('fk_meeting_ask_words_quote_id')),
    sa.PrimaryKeyConstraint('quote_id', name=op.f('pk_meeting_ask_words'))
    )
    op.create_index('ix_meeting_ask_words_ask_id', 'meeting_ask_words', ['ask_id'])
    unchanging.install(op.get_bind())


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
