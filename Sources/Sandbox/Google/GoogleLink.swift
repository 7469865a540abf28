/// The conference on an event at Google.
enum GoogleLink: Equatable, Sendable {
  case none
  /// A Meet that was asked for and is not made yet.
  case pending(requestID: String, deadline: Duration, replacing: String?)
  /// A Meet; without a request where it came with the event.
  case meet(requestID: String?, code: String, pin: String, phone: String)
  /// A Meet that could not be made.
  case failed(requestID: String)
  /// What an add-on has put there.
  case addOn(JSON)

  /// The request that it came from.
  var requestID: String? {
    switch self {
    case .pending(let id, _, _), .failed(let id): id
    case .meet(let id, _, _, _): id
    case .none, .addOn: nil
    }
  }

  var hangoutLink: String? {
    if case .meet(_, let code, _, _) = self { "https://meet.google.com/\(code)" } else { nil }
  }

  /// `conferenceData`; `nil` where there is none.
  var json: JSON? {
    switch self {
    case .none: return nil
    case .addOn(let data): return data
    case .pending(let id, _, _): return ["createRequest": Self.request(id, "pending")]
    case .failed(let id): return ["createRequest": Self.request(id, "failure")]
    case .meet(let id, let code, let pin, let phone):
      let url = "https://meet.google.com/\(code)"
      let number = phone.filter { $0 != " " }
      var data: [String: JSON] = [
        "conferenceId": .string(code), "signature": "AGirE/Jmi4pFHkq0kcqgRyOuAR2r",
        "conferenceSolution": [
          "key": ["type": "hangoutsMeet"], "name": "Google Meet",
          "iconUri": "https://fonts.gstatic.com/s/i/productlogos/meet_2020q4/v6/192px.svg",
        ],
        "entryPoints": [
          [
            "entryPointType": "video", "uri": .string(url),
            "label": .string("meet.google.com/\(code)"),
          ],
          [
            "entryPointType": "more", "pin": .string(pin),
            "uri": .string("https://tel.meet/\(code)?pin=\(pin)"),
          ],
          [
            "entryPointType": "phone", "uri": .string("tel:\(number)"), "label": .string(phone),
            "pin": .string(pin), "regionCode": "DE",
          ],
        ],
      ]
      if let id { data["createRequest"] = Self.request(id, "success") }
      return .object(data)
    }
  }

  private static func request(_ id: String, _ status: String) -> JSON {
    [
      "requestId": .string(id), "conferenceSolutionKey": ["type": "hangoutsMeet"],
      "status": ["statusCode": .string(status)],
    ]
  }
}

/// What a request does to the conference of an event.
enum GoogleLinkChange: Equatable, Sendable {
  case untouched
  case strip
  case create(requestID: String)
  /// A Meet that exists elsewhere.
  case copy(code: String)

  /// Reads `conferenceData` of a body.
  ///
  /// - Parameters:
  ///   - value: The member; `nil` where it is missing.
  ///   - version: `conferenceDataVersion`; with 0 the member is ignored.
  ///   - current: The conference that the event has.
  ///   - calendar: The calendar.
  /// - Throws: 400 as the service refuses.
  init(
    _ value: JSON?,
    version: Int,
    current: GoogleLink,
    calendar: GoogleCalendar
  ) throws(GoogleError) {
    guard version == 1, let value, value != current.json else {
      self = .untouched
      return
    }
    if value == .null {
      self = .strip
      return
    }
    guard let data = value.object else { throw .invalid("Invalid conference data") }
    if let request = data["createRequest"] {
      self = try Self.asked(request, current: current, calendar: calendar)
      return
    }
    switch data["conferenceSolution"]?.object?["key"]?.object?["type"]?.string {
    case nil: self = .untouched  // Taken, and silently dropped.
    case "hangoutsMeet":
      let host = "https://meet.google.com/"
      let video = data["entryPoints"]?.array?.compactMap(\.object).first {
        $0["entryPointType"]?.string == "video"
      }
      guard calendar.allowsMeet, let uri = video?["uri"]?.string, uri.hasPrefix(host) else {
        throw .invalid("Invalid conference type value.")
      }
      self = .copy(code: String(uri.dropFirst(host.count)))
    default: throw .invalid("Invalid conference data")
    }
  }

  private static func asked(
    _ request: JSON,
    current: GoogleLink,
    calendar: GoogleCalendar
  ) throws(GoogleError) -> GoogleLinkChange {
    guard let id = request.object?["requestId"]?.string, !id.isEmpty else {
      throw .invalid("Missing conference request id.")
    }
    // A request that was seen before is ignored, whatever else it says.
    if id == current.requestID { return .untouched }
    let type = request.object?["conferenceSolutionKey"]?.object?["type"]?.string
    guard type == "hangoutsMeet", calendar.allowsMeet else {
      throw .invalid("Invalid conference type value.")
    }
    return .create(requestID: id)
  }
}
