CREATE INDEX event_detail_series ON event_detail (master_id) WHERE master_id IS NOT NULL;

CREATE INDEX event_long ON event (span, start_key) WHERE is_listed = 1 AND span > 0;

CREATE INDEX event_master ON event (series_part) WHERE series_part = 1;

CREATE INDEX event_pending ON event (calendar) WHERE conferencing_state = 'pending';

CREATE INDEX event_series ON event (series, start_key) WHERE series IS NOT NULL;

CREATE INDEX event_start ON event (start_key, calendar, end_key) WHERE is_listed = 1;

CREATE INDEX event_text_file ON event_text (file);

CREATE INDEX event_text_uid ON event_text (uid);

CREATE INDEX event_unanswered ON event (start_key)
  WHERE is_listed = 1 AND response = 'noreply';

CREATE INDEX former_name_event ON former_name (event);

CREATE INDEX former_text_place ON former_text (account, calendar, name);

CREATE INDEX import_change_import ON import_change (import);

CREATE INDEX made_meeting_url ON made_meeting (url);

CREATE INDEX operation_event ON operation (event, sequence);

CREATE INDEX operation_of_series ON operation (sequence) WHERE json_extract(edit, '$.scope') IN ('following', 'all');

CREATE INDEX returned_text_place ON returned_text (account, calendar);

CREATE TABLE account (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id <> ''),
  service TEXT NOT NULL CHECK (service <> ''),
  grant_id TEXT,
  -- Place in the configuration; NULL when it is not named there, and then nothing of it shows.
  position INTEGER,
  grants TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(grants)),
  last_success REAL,
  failure TEXT
, offline_since REAL, own_address TEXT) STRICT;

CREATE TABLE asked_link (
  key INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  url TEXT NOT NULL CHECK (url <> ''),
  -- The event, or the series it is of, as its service names it.
  owner TEXT NOT NULL CHECK (owner <> ''),
  asked TEXT NOT NULL CHECK (json_valid(asked)),
  UNIQUE (account, url, owner)
) STRICT;

CREATE TABLE calendar (
  key INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account ON DELETE CASCADE,
  id TEXT NOT NULL CHECK (id <> ''),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  color TEXT NOT NULL,
  zone TEXT,
  is_primary INTEGER NOT NULL CHECK (is_primary IN (0, 1)),
  is_read_only INTEGER NOT NULL CHECK (is_read_only IN (0, 1)),
  refused_providers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(refused_providers)), is_shown INTEGER NOT NULL DEFAULT 1
  CHECK (is_shown IN (0, 1)), hosts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(hosts)),
  UNIQUE (account, id)
) STRICT;

CREATE TABLE conflict (
  operation INTEGER PRIMARY KEY REFERENCES operation ON DELETE CASCADE,
  conflict TEXT NOT NULL CHECK (json_valid(conflict))
) STRICT;

CREATE TABLE event (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id <> ''),
  calendar INTEGER NOT NULL REFERENCES calendar ON DELETE CASCADE,
  remote_id TEXT CHECK (remote_id <> ''),
  is_all_day INTEGER NOT NULL CHECK (is_all_day IN (0, 1)),
  begins INTEGER NOT NULL,
  ends INTEGER NOT NULL CHECK (ends >= begins),
  zone TEXT,
  start_key INTEGER NOT NULL,
  end_key INTEGER NOT NULL CHECK (end_key >= start_key),
  span INTEGER NOT NULL CHECK (span BETWEEN 0 AND 4),
  title TEXT NOT NULL,
  location TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('confirmed', 'tentative', 'cancelled')),
  is_read_only INTEGER NOT NULL CHECK (is_read_only IN (0, 1)),
  provider TEXT,
  conferencing_state TEXT NOT NULL
    CHECK (conferencing_state IN ('none', 'pending', 'ready', 'failed')),
  is_waiting INTEGER NOT NULL DEFAULT 0 CHECK (is_waiting IN (0, 1)),
  refusal TEXT,
  is_deleted INTEGER NOT NULL DEFAULT 0 CHECK (is_deleted IN (0, 1)),
  -- Copied from the account, so that a list needs no other table to leave it out.
  is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
  -- The edit confirmed last, so that an answer older than it is known: see ReadMark.
  revision INTEGER NOT NULL DEFAULT 0,
  is_listed INTEGER NOT NULL
    GENERATED ALWAYS AS (is_deleted = 0 AND is_hidden = 0 AND status <> 'cancelled') STORED, has_conflict INTEGER NOT NULL DEFAULT 0
  CHECK (has_conflict IN (0, 1)), read_at REAL, series INTEGER REFERENCES event ON DELETE CASCADE, series_part INTEGER NOT NULL DEFAULT 0, response TEXT
  CHECK (response IN ('yes', 'no', 'maybe', 'noreply')), is_private INTEGER NOT NULL DEFAULT 0,
  UNIQUE (calendar, remote_id)
) STRICT;

