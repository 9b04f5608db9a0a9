"""How each signature was given, whose turn it is, tries to reach a signer, and who read what they work from

Revision: 0015, after 0014
"""

from typing import Any

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from engine import unchanging

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('part_not_agreed',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('signature_id', sa.Uuid(), nullable=False),
    sa.Column('section', sa.Uuid(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('words_quote_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['signature_id'], ['signature.id'], name=op.f('fk_part_not_agreed_signature_id')),
    sa.ForeignKeyConstraint(['words_quote_id'], ['quote.id'], name=op.f('fk_part_not_agreed_words_quote_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_part_not_agreed'))
    )
    op.create_index('ix_part_not_agreed_signature_id', 'part_not_agreed', ['signature_id'])
    op.create_table('witness_call',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('slot_id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('rendition', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('way', sqlmodel.sql.sqltypes.AutoString(length=30), nullable=False),
    sa.Column('helped_by', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('device', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('sitting_id', sa.Uuid(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['slot_id'], ['slot.id'], name=op.f('fk_witness_call_slot_id')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_witness_call_account_id')),
    sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_witness_call_sitting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_witness_call'))
    )
    op.create_index('ix_witness_call_slot_id', 'witness_call', ['slot_id'])
    op.create_table('signing_choice',
    sa.Column('slot_id', sa.Uuid(), nullable=False),
    sa.Column('section', sa.Uuid(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('file_id', sa.Uuid(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['slot_id'], ['slot.id'], name=op.f('fk_signing_choice_slot_id')),
    sa.ForeignKeyConstraint(['file_id'], ['original.id'], name=op.f('fk_signing_choice_file_id')),
    sa.PrimaryKeyConstraint('slot_id', 'section', name=op.f('pk_signing_choice'))
    )
    op.create_table('contact_attempt',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('slot_id', sa.Uuid(), nullable=False),
    sa.Column('tried_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('way', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('result', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('by', sa.Uuid(), nullable=False),
    sa.Column('by_name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['slot_id'], ['slot.id'], name=op.f('fk_contact_attempt_slot_id')),
    sa.ForeignKeyConstraint(['by'], ['account.id'], name=op.f('fk_contact_attempt_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_attempt'))
    )
    op.create_index('ix_contact_attempt_slot_id', 'contact_attempt', ['slot_id'])
    op.create_table('acknowledgement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('plan_id', sa.Uuid(), nullable=False),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('capacity', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('parts', sa.JSON(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_acknowledgement_plan_id')),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], name=op.f('fk_acknowledgement_version_id')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_acknowledgement_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_acknowledgement'))
    )
    op.create_index('ix_acknowledgement_plan_id', 'acknowledgement', ['plan_id'])
    op.create_index('ix_acknowledgement_version_id', 'acknowledgement', ['version_id'])
    # Columns are added in place: tables that refuse change are never copied.
    for table, column in _columns():
        op.add_column(table, column, inline_references=True)
    unchanging.install(op.get_bind())


def _columns() -> list[tuple[str, sa.Column[Any]]]:
    return [
        ('slot', sa.Column('place', sa.Integer(), server_default='1', nullable=False)),
        ('slot', sa.Column('stands_for', sqlmodel.sql.sqltypes.AutoString(length=40), server_default='', nullable=False)),
        ('slot', sa.Column('rule', sqlmodel.sql.sqltypes.AutoString(), server_default='', nullable=False)),
        ('slot', sa.Column('parts', sa.JSON(), server_default='[]', nullable=False)),
        ('signature', sa.Column('recorded_by_name', sqlmodel.sql.sqltypes.AutoString(length=200), server_default='', nullable=False)),
        ('signature', sa.Column('written_name', sqlmodel.sql.sqltypes.AutoString(length=200), server_default='', nullable=False)),
        ('signature', sa.Column('mark_id', sa.Uuid(), sa.ForeignKey('original.id', name=op.f('fk_signature_mark_id')), nullable=True)),
        ('signature', sa.Column('mark_words', sqlmodel.sql.sqltypes.AutoString(length=200), server_default='', nullable=False)),
        ('signature', sa.Column('said_quote_id', sa.Uuid(), sa.ForeignKey('quote.id', name=op.f('fk_signature_said_quote_id')), nullable=True)),
        ('signature', sa.Column('seen', sqlmodel.sql.sqltypes.AutoString(), server_default='', nullable=False)),
        ('signature', sa.Column('witness_id', sa.Uuid(), sa.ForeignKey('account.id', name=op.f('fk_signature_witness_id')), nullable=True)),
        ('signature', sa.Column('witness_capacity', sqlmodel.sql.sqltypes.AutoString(length=40), server_default='', nullable=False)),
        ('signature', sa.Column('way', sqlmodel.sql.sqltypes.AutoString(length=30), server_default='', nullable=False)),
        ('signature', sa.Column('helped_by', sqlmodel.sql.sqltypes.AutoString(length=200), server_default='', nullable=False)),
        ('signature', sa.Column('device', sqlmodel.sql.sqltypes.AutoString(length=20), server_default='', nullable=False)),
        ('signature', sa.Column('sitting_id', sa.Uuid(), sa.ForeignKey('sitting.id', name=op.f('fk_signature_sitting_id')), nullable=True)),
        ('signature', sa.Column('received_on', sa.Date(), nullable=True)),
        ('signature', sa.Column('late_reason', sqlmodel.sql.sqltypes.AutoString(), server_default='', nullable=False)),
        ('signature', sa.Column('fills', sa.Boolean(), server_default='0', nullable=False)),
        ('signature', sa.Column('citation', sqlmodel.sql.sqltypes.AutoString(), server_default='', nullable=False)),
        ('web_session', sa.Column('confirmed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)),
    ]


def downgrade() -> None:
    raise RuntimeError("Ownwords does not go back: restore the backup made before the upgrade.")
