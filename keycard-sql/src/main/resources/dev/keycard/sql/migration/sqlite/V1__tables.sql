-- Moments are milliseconds since 1970 in UTC. Flags are 0 or 1. Lists of names are JSON arrays.
-- A user_id is an opaque text: a number for Keycard's own users, whatever the application chose for others.

-- One row about this database.
create table installation (
    id             text    not null, -- tells databases apart; a copy of the database keeps it
    oldest_program integer not null, -- programs with a lower schema version must not use the database
    sealing_key    text,             -- the id of the key outside the database that seals signing keys; null until the first start
    moved_to       text,   -- the database that everything was moved to: this one is not used any more
    moved_at       integer,
    only_row       integer not null default 1 primary key check (only_row = 1),
    check ((moved_to is null) = (moved_at is null))
) strict;

insert into installation (id, oldest_program) values (lower(hex(randomblob(16))), 1);

-- Keycard's own users. Empty where an application brings its own.
create table users (
    id              integer primary key autoincrement, -- never given again, even after a deletion
    username        text    not null,
    username_key    text    not null unique, -- folded: case and compatibility forms
    email           text    not null,
    email_key       text    not null, -- folded
    email_confirmed integer not null check (email_confirmed in (0, 1)), -- the address is known to belong to the user
    email_pending   text,             -- takes the place of the address when a link mailed to it is opened
    first_name      text    not null,
    last_name       text    not null,
    password_hash   text    not null,
    staff           integer not null check (staff in (0, 1)),
    superuser       integer not null check (superuser in (0, 1)),
    tier            text    not null,
    roles           text    not null check (json_type(roles) = 'array'),
    search          text    not null, -- what a user is found by: sign-in name, address and names, folded
    created_at      integer not null
) strict;

create index user_by_mail on users (email_key, id);
create index superuser on users (id) where superuser = true;

-- What Keycard keeps about everyone whom it signs in, wherever the user comes from.
create table account (
    user_id                   text    primary key,
    active                    integer not null check (active in (0, 1)), -- may sign in and use what was issued
    signed_in                 integer not null check (signed_in in (0, 1)), -- ever, with a password: a first sign-in is no news to them
    credential_version        integer not null, -- grows with each change of the password
    revoked_before            integer not null, -- logins that began at or before this moment have ended
    api_tokens_revoked_before integer not null  -- no API token that was made at or before this moment lives
) strict, without rowid;

-- Names that renamed and deleted users gave up. For a while nobody gets one but the user who had it: services may go by names.
create table reserved_name (
    username_key text    primary key,
    user_id      text    not null, -- who had it last; may be deleted
    released_at  integer not null
) strict, without rowid;

create index reserved_name_by_age on reserved_name (released_at);

create table login (
    id                text    primary key, -- carries when the login began
    user_id           text    not null references account (user_id) on delete cascade,
    kind              text    not null check (kind in ('TOKENS', 'SESSION')),
    auth_time         integer not null, -- when the user proved who they are
    amr               text    not null check (json_type(amr) = 'array'), -- how, by the names of RFC 8176
    generation        integer not null,
    rotated_at        integer not null,
    redeemer          text    not null, -- a digest of the address and the user agent that began the generation
    repeats           integer not null, -- how often the generation was handed out again to that client
    repeats_to_others integer not null, -- and to others
    others_lately     integer not null, -- a bit for each of the last generations: handed out to others
    created_at        integer not null,
    last_seen_at      integer not null,
    expires_at        integer not null,
    ended_at          integer,
    ended_reason      text,
    device            text    not null,
    address           text    not null,
    secret_digest     text,
    check ((ended_at is null) = (ended_reason is null)),
    check ((kind = 'SESSION') = (secret_digest is not null))
) strict, without rowid;

create index login_of_user on login (user_id, created_at);
create unique index login_by_secret on login (secret_digest) where secret_digest is not null;
-- Ending all logins of a user must not walk over those that ended long ago.
create index live_login_of_user on login (user_id) where ended_at is null;
-- Lists of what is live, in the order in which it began: ids carry their time.
create index live_login on login (id) where ended_at is null;

create table api_token (
    id           text    primary key, -- carries when the token was made
    user_id      text    not null references account (user_id) on delete cascade,
    digest       text    not null unique,
    name         text    not null,
    scopes       text    not null check (json_type(scopes) = 'array'),
    prefix       text    not null,
    sign_in      integer not null check (sign_in in (0, 1)),
    created_at   integer not null,
    expires_at   integer,
    last_used_at integer,
    ended_at     integer,
    by_staff     integer not null check (by_staff in (0, 1)), -- made by staff or an operator, who may hand out reserved scopes
    successor    text -- the token that replaced this one: it is replaced once, however many ask at the same moment
) strict, without rowid;

create index api_token_of_user on api_token (user_id, created_at);
create index live_api_token on api_token (id) where ended_at is null;
create index live_api_token_of_user on api_token (user_id, id) where ended_at is null;

-- From where users signed in of late: guesses from elsewhere do not keep them out.
create table familiar_address (
    user_id     text    not null references account (user_id) on delete cascade,
    address_key text    not null, -- an IPv4 address, or the /64 of an IPv6 address
    seen_at     integer not null,
    primary key (user_id, address_key)
) strict, without rowid;

create index familiar_address_by_age on familiar_address (seen_at);

-- Who asked for another mail address. Rows outlive what they describe for as long as it can be undone.
create table mail_change (
    id           text    primary key, -- carries when it was asked for
    user_id      text    not null references account (user_id) on delete cascade,
    from_address text    not null,
    undoable     integer not null check (undoable in (0, 1)), -- by whoever reads mail at from_address
    to_address   text    not null,
    state        text    not null check (state in ('PENDING', 'EFFECTIVE', 'WITHDRAWN', 'UNDONE')),
    effective_at integer,
    turn         integer not null, -- the order of the user's changes: ids carry the times of clocks, which may differ
    unique (user_id, turn)
) strict, without rowid;

create unique index pending_mail_change on mail_change (user_id) where state = 'PENDING';

create table signing_key (
    seq        integer primary key autoincrement, -- the order in which keys were added
    kid        text    not null unique,
    algorithm  text    not null,
    sealed_jwk blob    not null, -- emptied when the key is removed
    created_at integer not null,
    signs_from integer not null,
    retires_at integer,
    removed_at integer -- a removed key stays known as removed
) strict;

create table change (
    seq     integer primary key autoincrement, -- the order of commits; never given again
    at      integer not null,
    kind    text    not null,
    subject text    not null, -- the id of the login, user or token; empty for the keys as a whole
    before  integer,
    spared  text
) strict;

create index change_by_time on change (at);

-- Who did what, and what was refused. Users are named by their ids, and entries outlive them.
create table audit (
    seq      integer primary key autoincrement,
    at       integer not null,
    kind     text    not null,
    user_id  text, -- whom it is about
    actor_id text, -- who did it
    request  text    not null,
    address  text    not null,
    details  text    not null check (json_type(details) = 'object')
) strict;

create index audit_of_user on audit (user_id, seq) where user_id is not null;
create index audit_of_kind on audit (kind, seq);

-- What is written stays as it was written, and only the oldest may be purged: no entry vanishes from among others.
create trigger audit_is_not_rewritten before update on audit
begin
    select raise(abort, 'audit entries are not changed');
end;

create trigger audit_is_purged_in_order before delete on audit
when exists (select 1 from audit where seq < old.seq)
begin
    select raise(abort, 'the oldest audit entries go first');
end;
