-- Moments are milliseconds since 1970 in UTC. Flags are 0 or 1. Lists of names are JSON arrays.

create table users (
    id                 integer primary key autoincrement, -- never given again, even after a deletion
    username           text    not null,
    username_key       text    not null unique,
    email              text    not null,
    first_name         text    not null,
    last_name          text    not null,
    password_hash      text    not null,
    active             integer not null check (active in (0, 1)),
    staff              integer not null check (staff in (0, 1)),
    superuser          integer not null check (superuser in (0, 1)),
    tier               text    not null,
    roles              text    not null check (json_type(roles) = 'array'),
    credential_version integer not null,
    created_at         integer not null,
    revoked_before     integer not null
) strict;

-- Names that renamed and deleted users gave up. For a while nobody gets one but the user who had it: services may go by names.
create table reserved_name (
    username_key text    primary key,
    user_id      integer not null, -- who had it last; may be deleted
    released_at  integer not null
) strict, without rowid;

create index reserved_name_by_age on reserved_name (released_at);

create table login (
    id            text    primary key,
    user_id       integer not null references users (id) on delete cascade,
    kind          text    not null check (kind in ('TOKENS', 'SESSION')),
    proved_at     integer not null, -- when the user proved who they are
    proved_by     text    not null check (json_type(proved_by) = 'array'), -- how, by the names of RFC 8176
    generation    integer not null,
    rotated_at    integer not null,
    redeemer      text    not null, -- a digest of the address and the user agent that began the generation
    repeats       integer not null, -- how often the generation was handed out again to that client
    repeats_to_others integer not null, -- and to others
    others_lately integer not null, -- a bit for each of the last generations: handed out to others
    created_at    integer not null,
    last_seen_at  integer not null,
    expires_at    integer not null,
    ended_at      integer,
    ended_reason  text,
    device        text    not null,
    address       text    not null,
    secret_digest text,
    check ((ended_at is null) = (ended_reason is null)),
    check ((kind = 'SESSION') = (secret_digest is not null))
) strict, without rowid;

create index login_of_user on login (user_id, created_at);
create unique index login_by_secret on login (secret_digest) where secret_digest is not null;

create table api_token (
    id           text    primary key,
    user_id      integer not null references users (id) on delete cascade,
    digest       text    not null unique,
    name         text    not null,
    scopes       text    not null check (json_type(scopes) = 'array'),
    prefix       text    not null,
    sign_in      integer not null check (sign_in in (0, 1)),
    created_at   integer not null,
    expires_at   integer,
    last_used_at integer,
    ended_at     integer,
    by_staff     integer not null check (by_staff in (0, 1)) -- made by staff or an operator, who may hand out reserved scopes
) strict, without rowid;

create index api_token_of_user on api_token (user_id, created_at);

create table signing_key (
    kid        text    primary key,
    algorithm  text    not null,
    sealed_jwk blob    not null,
    created_at integer not null,
    signs_from integer not null,
    retires_at integer
) strict;

create table change (
    seq        integer primary key autoincrement, -- the order of commits; never given again
    at         integer not null,
    kind       text    not null,
    subject    text    not null, -- the id of the login, user or token; empty for the keys as a whole
    before     integer,
    spared     text
) strict;