CREATE TABLE event_base (
  event INTEGER PRIMARY KEY REFERENCES event ON DELETE CASCADE,
  base TEXT NOT NULL CHECK (json_valid(base))
) STRICT;

CREATE TABLE event_detail (
  event INTEGER PRIMARY KEY REFERENCES event ON DELETE CASCADE,
  description TEXT NOT NULL,
  own_description TEXT,
  visibility TEXT NOT NULL CHECK (visibility IN ('default', 'public', 'private')),
  is_busy INTEGER NOT NULL CHECK (is_busy IN (0, 1)),
  participants TEXT NOT NULL CHECK (json_valid(participants)),
  organizer TEXT CHECK (organizer IS NULL OR json_valid(organizer)),
  conferencing TEXT CHECK (conferencing IS NULL OR json_valid(conferencing)),
  conferencing_failure TEXT,
  master_id TEXT,
  updated_at INTEGER
, autocreated TEXT
  CHECK (autocreated IS NULL OR json_valid(autocreated)), words TEXT, end_zone TEXT, meeting TEXT CHECK (meeting IS NULL OR json_valid(meeting)), version TEXT, kind TEXT CHECK (kind <> ''), reminders TEXT CHECK (reminders IS NULL OR json_valid(reminders)), recurrence TEXT
  CHECK (recurrence IS NULL OR json_valid(recurrence)), occurrence TEXT
  CHECK (occurrence IS NULL OR json_valid(occurrence))) STRICT;

CREATE TABLE event_text (
  -- No reference: it comes back with an event whose deletion is undone.
  event TEXT PRIMARY KEY CHECK (event <> ''),
  file INTEGER NOT NULL REFERENCES imported_file ON DELETE CASCADE,
  position INTEGER NOT NULL,
  uid TEXT NOT NULL CHECK (uid <> ''),
  -- The original start of an exception.
  recurrence_id TEXT NOT NULL,
  text BLOB NOT NULL
) STRICT;

CREATE TABLE file_text (
  file INTEGER NOT NULL REFERENCES imported_file ON DELETE CASCADE,
  position INTEGER NOT NULL,
  text BLOB NOT NULL,
  PRIMARY KEY (file, position)
) STRICT;

