-- Moments are milliseconds since 1970 in UTC. Lists of names are JSON arrays.
-- A user_id is an opaque text: a number for Keycard's own users, whatever the application chose for others.

-- One row about this database.
create table installation (
    id             text collate "C" not null, -- tells databases apart; a copy of the database keeps it
    oldest_program bigint not null,           -- programs with a lower schema version must not use the database
    sealing_key    text collate "C",          -- the id of the key outside the database that seals signing keys; null until the first start
    copied_at      bigint,  -- when everything was copied from SQLite; null if the installation began here
    copied_by      xid8,    -- the transaction that wrote the copy: a row that another one wrote is newer
    copied_rows    bigint,
    only_row       boolean not null default true primary key check (only_row)
);

insert into installation (id, oldest_program) values (replace(gen_random_uuid()::text, '-', ''), 1);

-- Keycard's own users. Empty where an application brings its own.
create table users (
    id              bigint  generated always as identity primary key, -- never given again, even after a deletion
    username        text collate "C"    not null,
    username_key    text collate "C"    not null unique, -- folded: case and compatibility forms
    email           text collate "C"    not null,
    email_key       text collate "C"    not null, -- folded
    email_confirmed boolean not null, -- the address is known to belong to the user
    email_pending   text collate "C",             -- takes the place of the address when a link mailed to it is opened
    first_name      text collate "C"    not null,
    last_name       text collate "C"    not null,
    password_hash   text collate "C"    not null,
    staff           boolean not null,
    superuser       boolean not null,
    tier            text collate "C"    not null,
    roles           text collate "C"    not null check (json_typeof(roles::json) = 'array'),
    search          text collate "C"    not null, -- what a user is found by: sign-in name, address and names, folded
    created_at      bigint not null
);

create index user_by_mail on users (email_key, id);
create index superuser on users (id) where superuser = true;

-- What Keycard keeps about everyone whom it signs in, wherever the user comes from.
create table account (
    user_id                   text collate "C"    primary key,
    active                    boolean not null, -- may sign in and use what was issued
    signed_in                 boolean not null, -- ever, with a password: a first sign-in is no news to them
    credential_version        bigint not null, -- grows with each change of the password
    revoked_before            bigint not null, -- logins that began at or before this moment have ended
    api_tokens_revoked_before bigint not null  -- no API token that was made at or before this moment lives
);

-- Names that renamed and deleted users gave up. For a while nobody gets one but the user who had it: services may go by names.
create table reserved_name (
    username_key text collate "C"    primary key,
    user_id      text collate "C"    not null, -- who had it last; may be deleted
    released_at  bigint not null
);

create index reserved_name_by_age on reserved_name (released_at);

create table login (
    id                text collate "C"    primary key, -- carries when the login began
    user_id           text collate "C"    not null references account (user_id) on delete cascade,
    kind              text collate "C"    not null check (kind in ('TOKENS', 'SESSION')),
    auth_time         bigint not null, -- when the user proved who they are
    amr               text collate "C"    not null check (json_typeof(amr::json) = 'array'), -- how, by the names of RFC 8176
    generation        bigint not null,
    rotated_at        bigint not null,
    redeemer          text collate "C"    not null, -- a digest of the address and the user agent that began the generation
    repeats           bigint not null, -- how often the generation was handed out again to that client
    repeats_to_others bigint not null, -- and to others
    others_lately     bigint not null, -- a bit for each of the last generations: handed out to others
    created_at        bigint not null,
    last_seen_at      bigint not null,
    expires_at        bigint not null,
    ended_at          bigint,
    ended_reason      text collate "C",
    device            text collate "C"    not null,
    address           text collate "C"    not null,
    secret_digest     text collate "C",
    check ((ended_at is null) = (ended_reason is null)),
    check ((kind = 'SESSION') = (secret_digest is not null))
) with (fillfactor = 85); -- room beside each row: a refresh writes its new version there, and touches no index

create index login_of_user on login (user_id, created_at);
create unique index login_by_secret on login (secret_digest) where secret_digest is not null;
-- Ending all logins of a user must not walk over those that ended long ago.
create index live_login_of_user on login (user_id) where ended_at is null;
-- Lists of what is live, in the order in which it began: ids carry their time.
create index live_login on login (id) where ended_at is null;

