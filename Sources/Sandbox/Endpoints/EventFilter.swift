import Foundation

/// What a list of events is narrowed to.
struct EventFilter: Sendable {
  private var title: String?
  private var description: String?
  private var location: String?
  private var busy: Bool?
  private var attendees: Set<String>?
  private var icalUID: String?
  private var masterEventID: String?
  private var metadata: (key: String, value: String)?
  private var updatedAfter: Int?
  private var updatedBefore: Int?
  private let showsCancelled: Bool
  private let expandsRecurring: Bool
  private let tentativeAsBusy: Bool

  /// Names that `ical_uid` cannot stand beside.
  private static let excludedByUID = [
    "start", "end", "title", "description", "location", "busy", "attendees", "master_event_id",
    "metadata_pair", "updated_after", "updated_before", "event_type",
  ]

  init(_ query: QueryParameters) throws(APIError) {
    title = query.string("title")?.lowercased()
    description = query.string("description")?.lowercased()
    location = query.string("location")?.lowercased()
    busy = try query.bool("busy")
    attendees = query.string("attendees").map { list in
      Set(list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces).lowercased() })
    }
    icalUID = query.string("ical_uid")
    if icalUID != nil, let other = Self.excludedByUID.first(where: query.has) {
      throw .invalid("\"ical_uid\" cannot be combined with \"\(other)\".")
    }
    masterEventID = query.string("master_event_id")
    updatedAfter = try query.int("updated_after")
    updatedBefore = try query.int("updated_before")
    showsCancelled = try query.bool("show_cancelled") ?? false
    expandsRecurring = try query.bool("expand_recurring") ?? true
    tentativeAsBusy = try query.bool("tentative_as_busy") ?? true
    if let pair = query.string("metadata_pair") {
      let parts = pair.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, ["key1", "key2", "key3", "key4", "key5"].contains(parts[0]) else {
        throw .invalid("\"metadata_pair\" must be key1:value, with a key from key1 to key5.")
      }
      metadata = (parts[0], parts[1])
    }
  }

  func admits(_ event: StoredEvent) -> Bool {
    guard showsCancelled || event.status != .cancelled else { return false }
    // A series shows as its occurrences or as its master, never as both.
    guard expandsRecurring ? !event.isMaster : event.masterEventID == nil || event.isException
    else { return false }
    if let masterEventID, event.masterEventID != masterEventID { return false }
    if let icalUID, event.icalUID != icalUID { return false }
    if let updatedAfter, event.updatedAt <= updatedAfter { return false }
    if let updatedBefore, event.updatedAt >= updatedBefore { return false }
    if let metadata, event.metadata[metadata.key] != metadata.value { return false }
    if let busy, busy != (event.busy && (tentativeAsBusy || event.status != .maybe)) {
      return false
    }
    if let attendees, attendees.isDisjoint(with: event.participants.map { $0.email.lowercased() }) {
      return false
    }
    return Self.contains(event.title, title) && Self.contains(event.description, description)
      && Self.contains(event.location, location)
  }

  private static func contains(_ text: String?, _ part: String?) -> Bool {
    guard let part, !part.isEmpty else { return true }
    return text?.lowercased().contains(part) ?? false
  }
}
