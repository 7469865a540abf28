import CalendarCore
import ConferencingCore
import TOMLKit

/// Reads `[rooms]`: permanent links by name.
///
///     [rooms]
///     ada = "https://meet.example.com/ada"
///
///     [rooms.team]
///     link = "https://us02web.zoom.us/j/82021512759?pwd=abc"
///     access_code = "415355"
enum RoomsSection {
  private static let name = "rooms"
  private static let keys = ["link", "provider", "meeting_code", "access_code", "pin", "phones"]

  /// Reads the section of a file, in the order of the file.
  ///
  /// - Throws: ``ConfigurationError`` for an unknown key or a link that is none.
  static func read(
    _ table: TOMLTable,
    in file: ConfigurationFile
  ) throws(ConfigurationError) -> [MeetingRoom] {
    guard let section = table[name]?.table else {
      throw file.problem(
        name,
        in: "",
        "rooms is a table: [rooms], then lines like team = \"https://meet.example.com/team\"."
      )
    }
    var rooms: [(line: Int, room: MeetingRoom)] = []
    for key in section.keys {
      let room: MeetingRoom
      let line: Int?
      if let table = section[key]?.table {
        room = try self.room(key, table, in: file)
        line = file.line(of: nil, in: "\(name).\(key)")
      } else {
        let url = try file.string(section, key, in: name)
        room = try self.room(
          key,
          ConferencingDetails(provider: .unknown, url: url),
          key,
          name,
          file
        )
        line = file.line(of: key, in: name)
      }
      rooms.append((line ?? 0, room))
    }
    return rooms.sorted { $0.line < $1.line }.map(\.room)
  }

  private static func room(
    _ key: String,
    _ table: TOMLTable,
    in file: ConfigurationFile
  ) throws(ConfigurationError) -> MeetingRoom {
    let section = "\(name).\(key)"
    for unknown in table.keys where !keys.contains(unknown) {
      throw file.problem(
        unknown,
        in: section,
        "\"\(unknown)\" is not known in a room. Known are \(keys.joined(separator: ", "))."
      )
    }
    func text(_ key: String) throws(ConfigurationError) -> String? {
      try table.contains(key: key) ? file.string(table, key, in: section) : nil
    }
    guard let link = try text("link") else {
      throw file.problem(
        nil,
        in: section,
        "A room needs link, such as \"https://meet.example.com/x\"."
      )
    }
    var phones: [String] = []
    if table.contains(key: "phones") {
      let texts = table["phones"]?.array?.map(\.string) ?? [nil]
      phones = texts.compactMap(\.self)
      guard phones.count == texts.count else {
        throw file.problem(
          "phones",
          in: section,
          "phones is a list: phones = [\"+49 69 7104 9922\"]."
        )
      }
    }
    let details = ConferencingDetails(
      provider: try text("provider").map { ConferencingProvider($0) } ?? .unknown,
      url: link,
      meetingCode: try text("meeting_code"),
      accessCode: try text("access_code"),
      pin: try text("pin"),
      phones: phones
    )
    return try room(key, details, nil, section, file)
  }

  /// A room whose link follows the rules.
  private static func room(
    _ room: String,
    _ given: ConferencingDetails,
    _ key: String?,
    _ section: String,
    _ file: ConfigurationFile
  ) throws(ConfigurationError) -> MeetingRoom {
    var details = given
    details.url = DetailsRules.givenURL(given.url)
    if details.provider == .unknown, let link = LinkRecognition.recognize(details.url) {
      details.provider = link.provider
    }
    if let violation = DetailsRules.violations(of: details).first {
      let keys: [ConferencingField: String] = [
        .url: "link", .meetingCode: "meeting_code", .accessCode: "access_code", .pin: "pin",
      ]
      throw file.problem(key ?? keys[violation.field] ?? "phones", in: section, violation.message)
    }
    return MeetingRoom(name: room, details: details)
  }
}
