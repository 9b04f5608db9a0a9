"""What a person asked about their circle, and what staff did about a disagreement

Revision: 0017, after 0016
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('circle_question',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('relation_id', sa.Uuid(), nullable=False),
    sa.Column('words_quote_id', sa.Uuid(), nullable=True),
    sa.Column('way', sqlmodel.sql.sqltypes.AutoString(length=30), nullable=False),
    sa.Column('helped_by', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('answered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('answered_by', sa.Uuid(), nullable=True),
    sa.Column('answered_by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('what_was_done', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by'], ['account.id'], name=op.f('fk_circle_question_answered_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_circle_question_person_id')),
    sa.ForeignKeyConstraint(['relation_id'], ['relation.id'], name=op.f('fk_circle_question_relation_id')),
    sa.ForeignKeyConstraint(['words_quote_id'], ['quote.id'], name=op.f('fk_circle_question_words_quote_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_circle_question'))
    )
    op.create_index('ix_circle_question_person_id', 'circle_question', ['person_id'])
    op.create_table('disagreement_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('with_whom', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('way', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('words_quote_id', sa.Uuid(), nullable=True),
    sa.Column('witness', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_disagreement_step_by')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_disagreement_step_plan_id')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_disagreement_step_version_id')),
    sa.ForeignKeyConstraint(['words_quote_id'], ['quote.id'], name=op.f('fk_disagreement_step_words_quote_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disagreement_step'))
    )
    op.create_index('ix_disagreement_step_plan_id', 'disagreement_step', ['plan_id'])
    op.create_index('ix_disagreement_step_version_id', 'disagreement_step', ['version_id'])
    unchanging.install(op.get_bind())


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
