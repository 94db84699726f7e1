"""The shape of the file: one migration per change, only ever added to."""

import sqlite3

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("smdesk")

# autoincrement: a number is never given twice. Undo takes a row away, and what still knows its number (the journal, a
# form that is open) must not take another row for it.
FIRST = """
create table setting (id integer primary key autoincrement, key text not null unique, value text not null);
create table person (
    id integer primary key autoincrement, name text not null unique, function text not null default '');
create table special_day (
    id integer primary key autoincrement, day text not null, name text not null, kind text not null,
    free integer not null);
create index special_day_day on special_day (day);

create table account (
    id integer primary key autoincrement, name text not null, platform text not null, kind text not null,
    handle text not null, url text not null, unit text not null, purpose text not null, audience text not null,
    plan_link text not null, goals text not null, decided_by text not null, decided_on text,
    decision_ref text not null, owner text not null, deputy text not null, admins integer, login_name text not null,
    two_factor_holder text not null, archive_level text, archived_on text, archive_ref text not null,
    last_post_on text, last_post_source text not null, profile_checked_on text, status text not null,
    started_on text, closed_on text, secret_service text not null, secret_set_on text, codes_set_on text,
    secret_note_set_on text, note text not null, import_id integer);
create table account_status (
    id integer primary key autoincrement, account_id integer not null references account on delete cascade,
    day text not null, status text not null);
create index account_status_account on account_status (account_id, day);
create table basic_item (
    id integer primary key autoincrement, account_id integer not null references account on delete cascade,
    item text not null, checked_on text, text text not null, unique (account_id, item));
create table requirement (
    id integer primary key autoincrement, account_id integer not null references account on delete cascade,
    kind text not null, value integer not null, times text not null, source text not null,
    source_kind text not null, valid_from text not null, valid_to text, deviation integer not null,
    decided_by text not null);
create index requirement_account on requirement (account_id, kind);
create table pause (
    id integer primary key autoincrement, account_id integer references account on delete cascade,
    kind text not null, first_day text not null, last_day text not null, reason text not null);
create index pause_account on pause (account_id);

create table post (
    id integer primary key autoincrement, text text not null, state text not null, day text, time text not null,
    link text not null, note text not null, planned integer not null, created_at text, binned_at text,
    fold text not null default '');
create index post_day on post (day, state);
create index post_bin on post (binned_at) where binned_at is not null;
create table placement (
    id integer primary key autoincrement, post_id integer not null references post on delete cascade,
    account_id integer not null references account on delete cascade,
    published_at text, permalink text not null, unique (post_id, account_id));
create index placement_account on placement (account_id, published_at);

create table tick (
    id integer primary key autoincrement, account_id integer not null references account on delete cascade,
    day text not null, slot text not null, done_at text not null, done_by text not null,
    result text not null, note text not null, late integer not null, unique (account_id, day, slot));
create index tick_day on tick (day);
create table duty (
    id integer primary key autoincrement, key text not null, title text not null, rhythm text not null,
    weekday integer not null, day integer not null, month integer not null, source text not null,
    source_kind text not null, starts_on text not null, ends_on text, note text not null);
create table duty_done (
    id integer primary key autoincrement, duty_id integer not null references duty on delete cascade,
    due_on text not null, done_at text not null, done_by text not null, note text not null,
    unique (duty_id, due_on));
create index duty_done_day on duty_done (due_on);

create table procedure (
    id integer primary key autoincrement, account_id integer not null references account, kind text not null,
    version text not null, template text not null, started_on text not null, started_at text not null,
    started_by text not null, settings text not null, closed_at text, abandoned_at text,
    abandoned_reason text not null);
create index procedure_account on procedure (account_id);
create table procedure_step (
    id integer primary key autoincrement, procedure_id integer not null references procedure on delete cascade,
    key text not null, status text not null, done_at text, done_by text not null, note text not null,
    fields text not null, reason text not null, override_reason text not null, unique (procedure_id, key));
create table signature (
    id integer primary key autoincrement, step_id integer not null references procedure_step on delete cascade,
    name text not null, function text not null, signed_at text not null);
create index signature_step on signature (step_id);

create table evidence (
    id integer primary key autoincrement, subject text not null, subject_id integer not null, sha256 text not null,
    suffix text not null, name text not null, size integer not null, alt text not null, kind text not null,
    added_at text not null, added_by text not null);
create index evidence_subject on evidence (subject, subject_id);
create index evidence_sha256 on evidence (sha256);

create table journal (
    id integer primary key autoincrement, at text not null, who text not null, step text not null, about text not null,
    subject text not null, subject_id integer, field text not null, old text, new text);
create index journal_subject on journal (subject, subject_id);
create trigger journal_is_not_changed before update on journal
    begin select raise(abort, 'the journal is only added to'); end;
create trigger journal_is_not_deleted before delete on journal
    begin select raise(abort, 'the journal is only added to'); end;
"""


CRISIS = """
create table crisis (
    id integer primary key autoincrement, reason text not null, began_at text not null, began_by text not null,
    ended_at text, ended_by text not null);
alter table post add column held_at text;
create index post_held on post (held_at) where held_at is not null;
"""

