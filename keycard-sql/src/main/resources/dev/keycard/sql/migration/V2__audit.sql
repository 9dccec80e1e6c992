-- Who did what, and what was refused. Users are named by their ids, which are never given again, and entries outlive them.
create table audit (
    seq      integer primary key autoincrement,
    at       integer not null,
    kind     text    not null,
    user_id  integer, -- whom it is about
    actor_id integer, -- who did it
    request  text    not null,
    address  text    not null,
    details  text    not null check (json_type(details) = 'object')
) strict;

create index audit_of_user on audit (user_id, seq) where user_id is not null;
create index audit_of_kind on audit (kind, seq);

-- What is written stays as it was written, and only the oldest may be forgotten: no entry vanishes from among others.
create trigger audit_is_not_rewritten before update on audit
begin
    select raise(abort, 'audit entries are not changed');
end;

create trigger audit_is_forgotten_in_order before delete on audit
when exists (select 1 from audit where seq < old.seq)
begin
    select raise(abort, 'the oldest audit entries go first');
end;

-- Ending all logins of a user must not walk over those that ended long ago.
create index live_login_of_user on login (user_id) where ended_at is null;
