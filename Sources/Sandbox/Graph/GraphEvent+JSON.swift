import Foundation

extension GraphEvent {
  /// The event as answers hold it.
  func json(_ preferences: GraphPreferences, now: Int) -> JSON {
    var object: [String: JSON] = [
      "@odata.etag": .string(etag), "id": .string(preferences.id(key)),
      "changeKey": .string(changeKey), "createdDateTime": .string(GraphTime.stamp(created)),
      "lastModifiedDateTime": .string(GraphTime.stamp(modified)), "categories": [],
      "type": .string(type), "subject": .string(subject),
      "body": ["contentType": "html", "content": .string(body.isEmpty ? "" : Self.stored(body))],
      "bodyPreview": .string(String(body.filter { $0 != "<" && $0 != ">" }.prefix(255))),
      "location": [
        "displayName": .string(location), "locationType": "default",
        "uniqueId": .string(location), "uniqueIdType": "private",
      ],
      "locations": location.isEmpty ? [] : [["displayName": .string(location)]],
      "isAllDay": .bool(isAllDay), "isCancelled": false, "isDraft": false,
      "isOrganizer": .bool(isOrganizer), "isReminderOn": .bool(isReminderOn),
      "reminderMinutesBeforeStart": .int(reminderMinutes), "responseRequested": true,
      "hasAttachments": false,
      "allowNewTimeProposals": true, "hideAttendees": false, "importance": .string(importance),
      "sensitivity": .string(sensitivity), "showAs": .string(showAs),
      "responseStatus": ["response": .string(response), "time": "0001-01-01T00:00:00Z"],
      "attendees": .array(attendees),
      "organizer": ["emailAddress": Self.address(organizer.name, organizer.email)],
      "originalStartTimeZone": .string(startZone), "originalEndTimeZone": .string(endZone),
      "iCalUId": .string("040000008200E00074C5B7101A82E008\(key)"),
      "webLink": .string("https://outlook.office365.com/owa/?itemid=\(key)"),
      "seriesMasterId": .optional(masterKey.map(preferences.id)),
      "recurrence": pattern?.json ?? .null,
      "isOnlineMeeting": .bool(online != .none), "onlineMeetingUrl": .null,
      "onlineMeetingProvider": online == .none ? "unknown" : "teamsForBusiness",
      "onlineMeeting": .null,
    ]
    if isAllDay {
      object["start"] = GraphTime.json(day: start, preferences)
      object["end"] = GraphTime.json(day: end, preferences)
    } else {
      object["start"] = GraphTime.json(start, preferences)
      object["end"] = GraphTime.json(end, preferences)
    }
    if case .ready(let meeting) = online { object["onlineMeeting"] = meeting.json }
    if let transaction { object["transactionId"] = .string(transaction) }
    if let original { object["originalStart"] = .string(GraphTime.stamp(original)) }
    return .object(object)
  }

  /// The event as `calendarView/delta` gives it: of a plain occurrence hardly anything.
  ///
  /// Source: reports from the real service, microsoft-graph-docs #7632 and #22197.
  func deltaJSON(_ json: JSON) -> JSON {
    guard var object = json.object else { return .null }
    if type == "occurrence" {
      let kept: Set = ["@odata.etag", "id", "seriesMasterId", "type", "start", "end"]
      object = object.filter { kept.contains($0.key) }
    }
    object["@odata.type"] = "#microsoft.graph.event"
    return .object(object)
  }

  static func address(_ name: String, _ email: String) -> JSON {
    ["name": .string(name.isEmpty ? email : name), "address": .string(email)]
  }

  /// A body as Exchange stores it, with the frame that it gives a document; an empty one has none.
  ///
  /// Source: bodies of events read from the real service.
  static func stored(_ body: String) -> String {
    let lines = body.replacing("<br>\n", with: "<br>").replacing("<br>", with: "<br>\n")
    return (frame.start + lines + frame.end).replacing("\n", with: "\r\n")
  }

  /// The frame that Exchange writes, with the line ends of the sandbox.
  private static let frame = (
    start: #"<html>\#n<head>\#n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">"#
      + "\n</head>\n<body>\n",
    end: "\n</body>\n</html>\n"
  )

  /// A body without any part of such a frame: the service makes one document of what it is sent,
  /// and loses no word of it.
  static func unframed(_ text: String) -> String {
    let lines = text.replacing("\r\n", with: "\n")
    return lines.replacing(frame.start, with: "").replacing(frame.end, with: "")
      .replacing(#/(?i)</?(?:html|head|body|meta)(?:\s[^>]*)?>/#, with: "")
  }
}
