/// A calendar of the stand-in.
struct CalDAVFolder: Sendable {
  /// A resource of it.
  struct Resource: Sendable {
    var bytes: [UInt8]
    var uid: String
    /// Counts the writings of all resources; the tag is made of it.
    var version: Int
    /// The tag that answers of others do not change; `nil` without attendees.
    var scheduleVersion: Int?
  }

  /// Its name for users.
  var title: String
  var color = ""
  /// The components that it takes.
  var components = ["VEVENT"]
  /// Whether the user may not write.
  var isReadOnly = false
  /// Its resources, by their names.
  private(set) var resources: [String: Resource] = [:]
  /// What was written or removed, in this order.
  private(set) var history: [String] = []
  /// Counts up when the tokens that were given out are to hold no longer.
  var tokenGeneration = 0

  init(title: String, color: String = "") { (self.title, self.color) = (title, color) }

  /// Writes a resource; its Schedule-Tag stays where it only has another's answer in it.
  mutating func write(_ name: String, _ bytes: [UInt8], _ text: CalDAVText, keepsScheduleTag: Bool)
  {
    history.append(name)
    let old = resources[name]?.scheduleVersion
    resources[name] = Resource(
      bytes: bytes,
      uid: text.uid ?? "",
      version: history.count,
      scheduleVersion: !text.isSchedulingObject
        ? nil : keepsScheduleTag ? old ?? history.count : history.count
    )
  }

  /// Removes a resource.
  mutating func remove(_ name: String) {
    guard resources.removeValue(forKey: name) != nil else { return }
    history.append(name)
  }

  /// The token up to now.
  var token: String { token(history.count) }

  /// The token of a place in the history; not an address, which it need not be.
  func token(_ place: Int) -> String { "\(start)\(place)" }

  /// The place of a token; `nil` when it is not known any more.
  func place(of token: String) -> Int? {
    guard token.hasPrefix(start), let place = Int(token.dropFirst(start.count)),
      0...history.count ~= place
    else { return nil }
    return place
  }

  private var start: String { "stand-in-\(tokenGeneration)-" }
}
