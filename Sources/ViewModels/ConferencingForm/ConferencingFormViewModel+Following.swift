package import CalendarCore
package import ConferencingCore

extension ConferencingFormViewModel {
  /// Takes what is on the event by now; what a user has chosen or typed stays.
  mutating func follow(
    _ current: Conferencing,
    isRetry: Bool,
    of event: Event? = nil,
    in context: ConferencingContext
  ) {
    let former = made
    made = event.flatMap { MadeMeetingForm($0, in: context) }
    if let fresh = made, var kept = former, kept.provider == fresh.provider {
      kept.follow(fresh)
      made = kept
    }
    choice.options = choices
    if wanted == initial, (former == nil) != (made == nil), [.link, .made].contains(chosen) {
      choice.selection = made == nil ? .link : .made
      initial = wanted
    }
    guard current != self.current || isRetry != self.isRetry else { return }
    var fresh = Self(context: context, current: current, isRetry: isRetry, event: event)
    fresh.made = made
    fresh.defaults = defaults
    if wanted == initial || wanted == offered {
      if fresh.chosen != .link { fresh.takeLink(of: self) }
      if fresh.chosen != .create { fresh.takeRequest(of: self) }
      (fresh.touched, fresh.isSaveAttempted) = (touched, isSaveAttempted)
      if fresh.fields.contains(where: { $0.id == focus }) { fresh.focus = focus }
      self = fresh
    } else {
      (self.current, self.isRetry, self.context) = (current, isRetry, context)
      (initial, carried) = (fresh.initial, fresh.carried)
    }
  }

  /// Offers a link that stands in the texts of an event without a meeting: saved, it becomes the
  /// event's.
  ///
  /// - Parameters:
  ///   - found: The link with its codes.
  ///   - replaces: Whether it is offered also where the event has a meeting.
  package mutating func offer(_ found: FoundMeeting?, replacing replaces: Bool = false) {
    guard replaces || current == .none, let link = found?.link?.link, link.purpose == .meeting
    else { return }
    let codes = found?.codes ?? FoundCodes()
    fill(
      ConferencingDetails(
        provider: link.provider,
        url: link.url,
        meetingCode: codes.meetingCode,
        accessCode: codes.accessCode,
        pin: codes.pin,
        phones: codes.phones
      )
    )
    choice.selection = .link
    offered = wanted
  }

  /// What can be chosen: also the meeting that is there, and the link of a room.
  var choices: [ChoiceField<Choice>.Option] {
    var options: [ChoiceField<Choice>.Option] = [
      .init(.none, label: "None"), .init(.create, label: "Create a link"),
    ]
    if let made { options.append(.init(.made, label: "\(made.provider.rawValue), made here")) }
    if shared != nil { options.append(.init(.settings, label: "Change their settings")) }
    options.append(.init(.link, label: "Link I have"))
    return options + rooms.map { .init(.room($0.name), label: "Room: \($0.name)") }
  }

  /// Takes what is known of the settings of the meeting that is there.
  package mutating func know(_ known: KnownSettings?) { made?.know(known) }

  /// Takes where edits of the event stand.
  package mutating func note(_ delivery: Delivery) { made?.note(delivery) }

  /// Proposes a meeting that a line of quick add asks for; what the user has chosen stays.
  ///
  /// - Parameters:
  ///   - asked: The provider of a fresh link.
  ///   - link: A link.
  ///   - room: The name of a room.
  ///   - standard: What a new event has where nothing is asked for; `nil` for no meeting.
  mutating func propose(
    provider asked: AutocreateProvider?,
    link: String?,
    room: String?,
    else standard: ConferencingChange?
  ) {
    guard touched.isEmpty else { return }
    if let link {
      url.set(link)
      choice.selection = .link
    } else if let room, rooms.contains(where: { $0.name == room }) {
      choice.selection = .room(room)
    } else if let asked {
      provider.selection = asked
      choice.selection = .create
    } else {
      propose(standard)
    }
  }

  /// Proposes the meeting of a new event; what the user has chosen stays.
  mutating func propose(_ change: ConferencingChange?) {
    guard touched.isEmpty else { return }
    switch change {
    case .details(let details)?:
      let room = rooms.first { $0.details == details }
      if room == nil { fill(details) }
      choice.selection = room.map { .room($0.name) } ?? .link
    case .autocreate(let autocreate)?:
      provider.selection = autocreate.provider
      hosts[autocreate.provider] = autocreate.hostGrant
      choice.selection = .create
    case .keep?, .strip?, nil: choice.selection = Choice.none
    }
  }

  private mutating func takeLink(of other: Self) {
    (url, linkProvider, phones) = (other.url, other.linkProvider, other.phones)
    read = other.read
    givenPhones.formUnion(other.givenPhones)
    (meetingCode, accessCode, pin) = (other.meetingCode, other.accessCode, other.pin)
  }

  private mutating func takeRequest(of other: Self) {
    (provider.selection, hosts) = (other.provider.selection, other.hosts)
    settings = other.settings
  }
}