create table api_token (
    id           text collate "C"    primary key, -- carries when the token was made
    user_id      text collate "C"    not null references account (user_id) on delete cascade,
    digest       text collate "C"    not null unique,
    name         text collate "C"    not null,
    scopes       text collate "C"    not null check (json_typeof(scopes::json) = 'array'),
    prefix       text collate "C"    not null,
    sign_in      boolean not null,
    created_at   bigint not null,
    expires_at   bigint,
    last_used_at bigint,
    ended_at     bigint,
    by_staff     boolean not null, -- made by staff or an operator, who may hand out reserved scopes
    successor    text collate "C" -- the token that replaced this one: it is replaced once, however many ask at the same moment
);

create index api_token_of_user on api_token (user_id, created_at);
create index live_api_token on api_token (id) where ended_at is null;
create index live_api_token_of_user on api_token (user_id, id) where ended_at is null;

-- From where users signed in of late: guesses from elsewhere do not keep them out.
create table familiar_address (
    user_id     text collate "C"    not null references account (user_id) on delete cascade,
    address_key text collate "C"    not null, -- an IPv4 address, or the /64 of an IPv6 address
    seen_at     bigint not null,
    primary key (user_id, address_key)
);

create index familiar_address_by_age on familiar_address (seen_at);

-- Who asked for another mail address. Rows outlive what they describe for as long as it can be undone.
create table mail_change (
    id           text collate "C"    primary key, -- carries when it was asked for
    user_id      text collate "C"    not null references account (user_id) on delete cascade,
    from_address text collate "C"    not null,
    undoable     boolean not null, -- by whoever reads mail at from_address
    to_address   text collate "C"    not null,
    state        text collate "C"    not null check (state in ('PENDING', 'EFFECTIVE', 'WITHDRAWN', 'UNDONE')),
    effective_at bigint,
    turn         bigint not null, -- the order of the user's changes: ids carry the times of clocks, which may differ
    unique (user_id, turn)
);

create unique index pending_mail_change on mail_change (user_id) where state = 'PENDING';

create table signing_key (
    seq        bigint  generated always as identity primary key, -- the order in which keys were added
    kid        text collate "C"    not null unique,
    algorithm  text collate "C"    not null,
    sealed_jwk bytea    not null, -- emptied when the key is removed
    created_at bigint not null,
    signs_from bigint not null,
    retires_at bigint,
    removed_at bigint -- a removed key stays known as removed
);

create table change (
    writer  xid8    not null default pg_current_xact_id(), -- first, so that it is known before the number is drawn
    seq     bigint  generated always as identity primary key, -- the order in which changes were made, not that of commits
    at      bigint not null,
    kind    text collate "C"    not null,
    subject text collate "C"    not null, -- the id of the login, user or token; empty for the keys as a whole
    before  bigint,
    spared  text collate "C"
);

create index change_by_time on change (at);

-- Who did what, and what was refused. Users are named by their ids, and entries outlive them.
create table audit (
    seq      bigint  generated always as identity primary key,
    at       bigint not null,
    kind     text collate "C"    not null,
    user_id  text collate "C", -- whom it is about
    actor_id text collate "C", -- who did it
    request  text collate "C"    not null,
    address  text collate "C"    not null,
    details  text collate "C"    not null check (json_typeof(details::json) = 'object')
);

create index audit_of_user on audit (user_id, seq) where user_id is not null;
create index audit_of_kind on audit (kind, seq);

-- What is written stays as it was written, and only the oldest may be purged: no entry vanishes from among others. It holds for
-- every session, whatever its search_path.
create function refuse_rewriting() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception 'audit entries are not changed';
end $$;

create trigger audit_is_not_rewritten before update or truncate on audit
for each statement execute function refuse_rewriting();

create function refuse_gaps() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    oldest bigint;
begin
    execute format('select min(seq) from %I.%I', tg_table_schema, tg_table_name) into oldest;
    if (select max(seq) from purged) > coalesce(oldest, 9223372036854775807) then
        raise exception 'the oldest audit entries go first';
    end if;
    return null;
end $$;

create trigger audit_is_purged_in_order after delete on audit
referencing old table as purged
for each statement execute function refuse_gaps();