FORMER_TEXTS = """
create table post_text (
    id integer primary key autoincrement, post_id integer not null references post on delete cascade,
    text text not null, session text not null, at text not null, by text not null);
create index post_text_post on post_text (post_id);
"""

PASSES_TABLE = """
create table check_pass (
    id integer primary key autoincrement, post_id integer not null references post on delete cascade,
    key text not null, reason text not null, passed_at text not null, passed_by text not null, unique (post_id, key));
"""

SERIES = """
create table series (
    id integer primary key autoincrement, unit text not null, every integer not null, weekdays text not null,
    month_day integer not null, nth integer not null, starts_on text not null, until text, times integer,
    time text not null, on_free_days text not null, made_until text);
alter table post add column series_id integer references series on delete set null;
alter table post add column series_day text;
alter table post add column series_own integer not null default 0;
create index post_series on post (series_id, series_day) where series_id is not null;
"""

CRISIS_ROUNDS = """
alter table crisis add column rounds text not null default '';
alter table crisis add column on_free_days integer not null default 0;
"""

DAY_SOURCES = """
alter table special_day add column uid text not null default '';
alter table special_day add column source text not null default '';
create index special_day_uid on special_day (uid) where uid != '';
"""

MEDIA = """
create table media (
    id integer primary key autoincrement, sha256 text not null unique, kind text not null, name text not null,
    alt text not null, photographer text not null, source text not null, licence text not null,
    shows_people integer not null, tags text not null, note text not null, added_at text not null,
    added_by text not null, fold text not null default '');
create table consent (
    id integer primary key autoincrement, title text not null, scope text not null, given_on text not null,
    valid_until text, withdrawn_on text, kept_where text not null, note text not null);
create table media_consent (
    id integer primary key autoincrement, media_id integer not null references media on delete cascade,
    consent_id integer not null references consent on delete cascade, unique (media_id, consent_id));
create index media_consent_consent on media_consent (consent_id);
create table taken_down (
    id integer primary key autoincrement, placement_id integer not null references placement on delete cascade,
    consent_id integer not null references consent on delete cascade, at text not null, by text not null,
    unique (placement_id, consent_id));
create index taken_down_consent on taken_down (consent_id);
"""

GROUPS_AND_TAGS = """
create table account_group (id integer primary key autoincrement, name text not null unique);
create table account_group_member (
    id integer primary key autoincrement, group_id integer not null references account_group on delete cascade,
    account_id integer not null references account on delete cascade, unique (group_id, account_id));
create index account_group_member_account on account_group_member (account_id);
alter table account add column subjects text not null default '';
alter table post add column tags text not null default '';
create index post_tags on post (tags) where tags != '';
alter table post add column import_id integer;
create index post_import on post (import_id) where import_id is not null;
"""

LAYERS = """
alter table special_day add column last_day text;
alter table special_day add column repeat text not null default '';
create index special_day_last on special_day (last_day) where last_day is not null;
create index special_day_repeat on special_day (repeat) where repeat != '';
update special_day set kind = 'calendar' where uid != '';
"""

OUTCOMES = """
create table post_state (
    id integer primary key autoincrement, post_id integer not null references post on delete cascade,
    state text not null, at text not null, by text not null, note text not null);
create index post_state_post on post_state (post_id);
alter table post add column to_change text not null default '';
alter table placement add column scheduled_for text;
alter table placement add column scheduled_at text;
alter table placement add column scheduled_by text not null default '';
alter table placement add column failed_at text;
alter table placement add column failure text not null default '';
create index placement_scheduled on placement (scheduled_for) where scheduled_for is not null and published_at is null;
create table request (
    id integer primary key autoincrement, post_id integer not null unique references post on delete cascade,
    channels text not null, sent_to text not null, state text not null, sent_at text not null, sent_by text not null,
    answered_at text, answer text not null, published_at text, permalink text not null);
create index request_state on request (state);
"""

VARIANTS = """
alter table placement add column text text;
alter table placement add column fold text not null default '';
create index placement_own_text on placement (post_id) where text is not null;
alter table post_text add column account_id integer references account on delete cascade;
create index post_text_account on post_text (account_id) where account_id is not null;
create table phrase (
    id integer primary key autoincrement, kind text not null, name text not null, text text not null,
    account_id integer references account on delete cascade);
create index phrase_account on phrase (account_id) where account_id is not null;
"""

