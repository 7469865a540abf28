/// What only some tenants and accounts do, switched on by `POST /_sandbox/graph`; what the service
/// always does beyond its documentation needs no switch.
struct GraphQuirks: Equatable, Sendable {
  /// Meetings outlive the removal of their text.
  var keepsMeetings = false
  /// Teams is not made although the calendar allows it: 201 with `isOnlineMeeting: false`, as for
  /// personal accounts and by an administrator's policy.
  var refusesTeams = false
  /// The settings of meetings that the policy of the tenant does not let an organizer choose.
  var refusedSettings: Set<String> = []
  /// Whether changes tell of a cancelled occurrence, as documented; the service has been seen to send
  /// its series again without it.
  ///
  /// Source: microsoft-graph-docs #4501.
  var tellsCancelled = false
  /// Whether events that are created are invitations by somebody else, which is for tests alone.
  var invites = false
}

extension GraphQuirks {
  /// Reads the members of a request's body, all optional.
  ///
  /// - Throws: 400 that names what is wrong.
  mutating func set(_ fields: FieldReader) throws(APIError) {
    keepsMeetings = try fields.bool("keep_meetings") ?? keepsMeetings
    refusesTeams = try fields.bool("refuse_teams") ?? refusesTeams
    refusedSettings = try fields.strings("refuse_settings").map { Set($0) } ?? refusedSettings
    tellsCancelled = try fields.bool("tell_cancelled") ?? tellsCancelled
    invites = try fields.bool("invite") ?? invites
  }
}
