/// The text of a calendar object resource before it was changed or deleted here, from which undo puts
/// back what no event knows: unknown properties, its UID, the order of all.
package struct FormerText: Hashable, Sendable {
  /// The resource: its calendar, and its name in that.
  package struct Place: Hashable, Sendable {
    /// The account.
    package var account: AccountID
    /// The calendar.
    package var calendar: CalendarID
    /// The name.
    package var name: String

    /// Makes a place.
    package init(account: AccountID, calendar: CalendarID, name: String) {
      self.account = account
      self.calendar = calendar
      self.name = name
    }
  }

  /// Where it stood.
  package var place: Place
  /// The text.
  package var bytes: [UInt8]
  /// The version of the text at the service.
  package var version: String
  /// A sum of the text that was written in its place; `nil` where the resource was deleted.
  package var written: String?
  /// The version of what was written; `nil` as long as the service has not said it.
  package var after: String?

  /// Makes one.
  package init(
    place: Place,
    bytes: [UInt8],
    version: String,
    written: String?,
    after: String? = nil
  ) {
    self.place = place
    self.bytes = bytes
    self.version = version
    self.written = written
    self.after = after
  }
}

/// Keeps the texts of resources that were changed here.
///
/// What cannot be kept costs no edit: then undo makes a new text.
package protocol FormerTexts: Sendable {
  /// Keeps a text before a request changes it.
  ///
  /// - Returns: What names it in ``finish(_:after:)`` and ``forget(_:)``; `nil` when it is not kept.
  func keep(_ text: FormerText) -> Int64?

  /// Notes the version that was written.
  func finish(_ number: Int64, after version: String)

  /// Forgets a text whose change was refused.
  func forget(_ number: Int64)

  /// The texts of a resource, the last one first, as many as edits are taken back at most.
  func texts(at place: FormerText.Place) -> [FormerText]

  /// Notes that a resource comes back as an event with another id here.
  func bring(_ place: FormerText.Place, back event: EventID)

  /// Notes that an event did not come back after all.
  func forgetReturn(_ event: EventID)

  /// The resource that came back as an event.
  func place(of event: EventID) -> FormerText.Place?

  /// The resources of a calendar that came back, each with the event that it came back as; the last one
  /// counts where a resource came back more than once.
  func returned(in calendar: CalendarID, account: AccountID) -> [(name: String, event: EventID)]
}
