-- Whether an address is known to belong to the user, and the one that takes its place when a link mailed to it is opened. Addresses from
-- before count as unconfirmed until staff or an operator set them again: anyone could have typed them.
alter table users add column email_confirmed integer not null default 0 check (email_confirmed in (0, 1));
alter table users add column email_pending text;

-- Whether the user ever signed in with a password: a first sign-in is no news to them.
alter table users add column signed_in integer not null default 0 check (signed_in in (0, 1));

update users set signed_in = 1 where id in (select user_id from familiar_address);

-- No API token that was made before this moment lives.
alter table users add column api_tokens_revoked_before integer not null default 0;

-- Who asked for another mail address. Rows outlive what they describe for as long as it can be undone.
create table mail_change (
    id           text    primary key, -- carries when it was asked for
    user_id      integer not null references users (id) on delete cascade,
    from_address text    not null,
    undoable     integer not null check (undoable in (0, 1)), -- by whoever reads mail at from_address
    to_address   text    not null,
    state        text    not null check (state in ('PENDING', 'EFFECTIVE', 'WITHDRAWN', 'UNDONE')),
    effective_at integer,
    turn         integer not null, -- the order of the user's changes: ids carry the times of clocks, which may differ
    unique (user_id, turn)
) strict, without rowid;

create unique index pending_mail_change on mail_change (user_id) where state = 'PENDING';
