"""Asking to talk on any day, and telling that one does not feel safe

Revision: 0016, after 0015
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def _words(length: int | None = None) -> sa.types.TypeEngine[str]:
    return sqlmodel.sql.sqltypes.AutoString(length=length) if length else sqlmodel.sql.sqltypes.AutoString()



def upgrade() -> None:
    op.create_table('talk_request',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('who', _words(20), nullable=False),
    sa.Column('contact_by', sa.Date(), nullable=False),
    sa.Column('way', _words(30), nullable=False),
    sa.Column('helped_by', _words(200), nullable=False),
    sa.Column('device', _words(20), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_talk_request_plan_id')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_talk_request_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_talk_request'))
    )
    op.create_index('ix_talk_request_plan_id', 'talk_request', ['plan_id'])
    op.create_table('talk_held',
    sa.Column('request_id', sa.Uuid(), nullable=False),
    sa.Column('text', _words(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', _words(200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['talk_request.id'], name=op.f('fk_talk_held_request_id')),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_talk_held_by')),
    sa.PrimaryKeyConstraint('request_id', name=op.f('pk_talk_held'))
    )
    op.create_table('safeguarding_choice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('named', sa.Boolean(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', _words(200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_safeguarding_choice_account_id')),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_safeguarding_choice_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_safeguarding_choice'))
    )
    op.create_index('ix_safeguarding_choice_account_id', 'safeguarding_choice', ['account_id'])
    op.create_table('safety_report',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('told_by', sa.Uuid(), nullable=False),
    sa.Column('words', _words(), nullable=False),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('about_words', _words(), nullable=False),
    sa.Column('language', _words(20), nullable=False),
    sa.Column('way', _words(30), nullable=False),
    sa.Column('helped_by', _words(200), nullable=False),
    sa.Column('device', _words(20), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_safety_report_person_id')),
    sa.ForeignKeyConstraint(['told_by'], ['account.id'], name=op.f('fk_safety_report_told_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_safety_report'))
    )
    op.create_index('ix_safety_report_person_id', 'safety_report', ['person_id'])
    op.create_table('safety_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('report_id', sa.Uuid(), nullable=False),
    sa.Column('text', _words(), nullable=False),
    sa.Column('closes', sa.Boolean(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', _words(200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['report_id'], ['safety_report.id'], name=op.f('fk_safety_step_report_id')),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_safety_step_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_safety_step'))
    )
    op.create_index('ix_safety_step_report_id', 'safety_step', ['report_id'])
    unchanging.install(op.get_bind())


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
