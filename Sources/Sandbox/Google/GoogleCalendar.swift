import Foundation

/// A calendar in the list of a Google sign-in.
struct GoogleCalendar: Equatable, Sendable {
  let id: String
  /// Whose list it is in, and who hosts the meetings of its events.
  let signIn: String
  var summary: String
  let color: String
  let accessRole: String
  let allowsMeet: Bool
  let isPrimary: Bool
  let zone: TimeZone

  var isWritable: Bool { accessRole == "owner" || accessRole == "writer" }

  /// The entry of `calendarList`.
  var json: JSON {
    [
      "kind": "calendar#calendarListEntry", "etag": .string("\"\(1_000 + summary.utf8.count)\""),
      "id": .string(id), "summary": .string(summary), "timeZone": .string(zone.identifier),
      "colorId": "7", "backgroundColor": .string(color), "foregroundColor": "#000000",
      "selected": true, "accessRole": .string(accessRole), "primary": .bool(isPrimary),
      "defaultReminders": [["method": "popup", "minutes": 10]],
      "conferenceProperties": [
        "allowedConferenceSolutionTypes": allowsMeet ? ["hangoutsMeet"] : []
      ],
    ]
  }
}
