"""The site map: every address of the product, on one screen."""

from litestar.types import ControllerRouterHandler

from web.pages import (
    accounts,
    asked_meetings,
    attention,
    circle_forms,
    circles,
    coming_in,
    confirmations,
    copies,
    corrections,
    coverage,
    deadlines,
    device_keeping,
    disagreements,
    drafts,
    easy_read,
    editor,
    entry_cards,
    erasures,
    filing_papers,
    hand_overs,
    handing_over,
    health,
    histories,
    home,
    imports,
    items,
    kept_files,
    letting_in,
    locking,
    meeting_mode,
    meeting_words,
    meetings,
    messages,
    model_runs,
    moves,
    my_board,
    my_circle,
    my_copies,
    my_meeting,
    my_plan,
    my_reading,
    my_reminders,
    my_sending,
    my_signature,
    my_something_else,
    my_ways,
    my_words,
    my_yes_and_no,
    notes,
    on_a_screen,
    own_pictures,
    papers,
    passages,
    passkey_sign_in,
    passkeys,
    people,
    placing,
    plans,
    prompts,
    relations,
    reviews,
    rounds,
    said,
    service_sessions,
    set_up,
    sign_in,
    signature_slots,
    signatures,
    signing_lists,
    static,
    still_open,
    suggestions,
    supporting,
    teams,
    tongues,
    versions,
    with_you,
    witnessing,
    words,
)

