"""Answers that are still only the person's, words that go with them, and what an answer says of how it was given

Revision: 0012, after 0011
"""

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def _words(length: int | None = None) -> sa.types.TypeEngine[str]:
    return sqlmodel.sql.sqltypes.AutoString(length=length) if length else sqlmodel.sql.sqltypes.AutoString()


def upgrade() -> None:
    op.create_table('press',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('section', sa.Uuid(), nullable=False),
    sa.Column('respondent', _words(12), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('reply', _words(12), nullable=False),
    sa.Column('detail', _words(20), nullable=False),
    sa.Column('seen_by', _words(12), nullable=False),
    sa.Column('way', _words(30), nullable=False),
    sa.Column('helped_by', _words(200), nullable=False),
    sa.Column('device', _words(20), nullable=False),
    sa.Column('sitting_id', sa.Uuid(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_press_round_id')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_press_version_id')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_press_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_press'))
    )
    op.create_index('ix_press_round_id', 'press', ['round_id'])
    op.create_table('unsent_words',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('section', sa.Uuid(), nullable=True),
    sa.Column('respondent', _words(12), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('method', _words(12), nullable=False),
    sa.Column('language', _words(20), nullable=False),
    sa.Column('text', _words(), nullable=False),
    sa.Column('file_name', _words(255), nullable=False),
    sa.Column('file_kind', _words(12), nullable=False),
    sa.Column('media_type', _words(100), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('shown_type', _words(100), nullable=False),
    sa.Column('shown', sa.LargeBinary(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_unsent_words_round_id')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_unsent_words_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unsent_words'))
    )
    op.create_index('ix_unsent_words_round_id', 'unsent_words', ['round_id'])
    op.create_table('sending_choice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('respondent', _words(12), nullable=False),
    sa.Column('as_i_go', sa.Boolean(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_sending_choice_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sending_choice'))
    )
    op.create_index('ix_sending_choice_round_id', 'sending_choice', ['round_id'])
    for column in (
        sa.Column('detail', _words(20), server_default='', nullable=False),
        sa.Column('seen_by', _words(12), server_default='team', nullable=False),
        sa.Column('device', _words(20), server_default='', nullable=False),
        sa.Column('sitting_id', sa.Uuid(), nullable=True),
        sa.Column('press_id', sa.Uuid(), sa.ForeignKey('press.id', name='fk_answer_press_id'), nullable=True),
        sa.Column('pressed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    ):
        op.add_column('answer', column, inline_references=True)
    op.create_table('answer_words',
    sa.Column('answer_id', sa.Uuid(), nullable=False),
    sa.Column('quote_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['answer.id'], name=op.f('fk_answer_words_answer_id')),
    sa.ForeignKeyConstraint(['quote_id'], ['quote.id'], name=op.f('fk_answer_words_quote_id')),
    sa.PrimaryKeyConstraint('answer_id', 'quote_id', name=op.f('pk_answer_words'))
    )
    op.create_table('understanding',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('respondent', _words(12), nullable=False),
    sa.Column('quote_id', sa.Uuid(), nullable=False),
    sa.Column('seen_by', _words(12), nullable=False),
    sa.Column('way', _words(30), nullable=False),
    sa.Column('helped_by', _words(200), nullable=False),
    sa.Column('device', _words(20), nullable=False),
    sa.Column('sitting_id', sa.Uuid(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_understanding_round_id')),
    sa.ForeignKeyConstraint(['quote_id'], ['quote.id'], name=op.f('fk_understanding_quote_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_understanding'))
    )
    op.create_index('ix_understanding_round_id', 'understanding', ['round_id'])
    op.create_table('agency_words',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', _words(30), nullable=False),
    sa.Column('text', _words(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', _words(200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_agency_words_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agency_words'))
    )
    op.create_index('ix_agency_words_name', 'agency_words', ['name'])
    unchanging.install(op.get_bind())


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
