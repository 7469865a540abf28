import Foundation

/// What is behind Google's own interface when a sandbox begins: three calendars, and one event of
/// every kind around the next days.
struct GoogleSeed: Sendable {
  private(set) var store: GoogleStore
  private(set) var meetings: [Meeting] = []
  private let zone: TimeZone
  /// The day of the start.
  private let today: String
  private var number = 0

  init(_ configuration: SandboxConfiguration, zone: TimeZone, signIns: [SignIn]) {
    self.zone = zone
    today = CivilDay.text(configuration.now, in: zone)
    guard let person = signIns.first(where: { $0.provider == .google }) else {
      store = GoogleStore(calendars: [], seed: configuration.seed)
      return
    }
    func calendar(_ id: String, _ name: String, _ color: String, _ role: String, meet: Bool)
      -> GoogleCalendar
    {
      GoogleCalendar(
        id: id,
        signIn: person.id,
        summary: name,
        color: color,
        accessRole: role,
        allowsMeet: meet,
        isPrimary: id == person.email,
        zone: zone
      )
    }
    let own = calendar(person.email, person.name, "#9fe1e7", "owner", meet: true)
    let crew = "c_4f1d7c02b9@group.calendar.google.com"
    let shared = calendar(crew, "Roadmap crew", "#f83a22", "writer", meet: false)
    let german = "en.german#holiday@group.v.calendar.google.com"
    let holidays = calendar(german, "Holidays in Germany", "#16a765", "reader", meet: false)
    store = GoogleStore(calendars: [own, shared, holidays], seed: configuration.seed)
    if let count = configuration.googleEvents {
      for index in 0..<max(0, count) {
        add(own, index % 200 - 60, 6 + index / 200 % 16, 0, "Event \(index)")
      }
    } else if configuration.events != 0 {
      addLinks(own, person)
      addOthers(own, shared, holidays)
    }
  }

  private mutating func addLinks(_ own: GoogleCalendar, _ person: SignIn) {
    let meeting = MeetingFactory.make(
      .googleMeet,
      host: person.id,
      eventID: "seed0design",
      settings: [:],
      topic: "Design review",
      start: second(2, 9, 0),
      random: &store.random
    )
    meetings.append(meeting)
    let guest: JSON = [
      "email": "jonas@acme.example", "displayName": "Jonas Weber", "optional": true,
    ]
    add(own, 2, 9, 0, "Design review", id: "seed0design") { event in
      event.link = .meet(
        requestID: "seed",
        code: meeting.id,
        pin: meeting.details["pin"]?.string ?? "",
        phone: meeting.details["phone"]?.array?.first?.string ?? ""
      )
      event.members["attendees"] = [
        ["email": .string(person.email), "responseStatus": "accepted"], guest,
      ]
    }
    add(own, 3, 14, 0, "Vendor call") { event in
      event.link = .addOn([
        "conferenceId": "88012345678", "notes": "Passcode: 424242",
        "conferenceSolution": ["key": ["type": "addOn"], "name": "Zoom Meeting"],
        "parameters": ["addOnParameters": ["parameters": ["scriptId": "zoom"]]],
        "entryPoints": [
          [
            "entryPointType": "video", "uri": "https://us02web.zoom.us/j/88012345678?pwd=c2Vj.1",
            "label": "us02web.zoom.us/j/88012345678", "meetingCode": "88012345678",
            "passcode": "424242",
          ],
          [
            "entryPointType": "phone", "uri": "tel:+496938980596,,88012345678#",
            "label": "+49 69 3898 0596", "regionCode": "DE", "passcode": "424242",
          ],
          ["entryPointType": "more", "uri": "https://www.google.com/url?q=https://zoom.us/u/kb1"],
        ],
      ])
    }
    add(own, 7, 11, 0, "Quarterly planning") { event in
      event.organizer = "alex@acme.example"
      event.members["attendees"] = [
        ["email": "alex@acme.example", "responseStatus": "accepted"],
        ["email": .string(person.email), "responseStatus": "needsAction"], guest,
      ]
    }
  }

