import Foundation

/// What SQLite itself says of a cache file.
struct CacheCheck {
  /// What is wrong with the file; empty for a sound one.
  var damage: [String]
  /// The edits that the service has not confirmed.
  var waiting: [String]

  /// Looks into the cache of a world.
  init(_ world: World) throws {
    let script = """
      import json, sqlite3, sys
      db = sqlite3.connect(sys.argv[1])
      ask = lambda sql: [" ".join(map(str, row)) for row in db.execute(sql)]
      print(json.dumps({
        "damage": [row for row in ask("PRAGMA integrity_check") if row != "ok"]
          + ask("PRAGMA foreign_key_check"),
        "waiting": ask("SELECT event.title, kind, state, operation.failure FROM operation"
          " JOIN event ON event.key = operation.event ORDER BY sequence"),
      }))
      """
    let finished = try Finished(
      running: "/usr/bin/env",
      ["python3", "-c", script, world.folder + "/data/convene/convene.sqlite"],
      environment: world.environment,
      files: world.folder + "/check"
    )
    guard finished.status == 0 else { throw WorldError(finished.errors) }
    let answer = try JSON(finished.output)
    damage = answer["damage"].texts
    waiting = answer["waiting"].texts
  }
}
