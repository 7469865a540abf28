/// One line of the fortnight's plan: an event before it has a date, an id and a link.
struct PlannedEvent: Sendable {
  /// What stands in the conferencing field, and who made it.
  enum Link: Equatable, Sendable {
    /// Made through this service: the meeting is on the books.
    case own(ConferencingProvider)
    /// Made by the organizer elsewhere; the text stands in the description.
    case foreign(ConferencingProvider)
    /// Teams as Outlook writes it, HTML around the words.
    case teamsHTML
    /// A link of another service, put in by hand.
    case details(String, [String: JSON])
    /// A link that the service saw but could not name.
    case unknown(String)
  }

  let purpose: SeedAccounts.Purpose
  /// Minutes from midnight, in `zone`.
  let start: Int
  /// Length in minutes; 0 for a moment.
  let minutes: Int
  let title: String
  var link: Link?
  var location: String?
  /// The user's own words.
  var words: String?
  /// Addresses before the `@`, with their answers.
  var people: [(String, String)] = []
  /// True when someone else invites and the owner has not answered.
  var isInvitation = false
  var status = StoredEvent.Status.confirmed
  var isPrivate = false
  var isFree = false
  var isReadOnly = false
  /// The zone the times are meant in; nil for the user's own.
  var zone: String?
  /// The zone of the end where it differs.
  var endZone: String?

  init(
    _ purpose: SeedAccounts.Purpose,
    _ hour: Int,
    _ minute: Int,
    _ minutes: Int,
    _ title: String,
    _ link: Link? = nil,
    at location: String? = nil,
    words: String? = nil,
    with people: [(String, String)] = []
  ) {
    self.purpose = purpose
    start = hour * 60 + minute
    self.minutes = minutes
    self.title = title
    self.link = link
    self.location = location
    self.words = words
    self.people = people
  }

  /// The same with some fields changed.
  func with(_ change: (inout PlannedEvent) -> Void) -> PlannedEvent {
    var copy = self
    change(&copy)
    return copy
  }
}
