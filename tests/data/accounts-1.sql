-- accounts.sqlite as the first migrations of the audit log and of accounts made it, before there were submissions.
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'audit','m001_audit','2026-11-22 17:20:32.433669+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'accounts','m001_accounts','2026-11-22 17:20:32.434319+00:00');
CREATE TABLE attempts (key TEXT NOT NULL, at REAL NOT NULL) STRICT;
CREATE TABLE audit (number INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
INSERT INTO "audit" VALUES(1,'2026-11-22T10:01:00.000000+00:00','console','person.create','person:Wilv1-E8SRgR','{}','{"role":"admin"}','0000000000000000000000000000000000000000000000000000000000000000','0e16f0279ef05d79440b363b3be8473f1be94cc3094600e98948af93ea1b5cf4');
INSERT INTO "audit" VALUES(2,'2026-11-22T10:03:00.000000+00:00','console','person.create','person:M_7yKqYqyLQj','{}','{"role":"contributor"}','0e16f0279ef05d79440b363b3be8473f1be94cc3094600e98948af93ea1b5cf4','d9b0bf8e6c8cbaeb14911b765f3f53b95899887bd76113c1ee1230cd70cffddd');
INSERT INTO "audit" VALUES(3,'2026-11-22T10:05:00.000000+00:00','console','reset.make','person:Wilv1-E8SRgR','{}','{"role":"admin"}','d9b0bf8e6c8cbaeb14911b765f3f53b95899887bd76113c1ee1230cd70cffddd','3f2001e5344ce80e153f5bd709289a987750bc011aea232c80899527efd75503');
INSERT INTO "audit" VALUES(4,'2026-11-22T10:08:00.000000+00:00','Wilv1-E8SRgR','person.new_key','person:Wilv1-E8SRgR','{}','{}','3f2001e5344ce80e153f5bd709289a987750bc011aea232c80899527efd75503','8aec413629e9cbdb8a9e6f1a3e8d28c5a5d5cccb6f1033ea2db5b5b2055e7b15');
INSERT INTO "audit" VALUES(5,'2026-11-22T10:11:00.000000+00:00','Wilv1-E8SRgR','session.begin','person:Wilv1-E8SRgR','{}','{}','8aec413629e9cbdb8a9e6f1a3e8d28c5a5d5cccb6f1033ea2db5b5b2055e7b15','5bdcd8bcb250c042a5482fa88f98e1d0dea122d7baadb40ed4103aa926c49fc0');
INSERT INTO "audit" VALUES(6,'2026-11-22T10:14:00.000000+00:00','console','person.disable','person:M_7yKqYqyLQj','{}','{}','5bdcd8bcb250c042a5482fa88f98e1d0dea122d7baadb40ed4103aa926c49fc0','43e7d60db817658e3c1d3d94a7002d6ceb7f35c74f80ac392cac2a725bcb7c3d');
CREATE TABLE links (hash TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, person TEXT REFERENCES people ON DELETE CASCADE, email TEXT NOT NULL, role TEXT NOT NULL, lang TEXT NOT NULL, made_by TEXT NOT NULL, made TEXT NOT NULL, ends TEXT NOT NULL) STRICT;
CREATE TABLE people (id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, credit TEXT NOT NULL, specialist TEXT NOT NULL, lang TEXT NOT NULL, role TEXT NOT NULL, password TEXT NOT NULL, made TEXT NOT NULL, disabled TEXT) STRICT;
INSERT INTO "people" VALUES('Wilv1-E8SRgR','ana@culise.example','Ana Rusu','Ana Rusu','','ro','admin','$argon2id$v=19$m=19456,t=2,p=1$TRqlx4qfEZC5lN/GMQsyGQ$PPYM4UeK9ThBcVCUFJjG1hS1FzmoEnd4+H1WFpclGyQ','2026-11-22T10:00:00+00:00',NULL);
INSERT INTO "people" VALUES('M_7yKqYqyLQj','ion@culise.example','Ion Ursu','Ion Ursu','','ru','contributor','','2026-11-22T10:02:00+00:00','2026-11-22T10:13:00+00:00');
CREATE TABLE recovery_codes (person TEXT NOT NULL REFERENCES people ON DELETE CASCADE, hash TEXT NOT NULL, PRIMARY KEY (person, hash)) STRICT;
CREATE TABLE second_steps (person TEXT PRIMARY KEY REFERENCES people ON DELETE CASCADE, secret TEXT NOT NULL, is_on INTEGER NOT NULL, used INTEGER NOT NULL) STRICT;
CREATE TABLE sessions (hash TEXT PRIMARY KEY, handle TEXT NOT NULL UNIQUE, person TEXT NOT NULL REFERENCES people ON DELETE CASCADE, is_whole INTEGER NOT NULL, device TEXT NOT NULL, started TEXT NOT NULL, seen TEXT NOT NULL) STRICT;
INSERT INTO "sessions" VALUES('7a7f247850ed5c721b04505093e20a71d1530991103c76e8cf3c6f28e689eb63','TgxoFdWb','Wilv1-E8SRgR',1,'Firefox','2026-11-22T10:12:00+00:00','2026-11-22T10:12:00+00:00');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX audit_by_object ON audit (object, number);
CREATE INDEX audit_by_actor ON audit (actor, number);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE TRIGGER audit_in_order BEFORE INSERT ON audit WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit) BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE INDEX sessions_by_person ON sessions (person);
CREATE INDEX attempts_by_key ON attempts (key, at);
CREATE INDEX attempts_by_time ON attempts (at);
COMMIT;
