package import ConferencingCore
package import Foundation

/// A permanent meeting link that has a name.
package struct MeetingRoom: Hashable, Sendable {
  /// The name, as the user gave it.
  package var name: String
  /// The link, and what is needed to join by it.
  package var details: ConferencingDetails
  /// Makes a room.
  package init(name: String, details: ConferencingDetails) {
    self.name = name
    self.details = details
  }
}

/// What a new event has where nothing else is said.
package struct NewEventDefaults: Hashable, Sendable {
  /// The link of a new event.
  package enum Link: Hashable, Sendable {
    case none
    /// A fresh link.
    case create(AutocreateProvider)
    /// That of a room, by its name.
    case room(String)
  }

  /// The values that may differ from calendar to calendar; `nil` for what is not configured.
  package struct Values: Hashable, Sendable {
    /// Seconds that it takes.
    package var duration: TimeInterval?
    /// Whether the attendees are notified.
    package var notifies: Bool?
    package var visibility: EventVisibility?
    package var link: Link?
    /// Whether only events with attendees have the link.
    package var needsAttendees: Bool?
    /// Makes values; nothing is configured at first.
    package init() {}

    /// These values, and those of others for what is not configured.
    func completed(by others: Values) -> Values {
      var values = self
      values.duration = duration ?? others.duration
      values.notifies = notifies ?? others.notifies
      values.visibility = visibility ?? others.visibility
      values.link = link ?? others.link
      values.needsAttendees = needsAttendees ?? others.needsAttendees
      return values
    }

    /// Whether it has to be known who can host meetings.
    package var needsHosts: Bool { if case .create? = link { true } else { false } }

    /// The link of an event.
    package func link(hasAttendees: Bool) -> Link? {
      needsAttendees == true && !hasAttendees ? nil : link
    }
  }

  /// The calendar, by its id or name; `nil` for the usual choice.
  package var calendar: String?
  /// What holds in all calendars.
  package var values = Values()
  /// What holds in some of them, by id or name.
  package var calendars: [String: Values] = [:]
  /// The rooms, in the order of the configuration.
  package var rooms: [MeetingRoom] = []
  /// The configured country, two letters of ISO 3166: telephone numbers may be typed as they are dialled
  /// there; `nil` when none is configured.
  package var telephoneCountry: String?

  /// Makes defaults; nothing is configured at first.
  package init() {}

  /// The room of a name, whatever its case.
  package func room(_ name: String) -> MeetingRoom? {
    rooms.first { $0.name.lowercased() == name.lowercased() }
  }

  /// What a new event of a calendar has.
  package func values(in calendar: CalendarInfo) -> Values {
    let own = calendars.first { calendar.isNamed($0.key) }?.value
    return own?.completed(by: values) ?? values
  }

  /// The calendar that new events go to.
  ///
  /// - Parameter calendars: The calendars there are.
  /// - Returns: The calendar; `nil` when none is configured, or none that can be written has the name.
  package func calendar(among calendars: [CalendarInfo]) -> CalendarInfo? {
    guard let calendar else { return nil }
    return calendars.first { !$0.isReadOnly && $0.isNamed(calendar) }
  }

  /// The meeting that a new event begins with.
  ///
  /// - Parameters:
  ///   - link: What is configured.
  ///   - context: Where the event is to stand.
  /// - Returns: The change; `nil` where nothing is configured, or no host can make the meeting there:
  ///   nobody has asked for it yet, so nothing is wrong.
  package func change(_ link: Link?, in context: ConferencingContext) -> ConferencingChange? {
    switch link {
    case nil: return nil
    case .none?: return .keep
    case .room(let name)?: return room(name).map { .details($0.details) }
    case .create(let provider)?:
      let change = Self.creation(at: provider, in: context)
      return ConferencingRules.violations(of: change, in: context).isEmpty ? change : nil
    }
  }

  /// Why the link that is configured cannot be made for an event.
  ///
  /// - Parameters:
  ///   - link: What is configured.
  ///   - context: Where the event is to stand.
  /// - Returns: The first rule that it breaks; `nil` where it can be made, or none is configured.
  package func obstacle(to link: Link?, in context: ConferencingContext) -> String? {
    guard case .create(let provider)? = link else { return nil }
    let change = Self.creation(at: provider, in: context)
    return ConferencingRules.violations(of: change, in: context).first?.message
  }

  private static func creation(
    at provider: AutocreateProvider,
    in context: ConferencingContext
  ) -> ConferencingChange {
    ConferencingRules.namingHost(
      of: .autocreate(Autocreate(provider: provider)),
      in: context
    )
  }
}

extension CalendarInfo {
  /// Whether a text of the configuration means it: its id, its name in any case, or with its account
  /// before it.
  package func isNamed(_ text: String) -> Bool {
    [id.rawValue, "\(account)/\(id)"].contains(text)
      || [name, "\(account)/\(name)"].contains { $0.lowercased() == text.lowercased() }
  }
}