ROUTES: list[ControllerRouterHandler] = [
    home.show,  # GET /
    sign_in.show,  # GET /sign-in
    sign_in.create,  # POST /sign-in
    sign_in.delete,  # POST /sign-out
    sign_in.act_as,  # POST /acting-as
    passkey_sign_in.ask,  # POST /sign-in/question
    passkey_sign_in.create,  # POST /sign-in/passkey
    passkey_sign_in.ask_again,  # POST /again/question
    passkeys.index,  # GET /how-i-sign-in
    passkeys.new,  # GET /how-i-sign-in/new
    passkeys.ask,  # POST /how-i-sign-in/question
    passkeys.create,  # POST /how-i-sign-in/new
    passkeys.show,  # GET /how-i-sign-in/ID
    passkeys.name,  # POST /how-i-sign-in/ID
    passkeys.remove,  # POST /how-i-sign-in/ID/removed
    people.index,  # GET /people
    people.show,  # GET /people/ID
    people.begin_plan,  # POST /people/ID/plans
    words.words_as_json,  # GET /people/ID/words.json
    words.words_as_csv,  # GET /people/ID/words.csv
    meetings.new,  # GET /plans/ID/meetings/new
    meetings.create,  # POST /plans/ID/meetings/new
    meetings.show,  # GET /meetings/ID
    meetings.update,  # POST /meetings/ID
    meeting_words.keep_words,  # POST /meetings/ID/quotes
    meeting_words.keep_observation,  # POST /meetings/ID/observations
    passages.undone,  # POST /meetings/ID/passages/undone
    notes.new,  # GET /meetings/ID/notes/new
    notes.create,  # POST /meetings/ID/notes/new
    notes.file,  # GET /notes/ID/file
    kept_files.new,  # GET /meetings/ID/files/new
    kept_files.create,  # POST /meetings/ID/files
    kept_files.show,  # GET /quotes/ID/file
    own_pictures.show,  # GET /own-pictures/ID
    own_pictures.theirs,  # GET /people/ID/pictures
    own_pictures.keep_theirs,  # POST /people/ID/pictures
    own_pictures.take_theirs_away,  # POST /people/ID/pictures/ID/away
    kept_files.original,  # GET /quotes/ID/original
    meeting_mode.begin,  # POST /plans/ID/meetings/begin
    meeting_mode.show,  # GET /meetings/ID/mode
    meeting_mode.keep,  # POST /meetings/ID/mode/entries
    meeting_mode.people,  # POST /meetings/ID/mode/people
    meeting_mode.facts,  # POST /meetings/ID/mode/facts
    meeting_mode.read_back,  # POST /meetings/ID/mode/read-back
    meeting_mode.take_back,  # POST /meetings/ID/mode/taken-back
    meeting_mode.mistyped,  # GET /meetings/ID/mode/again/ID
    meeting_mode.capture_again,  # POST /meetings/ID/mode/again/ID
    meeting_mode.record,  # GET /meetings/ID/record
    drafts.new,  # GET /plans/ID/draft
    drafts.create,  # POST /plans/ID/draft
    editor.show,  # GET /plans/ID/edit
    editor.add,  # POST /plans/ID/items
    editor.use_words,  # POST /plans/ID/words
    editor.answer_for,  # POST /plans/ID/passages
    editor.set_check_aside,  # POST /plans/ID/checks
    editor.take_up,  # POST /plans/ID/set-aside/ID
    editor.save_revision,  # POST /plans/ID/revisions
    easy_read.show,  # GET /plans/ID/easy-read/PART
    easy_read.make,  # POST /plans/ID/easy-read/PART
    easy_read.save,  # POST /items/ID/easy-read
    easy_read.look_again,  # POST /items/ID/easy-read/looked-at
    easy_read.choose_symbols,  # POST /items/ID/easy-read/symbols
    placing.show,  # GET /plans/ID/placing
    placing.place,  # POST /plans/ID/placing
    placing.leave_out,  # POST /plans/ID/placing/left-out
    placing.tie,  # POST /plans/ID/placing/ties
    items.save,  # POST /items/ID
    items.remove,  # POST /items/ID/remove
    items.move,  # POST /items/ID/move
    items.change_quotes,  # POST /items/ID/quotes
    suggestions.index,  # GET /plans/ID/suggestions
    suggestions.decide,  # POST /suggestions/ID
    model_runs.new,  # GET /plans/ID/prompts/KEY
    model_runs.create,  # POST /plans/ID/prompts/KEY
    model_runs.show,  # GET /model-runs/ID
    model_runs.send,  # POST /model-runs/ID/send
    model_runs.paste,  # POST /model-runs/ID/answer
    prompts.index,  # GET /prompts
    prompts.show,  # GET /prompts/KEY
    set_up.show,  # GET /set-up/TOKEN
    set_up.create,  # POST /set-up/TOKEN
    plans.show,  # GET /plans/ID
    plans.acknowledge,  # POST /plans/ID/acknowledgements
    moves.show,  # GET /plans/ID/moves/VERB
    moves.create,  # POST /plans/ID/moves/VERB
    rounds.show,  # GET /plans/ID/round
    rounds.reply,  # POST /plans/ID/round/replies
    rounds.witnessed,  # POST /plans/ID/round/witnessed
    rounds.silence,  # POST /plans/ID/round/silence
    disagreements.show,  # GET /plans/ID/disagreement
    disagreements.record,  # POST /plans/ID/disagreement
    signatures.show,  # GET /plans/ID/signatures
    signatures.create,  # POST /plans/ID/signatures
    signatures.decline,  # POST /plans/ID/signatures/declined
    signatures.take_back,  # POST /plans/ID/signatures/taken-back
    signatures.mark,  # GET /signatures/ID/mark
    signature_slots.show,  # GET /plans/ID/signatures/ID
    signature_slots.attempted,  # POST /plans/ID/signatures/ID/attempts
    signature_slots.is_missing,  # POST /plans/ID/signatures/ID/missing
    signature_slots.heard,  # POST /plans/ID/signatures/ID/heard
    signature_slots.observed,  # POST /plans/ID/signatures/ID/observed
    signing_lists.index,  # GET /signing
    signing_lists.export,  # GET /signing.csv
    confirmations.show,  # GET /confirm
    confirmations.create,  # POST /confirm
    papers.index,  # GET /plans/ID/papers
    filing_papers.new,  # GET /plans/ID/papers/new
    filing_papers.create,  # POST /plans/ID/papers
    papers.filed,  # GET /filed-pages/ID
    papers.signature_page,  # GET /slots/ID/page
    papers.fax_cover,  # GET /slots/ID/fax-cover
    papers.own_page,  # GET /my-plan/ID/signature/page
    copies.index,  # GET /plans/ID/copies
    copies.create,  # POST /plans/ID/copies
    copies.received,  # POST /plans/ID/copies/ID/receipt
    copies.show,  # GET /copies/ID
    copies.have_it,  # POST /copies/ID
    copies.paper,  # GET /copies/ID/document
    my_copies.show,  # GET /my-plan/ID/copy
    my_copies.take,  # POST /my-plan/ID/copy/FORM
    my_copies.paper,  # GET /my-plan/ID/copy/FORM
    my_copies.to_print,  # GET /my-plan/ID/print
    reviews.show,  # GET /plans/ID/review
    reviews.decide,  # POST /plans/ID/review/decisions
    service_sessions.show,  # GET /plans/ID/sessions
    service_sessions.create,  # POST /plans/ID/sessions
    corrections.show,  # GET /plans/ID/correction
    corrections.create,  # POST /plans/ID/correction
    histories.show,  # GET /plans/ID/history
    histories.lifecycle,  # GET /plans/ID/lifecycle
    versions.index,  # GET /plans/ID/versions
    versions.show,  # GET /versions/ID
    versions.changes,  # GET /versions/ID/compare/ID
    versions.paper,  # GET /versions/ID/document
    coverage.index,  # GET /coverage
    coverage.export,  # GET /coverage.csv
    deadlines.index,  # GET /deadlines
    deadlines.teams,  # GET /deadlines/teams
    deadlines.export,  # GET /deadlines.csv
    deadlines.show,  # GET /deadlines/ID
    teams.index,  # GET /teams
    teams.create,  # POST /teams
    teams.show,  # GET /teams/ID
    teams.update,  # POST /teams/ID
    accounts.index,  # GET /accounts
    accounts.new,  # GET /accounts/new
    accounts.create,  # POST /accounts/new
    accounts.show,  # GET /accounts/ID
    accounts.set_roles,  # POST /accounts/ID/roles
    accounts.invite,  # POST /accounts/ID/link
    accounts.set_language,  # POST /accounts/ID/language
    accounts.remove_passkeys,  # POST /accounts/ID/passkeys
    accounts.close,  # POST /accounts/ID/closed
    accounts.open_again,  # POST /accounts/ID/opened
    device_keeping.show,  # GET /device-keeping
    device_keeping.decide,  # POST /device-keeping
    device_keeping.keys,  # POST /device-keys
    device_keeping.who_am_i,  # GET /who-am-i
    circles.index,  # GET /circles
    circles.show,  # GET /people/ID/circle
    circles.papers,  # POST /relations/ID/papers
    relations.show,  # GET /relations/ID
    relations.ask,  # POST /relations/ID/suspension
    relations.decide,  # POST /relations/ID/suspension/decided
    relations.agreement,  # POST /relations/ID/agreement
    relations.report,  # POST /relations/ID/report
    circles.answer_question,  # POST /circle-questions/ID
    circles.end_relation,  # POST /relations/ID/end
    circles.end_assignment,  # POST /assignments/ID/end
    circle_forms.new_person,  # GET /people/new
    circle_forms.create_person,  # POST /people/new
    circle_forms.show,  # GET /people/ID/circle/JOB
    circle_forms.create,  # POST /people/ID/circle/JOB
    hand_overs.new,  # GET /hand-over
    hand_overs.create,  # POST /hand-over
    imports.new,  # GET /import
    imports.preview,  # POST /import
    imports.create,  # POST /import/confirmed
    entry_cards.show,  # GET /people/ID/card
    entry_cards.create,  # POST /people/ID/card
    entry_cards.end,  # POST /cards/ID/end
    coming_in.show,  # GET /card/WORD
    coming_in.create,  # POST /card/WORD
    coming_in.waiting,  # GET /coming-in
    coming_in.enter,  # POST /coming-in
    letting_in.index,  # GET /let-in
    letting_in.let_in,  # POST /let-in/ID/yes
    letting_in.not_now,  # POST /let-in/ID/not-now
    handing_over.create,  # POST /plans/ID/hand-over
    handing_over.show,  # GET /give-back
    handing_over.give_back,  # POST /give-back
    locking.show,  # GET /locked
    locking.unlock,  # POST /locked
    locking.lock,  # POST /lock
    locking.show_held,  # GET /held
    supporting.index,  # GET /people-you-support
    supporting.read,  # GET /people-you-support/ID/N
    with_you.show,  # GET /my-plan/with-you
    with_you.say,  # POST /my-plan/with-you
    my_plan.show,  # GET /my-plan
    my_plan.stop,  # GET /my-plan/stop
    my_plan.talk,  # GET /my-plan/talk
    my_something_else.show,  # GET /my-plan/else
    my_something_else.go_on,  # POST /my-plan/else
    attention.index,  # GET /attention
    attention.show,  # GET /attention/ID
    attention.done,  # POST /attention/ID
    attention.readers,  # GET /safeguarding
    attention.name_reader,  # POST /safeguarding
    attention.wording,  # GET /agency-words
    attention.set_wording,  # POST /agency-words
    witnessing.show,  # GET /plans/ID/witness
    witnessing.create,  # POST /plans/ID/witness
    rounds.talked,  # POST /plans/ID/round/talks
    my_plan.talk_asked,  # GET /my-plan/ID/talk
    my_plan.ask_to_talk,  # POST /my-plan/ID/talk
    my_circle.index,  # GET /my-plan/circle
    my_circle.looked,  # GET /my-plan/circle/looked
    my_circle.ask_end,  # GET /my-plan/circle/ID/end
    my_circle.end,  # POST /my-plan/circle/ID/end
    my_circle.ask,  # GET /my-plan/circle/ID/ask
    my_circle.send,  # POST /my-plan/circle/ID/ask
    own_pictures.mine,  # GET /my-plan/pictures
    own_pictures.keep_mine,  # POST /my-plan/pictures
    own_pictures.take_mine_away,  # POST /my-plan/pictures/ID/away
    my_words.index,  # GET /my-plan/words
    my_words.show,  # GET /my-plan/words/ID
    my_words.ask,  # GET /my-plan/words/ID/PRESS
    my_words.say,  # POST /my-plan/words/ID/PRESS
    erasures.index,  # GET /erasures
    erasures.new,  # GET /people/ID/erasures
    erasures.create,  # POST /people/ID/erasures
    erasures.show,  # GET /erasures/ID
    erasures.confirm,  # POST /erasures/ID/confirmed
    erasures.refuse,  # POST /erasures/ID/refused
    said.show,  # GET /quotes/ID
    said.write_beside,  # POST /quotes/ID/beside
    said.look_over,  # POST /quotes/ID/beside/ID
    said.note_said,  # POST /quotes/ID/said
    my_reading.show,  # GET /my-plan/how-i-read
    my_reading.choose,  # POST /my-plan/how-i-read
    my_reading.how_much,  # GET /my-plan/how-i-read/WHAT
    my_reading.choose_how_much,  # POST /my-plan/how-i-read/WHAT
    my_reading.sound,  # GET /my-plan/ID/sound/N/LINE
    my_reading.hard_word,  # GET /my-plan/ID/hard-words/WORD
    my_yes_and_no.show,  # GET /my-plan/yes-and-no
    my_yes_and_no.choose,  # POST /my-plan/yes-and-no
    my_ways.meant,  # POST /my-plan/ID/notes/ID/meant
    my_reminders.show,  # GET /my-plan/reminders
    my_reminders.choose,  # POST /my-plan/reminders
    my_reminders.how_often,  # GET /my-plan/reminders/often
    my_reminders.choose_how_often,  # POST /my-plan/reminders/often
    rounds.reminded,  # POST /plans/ID/round/reminders
    my_meeting.show,  # GET /my-plan/ID/meeting
    my_meeting.send,  # POST /my-plan/ID/meeting
    my_meeting.ask,  # GET /my-plan/ID/meeting/STEP
    my_meeting.choose,  # POST /my-plan/ID/meeting/STEP
    my_meeting.say_more,  # GET /my-plan/ID/asked/ID
    my_meeting.write_words,  # POST /my-plan/ID/asked/ID/words
    my_meeting.board,  # GET /my-plan/ID/asked/ID/board
    my_meeting.press_board,  # POST /my-plan/ID/asked/ID/board
    my_meeting.pick_symbols,  # POST /my-plan/ID/asked/ID/symbols
    my_meeting.keep_file,  # POST /my-plan/ID/asked/ID/files/WAY
    my_meeting.take_back,  # POST /my-plan/ID/asked/ID/taken-back
    asked_meetings.index,  # GET /plans/ID/asked-meetings
    asked_meetings.answer,  # POST /plans/ID/asked-meetings/ID
    my_plan.part,  # GET /my-plan/ID/parts/N
    my_plan.answer,  # POST /my-plan/ID/parts/N
    my_ways.words,  # GET /my-plan/ID/parts/N/words
    my_ways.write,  # POST /my-plan/ID/parts/N/words
    my_ways.symbols,  # POST /my-plan/ID/parts/N/symbols
    my_ways.keep_file,  # POST /my-plan/ID/parts/N/files/WAY
    my_board.show,  # GET /my-plan/ID/parts/N/board
    my_board.press,  # POST /my-plan/ID/parts/N/board
    my_ways.unsure,  # GET /my-plan/ID/parts/N/unsure
    my_ways.talk,  # GET /my-plan/ID/parts/N/talk
    my_ways.after,  # POST /my-plan/ID/parts/N/after
    my_ways.more,  # GET /my-plan/ID/parts/N/more
    my_ways.trusted,  # GET /my-plan/ID/parts/N/trusted
    my_ways.talk_asked,  # GET /my-plan/ID/parts/N/talk-asked
    my_ways.who_sees,  # POST /my-plan/ID/parts/N/who-sees
    my_ways.hear,  # GET /my-plan/ID/notes/ID
    my_ways.take_away,  # POST /my-plan/ID/notes/ID/away
    my_ways.what_is_next,  # GET /my-plan/ID/next
    my_board.show_next,  # GET /my-plan/ID/next/board
    my_board.press_next,  # POST /my-plan/ID/next/board
    my_ways.tell_next,  # POST /my-plan/ID/next/words
    my_ways.tell_next_in_symbols,  # POST /my-plan/ID/next/symbols
    my_ways.tell_next_in_a_file,  # POST /my-plan/ID/next/files/WAY
    my_plan.seen,  # POST /my-plan/ID/replies/ID
    my_sending.check,  # GET /my-plan/ID/check
    my_sending.choose,  # POST /my-plan/ID/sending
    my_sending.send,  # POST /my-plan/ID/send
    my_sending.sent,  # GET /my-plan/ID/sent
    my_plan.read,  # GET /my-plan/ID/read/N
    on_a_screen.show,
    on_a_screen.say,
    my_signature.show,  # GET /my-plan/ID/signature
    my_signature.ways,  # GET /my-plan/ID/signature/ways
    my_signature.parts,  # GET /my-plan/ID/signature/parts
    my_signature.choose_parts,  # POST /my-plan/ID/signature/parts
    my_signature.choose_none,  # POST /my-plan/ID/signature/parts/none
    my_signature.part,  # GET /my-plan/ID/signature/parts/N
    my_signature.say_about_part,  # POST /my-plan/ID/signature/parts/N
    my_signature.no,  # GET /my-plan/ID/signature/no
    my_signature.decline,  # POST /my-plan/ID/signature/no
    my_signature.something_first,  # GET /my-plan/ID/signature/change
    my_signature.take_back,  # POST /my-plan/ID/signature/taken-back
    my_signature.way,  # GET /my-plan/ID/signature/by/WAY
    my_signature.create,  # POST /my-plan/ID/signature/by/WAY
    my_signature.send_back,  # POST /my-plan/ID/changes
    tongues.show,  # GET /language
    tongues.choose,  # POST /language
    still_open.show,  # GET /still-open
    messages.index,  # GET /messages
    static.show,  # GET /static/...
    health.live,  # GET /health/live
    health.ready,  # GET /health/ready
]
