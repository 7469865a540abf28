extension SandboxWorld {
  /// Puts a change of the conference into an event; a Meet itself comes with `settleMeets`.
  func set(_ change: GoogleLinkChange, on event: inout GoogleEvent, hostedBy signIn: SignIn) {
    switch change {
    case .untouched: break
    case .strip:
      dropMeet(of: event)
      event.link = .none
    case .copy(let code):
      dropMeet(of: event)
      event.link = .meet(requestID: nil, code: code, pin: "1", phone: "+49 40 80810000")
    case .create(let id):
      // A second request puts a new Meet into the place of the one that is there.
      var replaced = ownMeet(of: event)
      if case .pending(_, _, let older) = event.link { replaced = older }
      event.link = .pending(
        requestID: id,
        deadline: elapsed + configuration.linkDelay,
        replacing: replaced
      )
      google.pending.removeAll { $0 == (event.calendarID, event.id) }
      google.pending.append((event.calendarID, event.id))
    }
  }

  /// Makes the Meets whose time has come.
  func settleMeets() {
    for place in google.pending {
      guard let calendar = google.calendar(place.calendar),
        let event = google.events[place.calendar]?[place.event],
        case .pending(let request, let deadline, let replaced) = event.link
      else { continue }
      guard deadline <= elapsed else { continue }
      google.pending.removeAll { $0 == place }
      finish(event, request, replaced, in: calendar)
    }
  }

  private func finish(
    _ old: GoogleEvent,
    _ request: String,
    _ replaced: String?,
    in calendar: GoogleCalendar
  ) {
    var event = old
    if google.failures > 0 {
      google.failures -= 1
      event.link = .failed(requestID: request)
    } else {
      let meeting = MeetingFactory.make(
        .googleMeet,
        host: calendar.signIn,
        eventID: event.id,
        settings: [:],
        topic: event.members["summary"]?.string ?? "",
        start: event.start.seconds(in: calendar.zone),
        random: &google.random
      )
      meetings.append(meeting)
      event.link = .meet(
        requestID: request,
        code: meeting.id,
        pin: meeting.details["pin"]?.string ?? "",
        phone: meeting.details["phone"]?.array?.first?.string ?? ""
      )
    }
    if let replaced { endMeeting(replaced) }
    // The server changes the event by itself, and its ETag with it.
    google.put(event, at: now, in: calendar)
    for var occurrence in google.events[calendar.id, default: [:]].values
    where occurrence.seriesID == event.id && occurrence.link == old.link {
      occurrence.link = event.link
      google.put(occurrence, at: now, in: calendar)
    }
  }

  /// Ends the Meet that was made for an event, also one on its way.
  func dropMeet(of event: GoogleEvent) {
    if let own = ownMeet(of: event) { endMeeting(own) }
    if case .pending(_, _, let older?) = event.link { endMeeting(older) }
    google.pending.removeAll { $0 == (event.calendarID, event.id) }
  }

  /// Lets the Meet follow title and start of its event.
  func followMeet(of event: GoogleEvent, in calendar: GoogleCalendar) {
    guard let own = ownMeet(of: event),
      let index = meetings.firstIndex(where: { $0.id == own && $0.isLive })
    else { return }
    meetings[index].topic = event.members["summary"]?.string ?? ""
    meetings[index].start = event.start.seconds(in: calendar.zone)
  }

  /// The live Meet made for this very event; an occurrence does not own that of its series.
  private func ownMeet(of event: GoogleEvent) -> String? {
    guard case .meet(_, let code, _, _) = event.link else { return nil }
    return meetings.first { $0.id == code && $0.eventID == event.id && $0.isLive }?.id
  }
}
