/// How an online meeting is set.
///
/// Source: Microsoft Graph v1.0, resource type `onlineMeeting`.
struct GraphMeetingSettings: Equatable, Sendable {
  var lobby = "organization"
  var presenters = "everyone"
  var chat = "enabled"
  var recordsAutomatically = false

  static let properties: Set = [
    "lobbyBypassSettings", "allowedPresenters", "allowMeetingChat", "recordAutomatically",
  ]

  /// Values that came after the first version: hidden from whoever does not ask for them.
  private static let later: Set = ["invited", "organizationExcludingGuests"]
  private static let lobbies: Set = later.union([
    "organizer", "organization", "organizationAndFederated", "everyone",
  ])

  /// Takes over what a body says.
  ///
  /// - Parameters:
  ///   - body: The body.
  ///   - refused: What the policy of the organizer does not let them choose.
  /// - Throws: 400 that names the property; 403 for what the policy does not allow.
  mutating func apply(_ body: [String: JSON], refusing refused: Set<String>) throws(GraphError) {
    if let name = refused.sorted().first(where: { body[$0] != nil }) {
      throw GraphError(
        status: 403,
        code: "Forbidden",
        message: "\(name): the meeting policy of the organizer does not allow it."
      )
    }
    if let value = body["lobbyBypassSettings"] {
      guard let fields = value.object,
        fields.keys.allSatisfy({ ["scope", "isDialInBypassEnabled", "@odata.type"].contains($0) })
      else { throw .invalid("lobbyBypassSettings is not valid.", code: "BadRequest") }
      lobby = try Self.word(fields["scope"], of: "lobbyBypassSettings", Self.lobbies) ?? lobby
    }
    presenters =
      try Self.word(
        body["allowedPresenters"],
        of: "allowedPresenters",
        ["everyone", "organization", "roleIsPresenter", "organizer"]
      ) ?? presenters
    chat =
      try Self.word(
        body["allowMeetingChat"],
        of: "allowMeetingChat",
        ["enabled", "disabled", "limited"]
      ) ?? chat
    if let value = body["recordAutomatically"] {
      guard let flag = value.bool else {
        throw .invalid("recordAutomatically is not valid.", code: "BadRequest")
      }
      recordsAutomatically = flag
    }
  }

  private static func word(
    _ value: JSON?,
    of name: String,
    _ known: Set<String>
  ) throws(GraphError) -> String? {
    guard let value else { return nil }
    guard let word = value.string, known.contains(word) else {
      throw .invalid("\(name) is not valid.", code: "BadRequest")
    }
    return word
  }

  /// The properties, as a request is answered.
  ///
  /// - Parameter showsAll: Whether the request asks for values that came later.
  /// - Returns: The members.
  func members(showsAll: Bool) -> [String: JSON] {
    let scope = showsAll || !Self.later.contains(lobby) ? lobby : "unknownFutureValue"
    return [
      "lobbyBypassSettings": ["scope": .string(scope), "isDialInBypassEnabled": false],
      "allowedPresenters": .string(presenters), "allowMeetingChat": .string(chat),
      "recordAutomatically": .bool(recordsAutomatically),
    ]
  }
}

extension SandboxWorld {
  /// `GET /me/onlineMeetings?$filter=JoinWebUrl eq '…'`: the one meeting of a link.
  ///
  /// Only who called a meeting is told of it, and there is no list of all.
  func findGraphMeeting(_ call: GraphCall) throws(GraphError) -> APIAnswer {
    let filter = try call.query(["$filter"])["$filter"] ?? ""
    let prefix = "joinweburl eq '"
    guard filter.lowercased().hasPrefix(prefix), filter.hasSuffix("'") else {
      throw .invalid("The filter of onlineMeetings is not supported.", code: "BadRequest")
    }
    let url = String(filter.dropFirst(prefix.count).dropLast()).replacing("''", with: "'")
    if let known = graph.onlineMeetings.values.first(where: { $0.meeting.url == url }) {
      return .ok(["value": [known.json(call)]])
    }
    let events = graph.events.values.flatMap { [$0] + $0.exceptions.values }
    guard let event = events.first(where: { $0.meeting?.url == url }), let meeting = event.meeting
    else {
      throw GraphError(status: 404, code: "NotFound", message: "Organizer Id mismatch.")
    }
    guard event.isOrganizer else {
      throw GraphError(
        status: 403,
        code: "Forbidden",
        message: "The user is not the organizer of the meeting."
      )
    }
    let online = GraphOnlineMeeting(
      id: meeting.id,
      externalID: nil,
      meeting: meeting,
      passcode: "abc234",
      created: event.created,
      subject: event.subject,
      start: event.start,
      end: event.end
    )
    graph.onlineMeetings[online.id] = online
    return .ok(["value": [online.json(call)]])
  }

  /// Has the list of all meetings say how one is set.
  func noteSettings(of online: GraphOnlineMeeting) {
    guard let index = meetings.firstIndex(where: { $0.url == online.meeting.url }) else { return }
    meetings[index].settings = online.settings.members(showsAll: true)
  }
}

extension GraphEvent {
  /// The meeting that is on the event.
  fileprivate var meeting: GraphMeeting? {
    if case .ready(let meeting) = online { meeting } else { nil }
  }
}