  private mutating func addOthers(
    _ own: GoogleCalendar,
    _ shared: GoogleCalendar,
    _ holidays: GoogleCalendar
  ) {
    let series = "seed0teamtalk"
    add(own, 2, 10, 30, "Team sync", minutes: 30, id: series) {
      $0.recurrence = ["RRULE:FREQ=WEEKLY;COUNT=6"]
    }
    let known = store.events[own.id]?[series].map { store.occurrences(of: $0, in: own) } ?? []
    for (index, occurrence) in known.dropFirst().prefix(2).enumerated() {
      var changed = occurrence
      changed.isCancelled = index == 1
      changed.members["summary"] = "Team sync, an hour later"
      changed.start = occurrence.start.moved(by: 3_600, in: zone)
      changed.end = occurrence.end.moved(by: 3_600, in: zone)
      store.put(changed, at: second(0, 0, 0), in: own)
    }
    let company = (GoogleMoment.day(day(5)), GoogleMoment.day(day(7)))
    add(own, 5, 0, 0, "Company days") { ($0.start, $0.end) = company }
    add(own, 4, 16, 0, "\u{1B}[31mRed\u{1B}[0m \u{202E}gpj.exe\u{202C} \u{1B}]52;c;cm0=\u{7}") {
      $0.members["description"] = "<script>alert(1)</script>\u{1B}[2J"
      $0.members["location"] = "javascript:alert(1)"
    }
    add(own, 6, 13, 0, "設計レビュー 🏳️‍🌈 e\u{301}toile")
    add(own, 8, 15, 0, "Dentist") { event in
      event.members["visibility"] = "private"
      event.members["location"] = "Holzmarktstraße 6"
    }
    add(own, 9, 8, 0, "Focus") { $0.members["transparency"] = "transparent" }
    let landing = GoogleMoment.instant(second(12, 19, 30), zone: "Europe/London")
    add(own, 12, 17, 0, "Flight home") { $0.end = landing }
    add(shared, 5, 9, 30, "Sprint planning")
    add(shared, 12, 16, 0, "Retro") {
      $0.members["description"] = "<b>Bring</b> a wish &amp; a thank"
    }
    let advent = (GoogleMoment.day(day(10)), GoogleMoment.day(day(11)))
    add(holidays, 10, 0, 0, "Second Advent") { ($0.start, $0.end) = advent }
  }

  private mutating func add(
    _ calendar: GoogleCalendar,
    _ days: Int,
    _ hour: Int,
    _ minute: Int,
    _ title: String,
    minutes length: Int = 60,
    id: String? = nil,
    _ change: (inout GoogleEvent) -> Void = { _ in }
  ) {
    number += 1
    let start = second(days, hour, minute)
    var event = GoogleEvent(
      id: id
        ?? "seed\(number)\(store.random.characters(14, of: "0123456789abcdefghijklmnopqrstuv"))",
      calendarID: calendar.id,
      start: .instant(start, zone: zone.identifier),
      end: .instant(start + length * 60, zone: zone.identifier),
      created: second(-20, 12, 0),
      updated: second(-10, 12, 0),
      organizer: calendar.id
    )
    event.members["summary"] = .string(title)
    change(&event)
    store.put(event, at: second(-10, 12, 0), in: calendar)
  }

  private func second(_ days: Int, _ hour: Int, _ minute: Int) -> Int {
    CivilDay.start(of: today, in: zone, plusDays: days) + hour * 3_600 + minute * 60
  }

  private func day(_ days: Int) -> String {
    let noon = CivilDay.start(of: today, in: zone, plusDays: days) + 43_200
    return CivilDay.text(Date(timeIntervalSince1970: TimeInterval(noon)), in: zone)
  }
}
