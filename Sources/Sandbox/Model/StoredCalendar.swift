/// A calendar of a grant.
struct StoredCalendar: Equatable, Sendable {
  let id: String
  let grantID: String
  let name: String
  let description: String
  /// IANA name.
  let timeZone: String
  /// `#rrggbb`.
  let color: String
  let ownerEmail: String
  var isPrimary = false
  var isOwned = true
  var isReadOnly = false
  /// False where Google refuses to make a Meet link (`allowedConferenceSolutionTypes` is empty).
  var allowsMeet = true
}

extension StoredCalendar {
  /// The calendar as `GET …/calendars` shows it.
  var json: JSON {
    [
      "id": .string(id), "grant_id": .string(grantID), "object": "calendar",
      "name": .string(name), "description": .string(description),
      "timezone": .string(timeZone), "hex_color": .string(color),
      "hex_foreground_color": "#ffffff", "is_primary": .bool(isPrimary),
      "is_owned_by_user": .bool(isOwned), "owner_email": .string(ownerEmail),
      "read_only": .bool(isReadOnly), "metadata": [:],
    ]
  }
}
