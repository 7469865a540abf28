extension StoredEvent {
  /// The event as the service answers it.
  ///
  /// - Parameters:
  ///   - tentativeAsBusy: false shows an event that is only held as free.
  ///   - withMetadata: false for the import endpoint, which leaves it out.
  ///   - selection: the fields asked for; nil for all.
  /// - Returns: a JSON object.
  func json(
    tentativeAsBusy: Bool = true,
    withMetadata: Bool = true,
    selection: Set<String>? = nil
  ) -> JSON {
    var object: [String: JSON] = [
      "id": .string(id), "grant_id": .string(grantID), "calendar_id": .string(calendarID),
      "object": "event", "description": .optional(description),
      "location": .optional(location), "when": when.json,
      "busy": .bool(busy && (tentativeAsBusy || status != .maybe)),
      "status": .string(status.rawValue), "read_only": .bool(isReadOnly),
      "participants": .array(participants.map(\.json)), "resources": resources,
      "organizer": organizer.json, "creator": organizer.json, "reminders": reminders,
      "hide_participants": .bool(hidesParticipants), "ical_uid": .string(icalUID),
      "html_link": .string("https://calendar.sandbox.example/event/\(id)"),
      "created_at": .int(createdAt), "updated_at": .int(updatedAt),
    ]
    object["title"] = title.map(JSON.string)
    object["text_description"] = .optional(description.map(PlainText.of))
    object["visibility"] = visibility.map(JSON.string)
    object["capacity"] = capacity.map(JSON.int)
    object["conferencing"] = conferencing.json
    object["master_event_id"] = masterEventID.map(JSON.string)
    object["original_start_time"] = originalStart.map(JSON.int)
    if isMaster { object["recurrence"] = .array(recurrence.map(JSON.string)) }
    if withMetadata { object["metadata"] = .object(metadata.mapValues(JSON.string)) }
    if let selection { object = object.filter { selection.contains($0.key) } }
    return .object(object)
  }
}

/// The readable text of a description that may be HTML.
enum PlainText {
  static func of(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "<")), text.contains("</") else { return text }
    var plain = ""
    var isInTag = false
    var tag = ""
    for character in text {
      switch (character, isInTag) {
      case ("<", false): (isInTag, tag) = (true, "")
      case (">", true):
        isInTag = false
        if ["br", "br/", "br /", "/p", "/div", "/li"].contains(tag.lowercased()) { plain += "\n" }
      case (_, true): tag.append(character)
      case (_, false): plain.append(character)
      }
    }
    let entities = [
      ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", "\""), ("&amp;", "&"),
    ]
    return entities.reduce(plain) { $0.replacing($1.0, with: $1.1) }
  }
}
