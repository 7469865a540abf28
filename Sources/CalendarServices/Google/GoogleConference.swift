import ConferencingCore

/// `conferenceData` as Google sends it, made by Google or by anybody's add-on.
///
/// Source: Google Calendar API v3, `ConferenceData`.
struct GoogleConference: Decodable, Sendable {
  /// The meeting.
  let conferencing: Conferencing
  /// Why the Meet that was asked for was not made.
  let failure: String?

  private enum CodingKeys: String, CodingKey {
    case createRequest, conferenceSolution, entryPoints, conferenceId
  }

  private struct Solution: Decodable {
    let type: String?
    let name: String?

    private enum CodingKeys: String, CodingKey {
      case key, name, type, status, statusCode, conferenceSolutionKey
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = container.text(.name)
      let key =
        container.lenient(Solution.self, .key)
        ?? container.lenient(Solution.self, .conferenceSolutionKey)
      type = container.text(.type) ?? key?.type
    }
  }

  private struct Request: Decodable {
    let status: String?

    private enum CodingKeys: String, CodingKey { case status, statusCode }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      status = container.text(.statusCode) ?? container.lenient(Request.self, .status)?.status
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let entries = container.elements(GoogleEntryPoint.self, .entryPoints)
    let asked = container.lenient(Solution.self, .createRequest)
    let solution = container.lenient(Solution.self, .conferenceSolution) ?? asked
    let isMeet = solution?.type == "hangoutsMeet"
    let details = GoogleEntryPoint.details(
      entries,
      code: isMeet ? container.text(.conferenceId) : nil,
      provider: isMeet ? .googleMeet : nil,
      name: solution?.name
    )
    let status = container.lenient(Request.self, .createRequest)?.status
    if let details {
      conferencing = .details(details)
      failure = nil
    } else if asked?.type == "hangoutsMeet", status != "failure", status != "success" {
      conferencing = .autocreate(Autocreate(provider: .googleMeet))
      failure = nil
    } else {
      conferencing = .none
      failure = status == "failure" ? Self.failed : nil
    }
  }

  private static let failed =
    "Google did not make the Google Meet link. Ask for it again, or use a link you have."
}

/// A way to join.
struct GoogleEntryPoint: Decodable, Sendable {
  private let type: String?
  private let uri: String?
  private let label: String?
  private let pin: String?
  private let meetingCode: String?
  private let accessCode: String?

  private enum CodingKeys: String, CodingKey {
    case uri, label, pin, meetingCode, accessCode, passcode, password
    case type = "entryPointType"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    type = container.text(.type)
    uri = container.text(.uri)
    label = container.text(.label)
    pin = container.text(.pin)
    meetingCode = container.text(.meetingCode)
    accessCode =
      container.text(.passcode) ?? container.text(.password) ?? container.text(.accessCode)
  }

  /// The most telephone numbers that are taken; an add-on may list those of the whole world.
  private static let mostPhones = 30

  /// What the ways to join come to; `nil` when there is none.
  ///
  /// - Parameters:
  ///   - entries: The ways.
  ///   - code: The code of the meeting, where no way names one.
  ///   - provider: Whose meeting it is; `nil` when the link has to tell.
  ///   - name: The name under which it was put on the event.
  /// - Returns: The details.
  static func details(
    _ entries: [GoogleEntryPoint],
    code: String?,
    provider: ConferencingProvider?,
    name: String?
  ) -> ConferencingDetails? {
    func first(_ type: String) -> GoogleEntryPoint? {
      entries.first { $0.type == type && $0.uri != nil }
    }
    let phones = entries.filter { $0.type == "phone" }
    guard let way = first("video") ?? first("sip") ?? phones.first else { return nil }
    let url = way.type == "phone" ? "" : way.uri ?? ""
    let named = name.map { ConferencingProvider($0) }
    let known = named.flatMap { named in
      [.googleMeet, .zoomMeeting, .microsoftTeams, .webEx, .goToMeeting].contains(named)
        ? named : nil
    }
    return ConferencingDetails(
      provider: provider ?? LinkRecognition.recognize(url)?.provider ?? known ?? .unknown,
      url: url,
      meetingCode: way.meetingCode ?? entries.lazy.compactMap(\.meetingCode).first ?? code,
      accessCode: way.accessCode ?? entries.lazy.compactMap(\.accessCode).first,
      pin: entries.lazy.compactMap(\.pin).first,
      phones: Array(phones.compactMap(\.number).prefix(mostPhones))
    )
  }

  /// The number as people write it.
  private var number: String? {
    if let label, label.contains(where: \.isNumber) { return label }
    return uri.map { $0.hasPrefix("tel:") ? String($0.dropFirst(4)) : $0 }
  }
}
