import ConferencingCore

/// A service as the rules know it: its name, and what it can do.
///
/// An open set: rules ask for a trait, never for a name. Whoever speaks to a service describes it.
package struct ServiceKind: Hashable, Sendable {
  /// What a service can do, as far as rules, sync and commands go by it.
  package struct Traits: OptionSet, Hashable, Sendable {
    /// One bit a trait.
    package let rawValue: Int
    /// Makes a set of traits.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// It has calendars; a service without them hosts meetings.
    package static let calendars = Traits(rawValue: 1 << 0)
    /// Its calendars are on this machine: an edit is done once it is stored, and nothing is synced.
    package static let local = Traits(rawValue: 1 << 1)
    /// The user signs in to it from here.
    package static let signIn = Traits(rawValue: 1 << 2)
    /// It makes meetings at other grants by itself, those of its own application (`conf_grant_id`).
    package static let hostsThroughGrants = Traits(rawValue: 1 << 3)
    /// Its conferencing field takes the links of providers that it knows.
    package static let takesKnownLinks = Traits(rawValue: 1 << 4)
    /// Its conferencing field takes any link, and everything that belongs to it.
    package static let takesAnyLink = Traits(rawValue: 1 << 5)
    /// It delivers a series as its master with its exceptions; others deliver occurrences.
    package static let deliversMasters = Traits(rawValue: 1 << 6)
    /// Series can be created and changed in its calendars from here.
    package static let createsSeries = Traits(rawValue: 1 << 7)
    /// A series repeats by one pattern there, see ``RecurrencePattern``; elsewhere by any rule.
    package static let patternedSeries = Traits(rawValue: 1 << 8)
    /// Its events are texts that can be put back as they were after a deletion.
    package static let keepsTexts = Traits(rawValue: 1 << 9)
    /// An event has one reminder at most there, which is shown and not mailed.
    package static let singleReminder = Traits(rawValue: 1 << 12)
    /// An occurrence that was deleted on its own can be brought back into its series.
    package static let restoresOccurrences = Traits(rawValue: 1 << 13)
  }

  /// Its name in configuration and JSON, without blanks.
  package let name: String
  /// The name that users know it by.
  package let displayName: String
  /// What it can do.
  package let traits: Traits

  /// Describes a service.
  package init(_ name: String, displayName: String, traits: Traits) {
    self.name = name
    self.displayName = displayName
    self.traits = traits
  }

  /// Whether it has a trait.
  package func has(_ trait: Traits) -> Bool { traits.isSuperset(of: trait) }
  /// Whether its calendars are on this machine.
  package var isLocal: Bool { has(.local) }

  /// Whether an occurrence that was deleted on its own there cannot come back into its series.
  package var losesDeletedOccurrences: Bool {
    traits.isDisjoint(with: [.local, .deliversMasters, .restoresOccurrences])
  }

  /// Whether its conferencing field takes the links of its own meetings alone.
  var takesNoLink: Bool { traits.isDisjoint(with: [.takesKnownLinks, .takesAnyLink]) }

  /// A service is the same under its name, whatever it has learned since.
  package static func == (one: ServiceKind, other: ServiceKind) -> Bool { one.name == other.name }
  /// Hashes the name.
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension ServiceKind {
  /// The calendar of this machine.
  package static let local = ServiceKind(
    "local",
    displayName: "Local",
    traits: [.calendars, .local, .takesAnyLink, .createsSeries]
  )
  /// Nylas, which reaches the calendars of others.
  package static let nylas = ServiceKind(
    "nylas",
    displayName: "Nylas",
    traits: [.calendars, .hostsThroughGrants, .takesKnownLinks, .createsSeries]
  )
  /// Google.
  package static let google = ServiceKind(
    "google",
    displayName: "Google",
    traits: [.calendars, .signIn, .createsSeries, .restoresOccurrences]
  )
  /// Microsoft 365 and Outlook.
  package static let microsoft = ServiceKind(
    "microsoft",
    displayName: "Microsoft",
    traits: [.calendars, .signIn, .createsSeries, .patternedSeries, .singleReminder]
  )
  /// Zoom, which hosts meetings.
  package static let zoom = ServiceKind("zoom", displayName: "Zoom", traits: .signIn)

  private static let known: [ServiceKind] = [.local, .nylas, .google, .microsoft, .zoom]
}

extension ServiceKind: RawRepresentable, Codable, CustomStringConvertible {
  /// Its name.
  package var description: String { name }

  /// The service as one text: its name, or `name traits displayName` where the name alone does not
  /// tell the rest.
  package var rawValue: String {
    Self.known.contains(self) ? name : "\(name) \(traits.rawValue) \(displayName)"
  }

  /// Reads ``rawValue``; `nil` for a name that says nothing here.
  package init?(rawValue: String) {
    if let known = Self.known.first(where: { $0.name == rawValue }) {
      self = known
      return
    }
    let parts = rawValue.split(separator: " ", maxSplits: 2).map(String.init)
    guard parts.count == 3, let traits = Int(parts[1]) else { return nil }
    self.init(parts[0], displayName: parts[2], traits: Traits(rawValue: traits))
  }
}
