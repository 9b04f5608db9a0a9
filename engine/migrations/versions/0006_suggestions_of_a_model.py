"""What a model was asked, what it suggested, what people decided about it, and where the plan says so

Revision: 0006, after 0005
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('model_run',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=True),
    sa.Column('prompt', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('prompt_version', sa.Integer(), nullable=False),
    sa.Column('prompt_digest', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('reads_words', sa.Boolean(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('way', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('model', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.Column('asked_by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('prepared_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('not_names', sa.JSON(), nullable=False),
    sa.Column('sent_by', sa.Uuid(), nullable=True),
    sa.Column('sent_by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('sent_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('claimed_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('said', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('lacking', sa.JSON(), nullable=False),
    sa.Column('passed_over', sa.JSON(), nullable=False),
    sa.Column('tokens_in', sa.Integer(), nullable=True),
    sa.Column('tokens_out', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['asked_by'], ['account.id'], name=op.f('fk_model_run_asked_by')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_model_run_person_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_model_run_plan_id')),
    sa.ForeignKeyConstraint(['sent_by'], ['account.id'], name=op.f('fk_model_run_sent_by')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_model_run_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_model_run'))
    )
    op.create_index(op.f('ix_model_run_person_id'), 'model_run', ['person_id'], unique=False)
    op.create_index(op.f('ix_model_run_plan_id'), 'model_run', ['plan_id'], unique=False)
    op.create_index(op.f('ix_model_run_version_id'), 'model_run', ['version_id'], unique=False)
    op.create_table('model_text',
    sa.Column('run_id', sa.Uuid(), nullable=False),
    sa.Column('part', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=16), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['model_run.id'], name=op.f('fk_model_text_run_id')),
    sa.PrimaryKeyConstraint('run_id', 'part', name=op.f('pk_model_text'))
    )
    op.create_table('suggestion',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('run_id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('section', sqlmodel.sql.sqltypes.AutoString(length=30), nullable=False),
    sa.Column('item_kind', sqlmodel.sql.sqltypes.AutoString(length=30), nullable=False),
    sa.Column('label', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('under', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('quote_id', sa.Uuid(), nullable=True),
    sa.Column('lineage_id', sa.Uuid(), nullable=True),
    sa.Column('decision', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('sources', sa.JSON(), nullable=False),
    sa.Column('refusals', sa.JSON(), nullable=False),
    sa.Column('cautions', sa.JSON(), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_suggestion_plan_id')),
    sa.ForeignKeyConstraint(['quote_id'], ['quote.id'], name=op.f('fk_suggestion_quote_id')),
    sa.ForeignKeyConstraint(['run_id'], ['model_run.id'], name=op.f('fk_suggestion_run_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suggestion'))
    )
    op.create_index(op.f('ix_suggestion_plan_id'), 'suggestion', ['plan_id'], unique=False)
    op.create_index(op.f('ix_suggestion_run_id'), 'suggestion', ['run_id'], unique=False)
    op.create_table('model_help',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('lineage_id', sa.Uuid(), nullable=False),
    sa.Column('suggestion_id', sa.Uuid(), nullable=False),
    sa.Column('how', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('model', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['suggestion_id'], ['suggestion.id'], name=op.f('fk_model_help_suggestion_id')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_model_help_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_model_help'))
    )
    op.create_index(op.f('ix_model_help_lineage_id'), 'model_help', ['lineage_id'], unique=False)
    op.create_index(op.f('ix_model_help_version_id'), 'model_help', ['version_id'], unique=False)
    op.create_table('suggestion_decision',
    sa.Column('suggestion_id', sa.Uuid(), nullable=False),
    sa.Column('decision', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_suggestion_decision_by')),
    sa.ForeignKeyConstraint(['suggestion_id'], ['suggestion.id'], name=op.f('fk_suggestion_decision_suggestion_id')),
    sa.PrimaryKeyConstraint('suggestion_id', name=op.f('pk_suggestion_decision'))
    )
    unchanging.install(op.get_bind())


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