INBOUND = """
create table inbound (
    id integer primary key autoincrement, account_id integer not null references account, kind text not null,
    text text not null, summary text not null, link text not null, sender text not null, came_in_at text not null,
    category text not null, state text not null, handling text, handled_with text not null, reply text not null,
    replied_at text, replied_by text not null, closed_at text,
    thread_id integer references inbound on delete set null, is_protected integer not null, kept_where text not null,
    registration text not null, registration_reason text not null, handed_at text, dnr text not null,
    retention text not null, hold_reason text not null, note text not null, added_at text not null,
    added_by text not null, fold text not null default '');
create index inbound_open on inbound (came_in_at) where state != 'done';
create index inbound_to_register on inbound (came_in_at) where registration = 'yes' and dnr = '';
create index inbound_came_in on inbound (came_in_at);
create index inbound_account on inbound (account_id, came_in_at);
create index inbound_thread on inbound (thread_id) where thread_id is not null;
create table inbound_event (
    id integer primary key autoincrement, inbound_id integer not null references inbound on delete cascade,
    kind text not null, at text not null, by text not null, text text not null);
create index inbound_event_inbound on inbound_event (inbound_id);
create table saved_reply (
    id integer primary key autoincrement, category text not null, name text not null, text text not null,
    account_id integer references account on delete cascade);
create table saved_reply_text (
    id integer primary key autoincrement, reply_id integer not null references saved_reply on delete cascade,
    text text not null, at text not null, by text not null);
create index saved_reply_text_reply on saved_reply_text (reply_id);
create table retention_decision (
    id integer primary key autoincrement, number text not null, decided_on text, decided_by text not null,
    classes text not null, months integer not null, ends_on text, note text not null);
create table purge_record (
    id integer primary key autoincrement, decision_id integer not null references retention_decision,
    at text not null, by text not null, items text not null);
create index purge_record_decision on purge_record (decision_id);
"""

# An item may be purged while the log still tells what was done with it: no foreign key on inbound_id. A text is purged
# by its row.
MODERATION = """
create table moderation (
    id integer primary key autoincrement, number integer not null unique, version integer not null, at text not null,
    action text not null, account_id integer not null references account, inbound_id integer, earlier integer,
    ground text not null, done_at text not null, by text not null, decided_by text not null, review_on text,
    police_ref text not null, dnr text not null, is_reversible integer not null, evidence text not null,
    kept_where text not null, author_seal text not null, reason_seal text not null, message_seal text not null,
    note_seal text not null, former text not null, digest text not null);
create index moderation_inbound on moderation (inbound_id) where inbound_id is not null;
create index moderation_account on moderation (account_id);
create trigger moderation_is_not_changed before update on moderation
    begin select raise(abort, 'the moderation log is only added to'); end;
create trigger moderation_is_not_deleted before delete on moderation
    begin select raise(abort, 'the moderation log is only added to'); end;
create table moderation_text (
    id integer primary key autoincrement, number integer not null references moderation (number), part text not null,
    text text not null, salt text not null, unique (number, part));
create trigger moderation_text_is_not_changed before update on moderation_text
    begin select raise(abort, 'the moderation log is only added to'); end;
"""


def statements(script: str) -> list[str]:
    """The single statements of a script; one that runs whole would commit the migration around it."""
    from sqlite3 import complete_statement

    found, current = [], ""
    for line in script.splitlines():
        current += line + "\n"
        if complete_statement(current):
            found.append(current.strip())
            current = ""
    return [statement for statement in found if statement]


@migrations()
def m001_first(db: Database) -> None:
    """The register of the first release."""
    for statement in statements(FIRST):
        db.execute(statement)


@migrations()
def m002_status_said(db: Database) -> None:
    """Who gave an account its status, and why."""
    for column in ("set_by", "reason"):
        db.execute(f"alter table account_status add column {column} text not null default ''")


@migrations()
def m003_check_pass(db: "Database") -> None:
    """Stops of the checks that were passed, with the reason."""
    for statement in statements(PASSES_TABLE):
        db.execute(statement)


@migrations()
def m004_crisis(db: "Database") -> None:
    """Crises, and what they keep."""
    for statement in statements(CRISIS):
        db.execute(statement)


@migrations()
def m005_post_text(db: "Database") -> None:
    """What posts have said before."""
    for statement in statements(FORMER_TEXTS):
        db.execute(statement)


@migrations()
def m006_series(db: "Database") -> None:
    """Series of posts."""
    for statement in statements(SERIES):
        db.execute(statement)


@migrations()
def m007_special_day_source(db: "Database") -> None:
    """Which event of whose calendar a special day comes from."""
    for statement in statements(DAY_SOURCES):
        db.execute(statement)


@migrations()
def m008_planning(db: "Database") -> None:
    """Denser rounds in a crisis; groups, tags, imports of plans; days that last or come back; what became of posts;
    own texts and phrases; media and consents."""
    from smdesk.store.media import keep_library

    for statement in statements(CRISIS_ROUNDS + GROUPS_AND_TAGS + LAYERS + OUTCOMES + VARIANTS + MEDIA):
        db.execute(statement)
    keep_library(db.conn)


@migrations()
def m009_inbound(db: "Database") -> None:
    """What comes in, how it is handled, the answers kept for it, its gallring, and the log of moderation."""
    for statement in statements(INBOUND + MODERATION):
        db.execute(statement)


VERSION = 9
"""Number of migrations; the file's user_version. `tests/store/test_file.py` holds the two together."""


def bring_up(connection: sqlite3.Connection) -> None:
    """Give the file today's shape: the migrations that it lacks, and its version."""
    migrations.apply(Database(connection, execute_plugins=False))
    connection.execute(f"pragma user_version={VERSION}")
