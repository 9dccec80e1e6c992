create table if not exists note (id integer primary key autoincrement, owner text not null, text text not null);
create index if not exists note_owner on note (owner);
create table if not exists reader (
    note integer not null references note (id) on delete cascade,
    reader text not null,
    primary key (reader, note)
) without rowid;
create index if not exists reader_note on reader (note);
