import CalendarCore
import ConferencingCore

/// What stood at resources before they were changed here.
struct ResourceHistory: Sendable {
  let account: AccountID
  /// Keeps the texts; `nil` where nothing is undone.
  let texts: (any FormerTexts)?

  private func place(_ name: ResourceName, in calendar: CalendarID) -> FormerText.Place {
    FormerText.Place(account: account, calendar: calendar, name: name.rawValue)
  }

  private static func sum(_ bytes: [UInt8]) -> String { ResourceVersion(sumOf: bytes).tag }

  // MARK: Keeping

  /// Keeps what stands there before it is changed.
  ///
  /// - Parameters:
  ///   - resource: The resource.
  ///   - calendar: Its collection.
  ///   - bytes: What is written; `nil` for a deletion.
  /// - Returns: What names it in ``end(_:after:)-(_,ResourceVersion)``.
  func keep(
    _ resource: CalendarResource,
    in calendar: CalendarID,
    writing bytes: [UInt8]?
  ) -> Int64? {
    texts?.keep(
      FormerText(
        place: place(resource.name, in: calendar),
        bytes: resource.bytes,
        version: resource.version.tag,
        written: bytes.map(Self.sum)
      )
    )
  }

  /// Notes the version that was written.
  func end(_ number: Int64?, after version: ResourceVersion) {
    guard let number else { return }
    texts?.finish(number, after: version.tag)
  }

  /// Notes that nothing was written, unless that is not known.
  func end(_ number: Int64?, after error: ServiceError) {
    guard let number, !error.mayHaveHappened else { return }
    texts?.forget(number)
  }

  // MARK: Taking back

  /// How many changes back are looked at: one edit of a series can take several.
  static let mostSteps = 8

  /// The last former text of a resource that is wanted, as far as every change since was made here.
  func former(
    of resource: CalendarResource,
    in calendar: CalendarID,
    where isWanted: ([UInt8]) -> Bool
  ) -> [UInt8]? {
    var (version, sum) = (resource.version.tag, Self.sum(resource.bytes))
    var left = Self.mostSteps
    for text in texts?.texts(at: place(resource.name, in: calendar)) ?? [] {
      guard text.written != nil, text.after == version || text.written == sum else { continue }
      if left == 0 { return nil }
      left -= 1
      if isWanted(text.bytes) { return text.bytes }
      (version, sum) = (text.version, Self.sum(text.bytes))
    }
    return nil
  }

  /// The former texts of a resource, the last one first, and whether it was deleted then.
  func all(
    _ name: ResourceName,
    in calendar: CalendarID
  ) -> [(bytes: [UInt8], isDeletion: Bool)] {
    (texts?.texts(at: place(name, in: calendar)) ?? []).map { ($0.bytes, $0.written == nil) }
  }

  // MARK: Coming back

  /// Whether texts are kept.
  var isKept: Bool { texts != nil }

  /// Keeps a text that is to come to a place from another one, as if it had been deleted there.
  ///
  /// - Returns: What names it in ``end(_:after:)-(_,ServiceError)``; `nil` where it is not kept.
  func expect(_ bytes: [UInt8], as name: ResourceName, in calendar: CalendarID) -> Int64? {
    texts?.keep(
      FormerText(place: place(name, in: calendar), bytes: bytes, version: "", written: nil)
    )
  }

  /// Notes that a resource comes back as an event with another id here.
  func bring(_ name: ResourceName, in calendar: CalendarID, back event: EventID) {
    texts?.bring(place(name, in: calendar), back: event)
  }

  /// Notes that an event did not come back after all.
  func forgetReturn(_ event: EventID) { texts?.forgetReturn(event) }

  /// The resource that came back as an event.
  func resource(of event: EventID, in calendar: CalendarID) -> ResourceName? {
    guard let place = texts?.place(of: event), place.account == account,
      place.calendar == calendar
    else { return nil }
    return ResourceName(place.name)
  }

  /// The events that resources came back as.
  func returned(in calendar: CalendarID) -> [ResourceName: EventID] {
    Dictionary(
      (texts?.returned(in: calendar, account: account) ?? []).map {
        (ResourceName($0.name), $0.event)
      },
      uniquingKeysWith: { $1 }
    )
  }
}
