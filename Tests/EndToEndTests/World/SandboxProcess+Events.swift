import Foundation

extension SandboxProcess {
  /// An event at the service, as far as tests ask.
  struct StoredEvent {
    var id: String
    var title: String
    var location: String
    var description: String
    /// Whether a link is wished for that is not made yet.
    var isPending: Bool
    var provider: String?
    var url: String?
  }

  /// All events of the two calendar accounts from a few days back to some weeks ahead.
  func events() async throws -> [StoredEvent] {
    let now = Int(clock.now.timeIntervalSince1970)
    let window = "start=\(now - 20 * 86_400)&end=\(now + 60 * 86_400)&limit=200"
    var events: [StoredEvent] = []
    for grant in try [google, microsoft] {
      for calendar in try await list("/v3/grants/\(grant)/calendars") {
        let id = calendar["id"].text?.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        let path = "/v3/grants/\(grant)/events?calendar_id=\(id ?? "")&\(window)"
        events += try await list(path).map(Self.event)
      }
    }
    return events
  }

  /// Has something go wrong.
  func fault(_ json: String) async throws {
    let (status, answer) = try await send("POST", "/_sandbox/faults", json)
    guard status == 200 else { throw WorldError("no such fault: \(answer)") }
  }

  /// Ends what goes wrong.
  func clearFaults() async throws { _ = try await send("DELETE", "/_sandbox/faults", "") }

  /// All pages of a list.
  private func list(_ path: String) async throws -> [JSON] {
    var found: [JSON] = []
    var token: String?
    repeat {
      let page = token.map { (path.contains("?") ? "&" : "?") + "page_token=\($0)" } ?? ""
      let (status, answer) = try await send("GET", path + page, "")
      guard status == 200 else { throw WorldError("GET \(path): \(status) \(answer)") }
      found += answer["data"].list
      token = answer["next_cursor"].text
    } while token != nil
    return found
  }

  private static func event(_ json: JSON) -> StoredEvent {
    let conferencing = json["conferencing"]
    return StoredEvent(
      id: json["id"].text ?? "",
      title: json["title"].text ?? "",
      location: json["location"].text ?? "",
      description: json["description"].text ?? "",
      isPending: !conferencing["autocreate"].isNull,
      provider: conferencing["provider"].text,
      url: conferencing["details"]["url"].text
    )
  }
}
