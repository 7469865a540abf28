/// Gives planned events their links and the texts that belong to them.
struct SeedLinks {
  let people: SeedAccounts
  var random: SplitMix64
  private(set) var meetings: [Meeting] = []

  init(people: SeedAccounts, random: SplitMix64) {
    self.people = people
    self.random = random
  }

  mutating func add(_ plan: PlannedEvent, to event: inout StoredEvent, start: Int) {
    event.description = plan.words
    switch plan.link {
    case nil: break
    case .own(let provider):
      let meeting = meeting(provider, event, start)
      meetings.append(meeting)
      set(provider, meeting.details, meetingID: meeting.id, plan.words, on: &event)
    case .foreign(let provider):
      let meeting = meeting(provider, event, start)
      set(provider, meeting.details, meetingID: nil, plan.words, on: &event)
    case .teamsHTML:
      let meeting = meeting(.microsoftTeams, event, start)
      event.conferencing = .details(
        provider: ConferencingProvider.microsoftTeams.rawValue,
        fields: meeting.details,
        meetingID: nil
      )
      let text = InvitationText.teamsHTML(meeting.url)
      event.description = "<html><body>\(plan.words ?? "")\(text)</body></html>"
    case .details(let provider, let fields):
      event.conferencing = .details(provider: provider, fields: fields, meetingID: nil)
    case .unknown(let url):
      event.conferencing = .details(
        provider: "unknown",
        fields: ["url": .string(url)],
        meetingID: nil
      )
      event.location = url
    }
  }

  private mutating func meeting(
    _ provider: ConferencingProvider,
    _ event: StoredEvent,
    _ start: Int
  ) -> Meeting {
    // The first valid grant of the right kind hosts, as a user would choose.
    let host = people.grants.first { $0.provider == provider.host && $0.isValid }
    return MeetingFactory.make(
      provider,
      host: host?.id ?? "",
      eventID: event.id,
      settings: [:],
      topic: event.title ?? "",
      start: start,
      random: &random
    )
  }

  private func set(
    _ provider: ConferencingProvider,
    _ details: [String: JSON],
    meetingID: String?,
    _ words: String?,
    on event: inout StoredEvent
  ) {
    event.conferencing = .details(
      provider: provider.rawValue,
      fields: details,
      meetingID: meetingID
    )
    let text = InvitationText.of(provider, details, topic: event.title ?? "")
    event.description = words.map { "\($0)\n\n\(text)" } ?? text
  }
}
