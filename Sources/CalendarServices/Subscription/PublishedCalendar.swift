import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation

/// The events of a published calendar file, page by page.
struct PublishedCalendar: Sendable {
  /// What tells this text from others that the source gave or will give.
  let mark: Mark
  /// How long the source says that it need not be asked again, in seconds; `nil` when it does not.
  let interval: TimeInterval?
  private var file: CalendarFile
  private let place: EventReading.Place

  /// What a source said of a text.
  struct Mark: Sendable, Codable, Equatable {
    /// The version by the server (RFC 9110, section 8.8.3).
    var etag: String?
    /// When it was changed, by the server.
    var modified: String?
    /// A sum of the bytes.
    var sum: String

    /// The text that is kept of it.
    var token: String {
      (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    init(_ bytes: [UInt8], etag: String? = nil, modified: String? = nil) {
      (self.etag, self.modified) = (etag, modified)
      sum = Data(SHA256.digest(of: bytes)).base64EncodedString()
    }

    init?(token: String) {
      guard let mark = try? JSONDecoder().decode(Mark.self, from: Data(token.utf8)) else {
        return nil
      }
      self = mark
    }
  }

  /// How many events and series a page has.
  private static let pageSize = 2_000

  /// Looks through a text.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - mark: The version, as the source names it.
  ///   - name: Where it is from.
  ///   - calendar: Its calendar.
  ///   - zone: The zone of times that name none.
  ///   - isKnown: Whether another text was read before.
  /// - Throws: ``ServiceError/malformed(_:)`` for what is no calendar file.
  init(
    _ bytes: [UInt8],
    _ mark: Mark,
    from name: String,
    calendar: CalendarInfo,
    zone: TimeZone,
    isKnown: Bool = false
  ) throws(ServiceError) {
    do throws(CalendarFile.Refusal) {
      file = try CalendarFile(bytes, zone: zone)
    } catch {
      throw .malformed("The calendar at \(name) \(error.reason) Correct url.")
    }
    guard !file.isCutOff else {
      throw .malformed(
        "The calendar at \(name) is cut off: its last line is not END:VCALENDAR. Ask who publishes "
          + "it.\(SubscriptionService.kept(isKnown))"
      )
    }
    place = EventReading.Place(account: calendar.account, calendar: calendar.id)
    self.mark = mark
    interval = file.refreshInterval
  }

  /// A page of its events.
  ///
  /// - Parameter cursor: The text and the number of the first event or series, as
  ///   ``EventPage/next`` had them.
  /// - Returns: The page; the last one has the mark as its token.
  /// - Throws: ``ServiceError/rejected(_:)`` for a cursor of another text.
  mutating func page(_ cursor: String?) throws(ServiceError) -> EventPage {
    let parts = cursor?.split(separator: " ") ?? [mark.sum[...], "0"]
    guard parts.count == 2, parts[0] == mark.sum, let first = Int(parts[1]),
      0...file.count ~= first
    else { throw .rejected("The calendar has changed since its last page was read.") }
    var page = EventPage(events: [])
    let end = min(first + Self.pageSize, file.count)
    for number in first..<end {
      let (series, problems) = file.series(number, at: place)
      page.events += Self.events(series)
      guard !problems.isEmpty else { continue }
      // What is there and cannot be read keeps what is known of it.
      if let uid = file.uid(number) {
        let id = RemoteEventID(EventReading.id(uid).rawValue)
        page.unreadable.append(id)
        page.reasons[id] = problems.first.map(CalendarFile.complaint(about:))
      } else {
        page.reasons.merge(Self.unnamed(CalendarFile.complaints(about: problems))) { $1 }
      }
      page.hasUnnamed = page.hasUnnamed || file.uid(number) == nil || file.isSeries(number)
    }
    page.hasUnnamed = page.hasUnnamed || file.isBroken
    page.next = end < file.count ? "\(mark.sum) \(end)" : nil
    page.listsAll = true
    if page.next == nil {
      page.syncToken = mark.token
      page.reasons.merge(Self.unnamed(CalendarFile.complaints(about: file.problems))) { $1 }
    }
    return page
  }

  /// What is wrong with events of which nobody knows the UID, by their lines.
  private static func unnamed(_ complaints: [Int: String]) -> [RemoteEventID: String] {
    Dictionary(
      complaints.map { (RemoteEventID("line \($0.key)"), $0.value) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The events of a UID with the ids that they have at their source.
  private static func events(_ series: SeriesReading) -> [Event] {
    series.readings.map { reading in
      var event = reading.event
      event.remoteID = RemoteEventID(event.id.rawValue)
      event.isReadOnly = true
      if let key = event.occurrence, case .event(let master) = key.series {
        event.occurrence = OccurrenceKey(
          series: .remote(RemoteEventID(master.rawValue)),
          originalStart: key.originalStart
        )
      }
      return event
    }
  }
}