CREATE TABLE former_name (
  calendar INTEGER NOT NULL REFERENCES calendar ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (name <> ''),
  event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
  PRIMARY KEY (calendar, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE former_text (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  -- No references: a text outlives a calendar that is not listed for a while.
  account TEXT NOT NULL CHECK (account <> ''),
  calendar TEXT NOT NULL CHECK (calendar <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  text BLOB NOT NULL,
  version TEXT NOT NULL,
  -- A sum of what was written in its place; NULL where the resource was deleted.
  written TEXT,
  -- The version of that; NULL as long as it is not known.
  after TEXT
) STRICT;

CREATE TABLE import_change (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  -- The place of the import in the journal.
  import INTEGER NOT NULL,
  -- No reference: while it is undone there may be no such row.
  event TEXT NOT NULL CHECK (event <> ''),
  state TEXT CHECK (state IS NULL OR json_valid(state)),
  file INTEGER,
  position INTEGER,
  uid TEXT,
  recurrence_id TEXT,
  text BLOB
) STRICT;

CREATE TABLE imported_file (
  key INTEGER PRIMARY KEY,
  calendar INTEGER NOT NULL REFERENCES calendar ON DELETE CASCADE,
  -- The zone in which its floating times were read.
  zone TEXT NOT NULL
) STRICT;

CREATE TABLE journal (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  -- No reference: an edit that deleted its event is undone when there is no such row.
  event TEXT NOT NULL CHECK (event <> ''),
  account TEXT NOT NULL CHECK (account <> ''),
  made_at REAL NOT NULL,
  is_undone INTEGER NOT NULL DEFAULT 0 CHECK (is_undone IN (0, 1)),
  -- What was done last: the edit or, while it is undone, its reverse.
  step TEXT NOT NULL CHECK (json_valid(step)),
  -- What that reversed; it holds again when `step` is discarded.
  earlier TEXT CHECK (earlier IS NULL OR json_valid(earlier)),
  -- Why it can never be reversed; then it is passed over.
  obstacle TEXT
, batch INTEGER) STRICT;

CREATE TABLE link_choice (
  key INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  -- The series, or the event that is of none, as its service names it, or as it is named here.
  event TEXT NOT NULL CHECK (event <> ''),
  choice TEXT NOT NULL CHECK (json_valid(choice)),
  UNIQUE (account, event)
) STRICT;

CREATE TABLE made_meeting (
  key INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  host TEXT NOT NULL CHECK (host <> ''),
  id TEXT NOT NULL CHECK (id <> ''),
  url TEXT NOT NULL,
  asked TEXT NOT NULL CHECK (json_valid(asked)),
  -- No references: it outlives its event and the account of that.
  event TEXT NOT NULL,
  account TEXT NOT NULL,
  calendar TEXT NOT NULL,
  title TEXT NOT NULL,
  time TEXT NOT NULL CHECK (json_valid(time)),
  made_at REAL, is_adopted INTEGER NOT NULL DEFAULT 0
  CHECK (is_adopted IN (0, 1)),
  UNIQUE (provider, host, id)
) STRICT;

CREATE TABLE meeting_settings (
  key INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  host TEXT NOT NULL CHECK (host <> ''),
  -- What the host knows the meeting by: see `MeetingAddress`.
  meeting TEXT NOT NULL CHECK (meeting <> ''),
  read TEXT CHECK (read IS NULL OR json_valid(read)),
  read_at REAL,
  sent TEXT NOT NULL CHECK (json_valid(sent)),
  sent_at REAL,
  problem TEXT,
  UNIQUE (provider, host, meeting)
) STRICT;

CREATE TABLE meeting_task (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  -- No reference: it outlives its event.
  event TEXT NOT NULL CHECK (event <> ''),
  task TEXT NOT NULL CHECK (json_valid(task)),
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- When it may be tried; while it is being tried, when that is given up.
  not_before REAL,
  failure TEXT
, title TEXT NOT NULL DEFAULT '', begun_at REAL) STRICT;

CREATE TABLE operation (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  -- No cascade: an edit is never lost with its event.
  event INTEGER NOT NULL REFERENCES event ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (kind IN ('create', 'update', 'delete', 'respond')),
  edit TEXT NOT NULL CHECK (json_valid(edit)),
  submitted_at REAL NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'in_flight', 'refused')),
  -- Who sends it: see LockFile.
  owner INTEGER CHECK ((owner IS NOT NULL) = (state = 'in_flight')),
  may_have_happened INTEGER NOT NULL DEFAULT 0 CHECK (may_have_happened IN (0, 1)),
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  not_before REAL,
  failure TEXT CHECK (failure IS NOT NULL OR state <> 'refused')
, under_way_since REAL, meeting TEXT CHECK (meeting IS NULL OR json_valid(meeting)), is_outdated INTEGER NOT NULL DEFAULT 0
  CHECK (is_outdated IN (0, 1))) STRICT;

CREATE TABLE previewed_edit (
  sequence INTEGER PRIMARY KEY,
  edit TEXT NOT NULL
) STRICT;

CREATE TABLE reading (
  calendar INTEGER NOT NULL REFERENCES calendar ON DELETE CASCADE,
  -- The stretch's place in the order of reading.
  stretch INTEGER NOT NULL,
  -- The stretch, in seconds since 1970.
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL CHECK (ends >= starts),
  -- What the next page is asked for with; NULL when the stretch was read to its end.
  cursor TEXT CHECK (cursor <> ''),
  -- The service's time up to which changes are known; when the reading began, to begin with.
  known_until REAL NOT NULL,
  -- When the reading began, by the clock here.
  began REAL NOT NULL, sync_token TEXT CHECK (sync_token <> ''),
  PRIMARY KEY (calendar, stretch)
) STRICT;

CREATE TABLE returned_text (
  event TEXT PRIMARY KEY CHECK (event <> ''),
  account TEXT NOT NULL,
  calendar TEXT NOT NULL,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE revision (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (title, place, organizer, people, notes, facts, content = '',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', detail = full,
  columnsize = 0);

CREATE VIRTUAL TABLE search_term USING fts5vocab (search, instance);

CREATE TABLE series_days (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  first INTEGER NOT NULL,
  last INTEGER NOT NULL CHECK (last >= first)
) STRICT;

CREATE TABLE series_master (
  calendar INTEGER NOT NULL REFERENCES calendar ON DELETE CASCADE,
  remote_id TEXT NOT NULL CHECK (remote_id <> ''),
  -- NULL where the service has none, as for a guest of single occurrences.
  master TEXT CHECK (master IS NULL OR json_valid(master)),
  -- Whether an occurrence has changed since it was read.
  is_outdated INTEGER NOT NULL DEFAULT 0 CHECK (is_outdated IN (0, 1)), revision INTEGER NOT NULL DEFAULT 0, former TEXT CHECK (former IS NULL OR json_valid(former)), followed TEXT CHECK (followed IS NULL OR json_valid(followed)), unfinished TEXT CHECK (unfinished IS NULL OR json_valid(unfinished)),
  PRIMARY KEY (calendar, remote_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE series_preview (
  event INTEGER PRIMARY KEY REFERENCES event ON DELETE CASCADE,
  base TEXT NOT NULL CHECK (json_valid(base))
) STRICT;

CREATE TABLE step (
  operation INTEGER NOT NULL REFERENCES operation ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  step TEXT NOT NULL CHECK (json_valid(step)),
  PRIMARY KEY (operation, position)
) STRICT;

CREATE TABLE unreadable (
  calendar INTEGER NOT NULL REFERENCES calendar ON DELETE CASCADE,
  remote_id TEXT NOT NULL CHECK (remote_id <> ''),
  -- A sentence that names it, and says why.
  reason TEXT NOT NULL, stretch INTEGER,
  PRIMARY KEY (calendar, remote_id)
) STRICT;

CREATE TRIGGER account_address AFTER UPDATE OF grants, grant_id ON account
  WHEN old.own_address IS NOT (SELECT lower(json_extract(value, '$.email')) FROM json_each(new.grants)
  WHERE json_extract(value, '$.id') = new.grant_id
    OR json_extract(value, '$.email') = new.grant_id LIMIT 1)
BEGIN UPDATE account SET own_address = (SELECT lower(json_extract(value, '$.email')) FROM json_each(new.grants)
  WHERE json_extract(value, '$.id') = new.grant_id
    OR json_extract(value, '$.email') = new.grant_id LIMIT 1) WHERE key = new.key; END;

CREATE TRIGGER account_appears AFTER INSERT ON account
BEGIN UPDATE account SET own_address = (SELECT lower(json_extract(value, '$.email')) FROM json_each(new.grants)
  WHERE json_extract(value, '$.id') = new.grant_id
    OR json_extract(value, '$.email') = new.grant_id LIMIT 1) WHERE key = new.key; END;

CREATE TRIGGER account_responses AFTER UPDATE OF own_address ON account
  WHEN old.own_address IS NOT new.own_address
BEGIN
  UPDATE event SET response = (SELECT json_extract(value, '$.response')
  FROM event_detail CROSS JOIN json_each(event_detail.participants)
  WHERE event_detail.event = event.key AND lower(json_extract(value, '$.email')) = new.own_address
    AND lower(json_extract(organizer, '$.email')) IS NOT new.own_address LIMIT 1)
  WHERE calendar IN (SELECT key FROM calendar WHERE account = new.key)
    AND key IN (SELECT event FROM event_detail WHERE participants <> '[]');
END;

CREATE TRIGGER event_renamed AFTER UPDATE OF remote_id ON event
  WHEN old.remote_id <> new.remote_id AND old.remote_id <> new.id
BEGIN
  INSERT OR REPLACE INTO former_name (calendar, name, event)
    VALUES (new.calendar, old.remote_id, new.key);
END;

CREATE TRIGGER search_added AFTER INSERT ON event_detail
BEGIN INSERT INTO search (rowid, title, place, organizer, people, notes, facts) SELECT id, title, place, organizer, people, notes, facts FROM event_words WHERE event = new.event; END;

CREATE TRIGGER search_leaves BEFORE UPDATE OF title, location, is_all_day, begins, status, is_deleted, is_hidden, calendar, provider, conferencing_state, series_part, response, is_private ON event
  WHEN old.title IS NOT new.title OR old.location IS NOT new.location OR old.is_all_day IS NOT new.is_all_day OR old.begins IS NOT new.begins OR old.status IS NOT new.status OR old.is_deleted IS NOT new.is_deleted OR old.is_hidden IS NOT new.is_hidden OR old.calendar IS NOT new.calendar OR old.provider IS NOT new.provider OR old.conferencing_state IS NOT new.conferencing_state OR old.series_part IS NOT new.series_part OR old.response IS NOT new.response OR old.is_private IS NOT new.is_private
BEGIN INSERT INTO search (search, rowid, title, place, organizer, people, notes, facts)
  SELECT 'delete', id, title, place, organizer, people, notes, facts FROM event_words WHERE event = old.key; END;

CREATE TRIGGER search_removed BEFORE DELETE ON event
BEGIN INSERT INTO search (search, rowid, title, place, organizer, people, notes, facts)
  SELECT 'delete', id, title, place, organizer, people, notes, facts FROM event_words WHERE event = old.key; END;

CREATE TRIGGER search_returns AFTER UPDATE OF title, location, is_all_day, begins, status, is_deleted, is_hidden, calendar, provider, conferencing_state, series_part, response, is_private ON event
  WHEN old.title IS NOT new.title OR old.location IS NOT new.location OR old.is_all_day IS NOT new.is_all_day OR old.begins IS NOT new.begins OR old.status IS NOT new.status OR old.is_deleted IS NOT new.is_deleted OR old.is_hidden IS NOT new.is_hidden OR old.calendar IS NOT new.calendar OR old.provider IS NOT new.provider OR old.conferencing_state IS NOT new.conferencing_state OR old.series_part IS NOT new.series_part OR old.response IS NOT new.response OR old.is_private IS NOT new.is_private
BEGIN INSERT INTO search (rowid, title, place, organizer, people, notes, facts) SELECT id, title, place, organizer, people, notes, facts FROM event_words WHERE event = new.key; END;

CREATE TRIGGER search_text_leaves
  BEFORE UPDATE OF description, participants, organizer, words ON event_detail
  WHEN old.description IS NOT new.description OR old.participants IS NOT new.participants OR old.organizer IS NOT new.organizer OR old.words IS NOT new.words
BEGIN INSERT INTO search (search, rowid, title, place, organizer, people, notes, facts)
  SELECT 'delete', id, title, place, organizer, people, notes, facts FROM event_words WHERE event = old.event; END;

CREATE TRIGGER search_text_returns
  AFTER UPDATE OF description, participants, organizer, words ON event_detail
  WHEN old.description IS NOT new.description OR old.participants IS NOT new.participants OR old.organizer IS NOT new.organizer OR old.words IS NOT new.words
BEGIN INSERT INTO search (rowid, title, place, organizer, people, notes, facts) SELECT id, title, place, organizer, people, notes, facts FROM event_words WHERE event = new.event; END;

CREATE TRIGGER series_changes AFTER UPDATE OF title, location, status, is_read_only, provider, conferencing_state, is_waiting, refusal, has_conflict, response, is_private ON event
  WHEN new.series_part = 1
BEGIN
  UPDATE event SET title = new.title, location = new.location, status = new.status, is_read_only = new.is_read_only, provider = new.provider, conferencing_state = new.conferencing_state, is_waiting = new.is_waiting, refusal = new.refusal, has_conflict = new.has_conflict, response = new.response, is_private = new.is_private
  WHERE series = new.key AND series_part = 2;
END;

CREATE VIEW event_words (event, id, title, place, organizer, people, notes, facts) AS
  SELECT event.key,
    (CASE is_all_day WHEN 1 THEN begins + 719163
      ELSE (begins + 719163 * 86400) / 86400 END) * 134217728
      + event.key % 134217728,
    CASE WHEN words IS NULL THEN title ELSE json_extract(words, '$[0]') END,
    CASE WHEN words IS NULL THEN location ELSE json_extract(words, '$[1]') END,
    CASE WHEN words IS NULL THEN coalesce(
        json_extract(organizer, '$.name') || '  ' || json_extract(organizer, '$.email'), '')
      ELSE json_extract(words, '$[2]') END,
    CASE WHEN words IS NULL THEN coalesce((SELECT group_concat(
          json_extract(value, '$.name') || '  ' || json_extract(value, '$.email'), '  ')
        FROM json_each(participants)), '')
      ELSE json_extract(words, '$[3]') END,
    CASE WHEN words IS NULL THEN description ELSE json_extract(words, '$[4]') END,
    char(57344) || 'c' || calendar || CASE WHEN provider IS NOT NULL OR conferencing_state <> 'none' THEN ' ' || char(57344) || 'link' ELSE '' END || CASE WHEN series_part <> 0 THEN ' ' || char(57344) || 'recurring' ELSE '' END || CASE WHEN series_part = 1 THEN ' ' || char(57344) || 'series' ELSE '' END || CASE WHEN is_private = 1 THEN ' ' || char(57344) || 'private' ELSE '' END || CASE WHEN status = 'tentative' THEN ' ' || char(57344) || 'tentative' ELSE '' END || coalesce(' ' || char(57344) || 'r' || response, '') || coalesce(' ' || char(57344) || 'p' || replace(substr(lower(provider), 1, 60), ' ', ' ' || char(57344) || 'p'), '')
  FROM event JOIN event_detail ON event_detail.event = event.key
  WHERE is_listed = 1
    OR (series_part = 1 AND is_deleted = 0
      AND status <> 'cancelled');
