import CalendarCore
import ConferencingCore
import Foundation

/// A calendar that somebody publishes as a file: it is read whole, and nothing of it is changed.
///
/// Series come as masters with their exceptions. Whether the text is a new one is told by ETag or date
/// where the server has them, and by its bytes.
actor SubscriptionService: CalendarService {
  nonisolated var isVersioned: Bool { false }
  nonisolated var hasSyncTokens: Bool { true }

  private let calendar: CalendarInfo
  private let source: SubscriptionSource
  private let user: String?
  private let password: @Sendable (String) async throws(ServiceError) -> String
  private let zone: TimeZone
  private let transport: HTTPTransport
  /// The text that pages are made from.
  private var published: PublishedCalendar?
  /// When this process last had a text of use from the source, or heard that there is no other, and
  /// the sum of that text.
  private var answered: (at: Date, sum: String?)?

  /// How long a source that says nothing about it is left alone by a process that goes on, in seconds.
  private static let pause: TimeInterval = 900
  /// The most bytes of a file of this machine, which is held whole.
  private static let fileLimit = 128 << 20
  /// The longest time that a source can ask to be left alone, in seconds.
  private static let longestPause: TimeInterval = 86_400

  /// Makes a service; nothing is sent.
  init(
    _ calendar: CalendarInfo,
    source: SubscriptionSource,
    user: String?,
    password: @escaping @Sendable (String) async throws(ServiceError) -> String,
    zone: TimeZone,
    transport: HTTPTransport
  ) {
    self.calendar = calendar
    self.source = source
    self.user = user
    self.password = password
    self.zone = zone
    self.transport = transport
  }

  func prepare() async throws(ServiceError) {}

  func grants() async throws(ServiceError) -> [Grant] { [] }

  func calendars() async throws(ServiceError) -> CalendarList { CalendarList([calendar]) }

  /// Reads the file and keeps nothing of it.
  ///
  /// - Throws: ``ServiceError`` when it cannot be had or is no calendar.
  func look() async throws(ServiceError) { _ = try await fetch(unless: nil) }

  func events(
    in calendar: CalendarID,
    window: DateInterval,
    cursor: String?
  ) async throws(ServiceError) -> EventPage {
    // The first page is of a text that was just fetched to see whether it is another.
    if published == nil { published = try await fetch(unless: nil) }
    guard var pages = published else { throw missing }
    let page = try pages.page(cursor)
    published = page.next == nil ? nil : pages
    return page
  }

  func changes(
    in calendar: CalendarID,
    window: DateInterval,
    since mark: SyncMark,
    cursor: String?
  ) async throws(ServiceError) -> EventPage {
    let known = mark.token.flatMap { PublishedCalendar.Mark(token: $0) }
    // A clock that was set back makes it no longer; a text that is not kept yet is asked for again.
    if let rest, let answered, answered.sum == known?.sum,
      (0..<rest).contains(transport.clock.now().timeIntervalSince(answered.at))
    {
      return EventPage(events: [])
    }
    guard let text = try await fetch(unless: known), text.mark.sum != known?.sum else {
      return EventPage(events: [])
    }
    published = text
    throw .syncExpired("There is another text at \(source.name).")
  }

  func event(_ id: RemoteEventID, in calendar: CalendarID) async throws(ServiceError) -> Event {
    guard var text = try await fetch(unless: nil) else { throw missing }
    var cursor: String?
    repeat {
      let page = try text.page(cursor)
      if let event = page.events.first(where: { $0.remoteID == id }) { return event }
      cursor = page.next
    } while cursor != nil
    throw .notFound("There is no event \(id) in \(source.name).")
  }

  // MARK: Fetching

  /// How long the source is left alone, in seconds; `nil` for a file of this machine.
  private var rest: TimeInterval? {
    if case .file = source { return nil }
    return min(max(interval ?? 0, Self.pause), Self.longestPause)
  }
  private var interval: TimeInterval?

  private var missing: ServiceError { .malformed("\(source.name) gave nothing. Try again later.") }

  /// Gets the text; `nil` when it is the one that is known.
  private func fetch(
    unless known: PublishedCalendar.Mark?
  ) async throws(ServiceError) -> PublishedCalendar? {
    let text: (bytes: [UInt8], mark: PublishedCalendar.Mark)?
    switch source {
    case .file(let path): text = try Self.read(path)
    case .server(let base, let link, let user, let password):
      text = try await ask(base, link, user: user, password: password, unless: known)
    }
    guard let text else {
      answered = (transport.clock.now(), known?.sum)
      return nil
    }
    let calendar = try PublishedCalendar(
      text.bytes,
      text.mark,
      from: source.name,
      calendar: calendar,
      zone: zone,
      isKnown: known != nil
    )
    interval = calendar.interval
    answered = (transport.clock.now(), text.mark.sum)
    return calendar
  }

  private static func read(
    _ path: String
  ) throws(ServiceError) -> (bytes: [UInt8], mark: PublishedCalendar.Mark) {
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    let known = try? FileManager.default.attributesOfItem(atPath: file.path)
    let size = (known?[.size] as? NSNumber)?.intValue ?? 0
    var reason = "it is larger than \(fileLimit >> 20) MB"
    if size <= fileLimit {
      do {
        let bytes = [UInt8](try Data(contentsOf: file))
        return (bytes, PublishedCalendar.Mark(bytes))
      } catch {
        reason =
          switch known?[.type] as? FileAttributeType {
          case nil: "it does not exist"
          case .typeDirectory?: "it is a folder"
          case .typeRegular?: "it may not be read by this user"
          default: "it is a device or a pipe"
          }
      }
    }
    throw .notFound("The file \(path) cannot be read: \(reason). Correct url.")
  }

  private func ask(
    _ base: ServiceURL,
    _ link: String,
    user: String?,
    password: String?,
    unless known: PublishedCalendar.Mark?
  ) async throws(ServiceError) -> (bytes: [UInt8], mark: PublishedCalendar.Mark)? {
    var request = ServiceRequest(method: .get, path: [])
    request.link = link
    request.accept = "text/calendar, */*;q=0.5"
    request.redirects = .anySecure
    if let etag = known?.etag { request.headers.append(("If-None-Match", etag)) }
    if let modified = known?.modified { request.headers.append(("If-Modified-Since", modified)) }
    var authorization = Authorization.none
    if let name = self.user {
      authorization = .basic(user: name, password: try await self.password("password"))
    } else if let user {
      authorization = .basic(user: user, password: password ?? "")
    }
    do throws(ServiceError) {
      return try await transport.send(request, to: base, authorization: authorization) {
        answer throws(ServiceError) in
        switch answer.status {
        case 200...299:
          let bytes = [UInt8](answer.body)
          return (
            bytes,
            PublishedCalendar.Mark(
              bytes,
              etag: answer.headers["etag"],
              modified: answer.headers["last-modified"]
            )
          )
        case 304 where known != nil: return nil
        default: throw failure(answer, host: base.host, isKnown: known != nil)
        }
      }
    } catch {
      throw explained(error, host: base.host, isKnown: known != nil)
    }
  }

  /// What helps where a calendar was asked for, and not a service.
  ///
  /// The account may be one that is about to be added, and then nothing was read yet.
  private func explained(_ error: ServiceError, host: String, isKnown: Bool) -> ServiceError {
    let kept = Self.kept(isKnown)
    if error == .signInToNetwork(host) {
      return .malformed(
        "A web page came from \(host) instead of a calendar. Copy the address of the calendar itself, "
          + "which often ends in .ics, and give it as url; or open any page in a browser, where the "
          + "network wants you to sign in.\(kept)"
      )
    }
    if error == .tooLarge(host, limit: transport.settings.bodyLimit) {
      return .malformed(
        "\(error.message) Fetch it with another program, and give the path of the file as "
          + "url.\(kept)"
      )
    }
    return error
  }

  /// What is said where there may be something that was read.
  static func kept(_ isKnown: Bool) -> String { isKnown ? " What was read before is kept." : "" }

  private nonisolated func failure(
    _ answer: ServiceResponse,
    host: String,
    isKnown: Bool
  ) -> ServiceError {
    switch answer.status {
    case 401, 403:
      return .forbidden(
        "\(host) rejected the credentials of \"\(calendar.account)\" (\(answer.status)). Copy the "
          + "address of the calendar again from where it is published, or "
          + (user == nil ? "add" : "correct") + " user and password_command of the account."
      )
    case 404, 410:
      return .notFound(
        "There is no calendar at this address of \(host) (\(answer.status)). Copy the address again "
          + "from where it is published, and give it as url."
      )
    case 429: return .rateLimited(retryAfter: answer.retryAfter)
    default:
      return .unavailable(
        status: answer.status,
        message: "\(host) answered with an error (\(answer.status))."
          + (isKnown
            ? " What was read before is kept; the next sync tries again." : " Try again later.")
      )
    }
  }

  // MARK: Changes

  private var refusal: ServiceError {
    .rejected("\(calendar.name) is a subscription: its events can be read and not changed.")
  }

  func create(
    _ draft: EventDraft,
    conferencing: ConferencingChange,
    id: EventID,
    notify: Bool
  ) async throws(ServiceError) -> Event { throw refusal }

  func find(
    _ id: EventID,
    in calendar: CalendarID,
    near window: DateInterval
  ) async throws(ServiceError) -> Event? { nil }

  func update(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    patch: EventPatch,
    current: Event,
    notify: Bool
  ) async throws(ServiceError) -> Event { throw refusal }

  func delete(
    _ id: RemoteEventID,
    in calendar: CalendarID,
    current: Event?,
    notify: Bool
  ) async throws(ServiceError) { throw refusal }

  func respond(
    to id: RemoteEventID,
    in calendar: CalendarID,
    with response: ParticipantResponse
  ) async throws(ServiceError) { throw refusal }
}
