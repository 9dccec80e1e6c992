-- From where users signed in of late: guesses from elsewhere do not keep them out.

create table familiar_address (
    user_id     integer not null references users (id) on delete cascade,
    address_key text    not null, -- an IPv4 address, or the /64 of an IPv6 address
    seen_at     integer not null,
    primary key (user_id, address_key)
) strict, without rowid;

create index familiar_address_by_age on familiar_address (seen_at);
