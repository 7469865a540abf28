/// What the real service has been seen to do beyond its documentation, switched on by
/// `POST /_sandbox/graph`.
struct GraphQuirks: Equatable, Sendable {
  /// Meetings outlive the removal of their text.
  var keepsMeetings = false
  /// The next change of a body without the text puts a Teams meeting on again, with another URL.
  ///
  /// Source: microsoft-graph-docs #10618 and #16336.
  var togglesMeetings = false
  /// Teams is not made although the calendar allows it: 201 with `isOnlineMeeting: false`, as for
  /// personal accounts and by an administrator's policy.
  var refusesTeams = false
  /// Bodies come back as Exchange stores them: lines end with CR LF, and the head holds a `meta`.
  var rewritesBodies = false
  /// Changes do not tell of a cancelled occurrence: its series is sent again, without it.
  ///
  /// Source: microsoft-graph-docs #4501.
  var hidesCancelled = false
  /// The names of calendars that others share; their events are 404 below `me/events`.
  var shared: Set<String> = []
}

extension GraphQuirks {
  /// Reads the members of a request's body, all optional.
  ///
  /// - Throws: 400 that names what is wrong.
  mutating func set(_ fields: FieldReader) throws(APIError) {
    keepsMeetings = try fields.bool("keep_meetings") ?? keepsMeetings
    togglesMeetings = try fields.bool("toggle_meetings") ?? togglesMeetings
    refusesTeams = try fields.bool("refuse_teams") ?? refusesTeams
    rewritesBodies = try fields.bool("rewrite_bodies") ?? rewritesBodies
    hidesCancelled = try fields.bool("hide_cancelled") ?? hidesCancelled
    if let names = try fields.strings("shared") { shared = Set(names) }
  }
}
