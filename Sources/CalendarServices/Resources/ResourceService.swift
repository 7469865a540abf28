import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation

/// The calendars of a store of resources: what it holds is read and changed as iCalendar text.
///
/// Series come as masters with their exceptions, and the cache expands them. Every change reads the
/// resource, changes its text in place, and writes it on the condition that it is still the version
/// that was read; where another part of it was changed meanwhile, it does so again.
actor ResourceService: CalendarService {
  nonisolated var isVersioned: Bool { true }
  nonisolated var hasSyncTokens: Bool { true }
  nonisolated var listsAllResources: Bool { true }
  nonisolated var isOnThisMachine: Bool { store.isOnThisMachine }

  let account: AccountID
  let store: any ResourceStore
  /// Reads and writes the texts of the store.
  let access: ResourceAccess
  private let email: String
  private let clock: ServiceClock
  /// What is being read of collections, page by page.
  private var listings: [CalendarID: Listing] = [:]
  private var lastListing = 0

  /// The names that a reading still has to read.
  private struct Listing {
    let number: Int
    let names: [ResourceName]
    let gone: [ResourceName]
    let token: String?
    /// The names of what was listed and refused so far.
    var refused: Set<ResourceName> = []
  }

  /// How many resources a page has.
  private static let pageSize = 1_000

  /// Makes a service; nothing is read.
  ///
  /// - Parameters:
  ///   - account: The account.
  ///   - store: What holds the resources.
  ///   - email: The owner's address; empty when it is not known.
  ///   - zone: The zone of times that name none.
  ///   - clock: The time, for the stamps of changes.
  ///   - formerTexts: Keeps the texts that are changed; `nil` where nothing is undone.
  init(
    account: AccountID,
    store: any ResourceStore,
    email: String = "",
    zone: TimeZone,
    clock: ServiceClock,
    formerTexts: (any FormerTexts)? = nil
  ) {
    self.account = account
    self.store = store
    self.email = email
    self.clock = clock
    access = ResourceAccess(
      account: account,
      store: store,
      zone: zone,
      history: ResourceHistory(account: account, texts: formerTexts)
    )
  }

  func prepare() async throws(ServiceError) { try await store.prepare() }

  func grants() async throws(ServiceError) -> [Grant] {
    let scheduling = try await store.scheduling()
    return [
      Grant(
        id: GrantID(account.rawValue),
        provider: scheduling.mails ? GrantProvider(rawValue: "caldav") : .unscheduled,
        email: try await owners().first ?? ""
      )
    ]
  }

  func calendars() async throws(ServiceError) -> CalendarList {
    var list = try await store.collections()
    list.isMainGuessed = true
    return list
  }

  /// The owner's addresses, the one that is written first.
  func owners() async throws(ServiceError) -> [String] {
    let known = try await store.scheduling().addresses
    guard !email.isEmpty else { return known }
    return [email] + known.filter { $0.lowercased() != email.lowercased() }
  }

  /// The time, for the stamps of changes.
  var now: Date { clock.now() }

  // MARK: Reading

  func events(
    in calendar: CalendarID,
    window: DateInterval,
    cursor: String?
  ) async throws(ServiceError) -> EventPage {
    if cursor == nil { try await list(calendar, since: nil) }
    return try await page(of: calendar, cursor, isWhole: true)
  }

  func changes(
    in calendar: CalendarID,
    window: DateInterval,
    since mark: SyncMark,
    cursor: String?
  ) async throws(ServiceError) -> EventPage {
    if cursor == nil { try await list(calendar, since: mark.token) }
    return try await page(of: calendar, cursor, isWhole: false)
  }

  /// Asks for the names of what is to be read.
  private func list(_ calendar: CalendarID, since token: String?) async throws(ServiceError) {
    let mark = token.map { ResourceToken($0) }
    var (names, gone): (Set<ResourceName>, [ResourceName]) = (mark?.refused ?? [], [])
    var last = ResourceChanges()
    var chain = PageChain(of: "Account \"\(account)\"")
    repeat {
      last = try await store.changes(in: calendar, since: mark?.token, cursor: last.next)
      // A store that lists everything where changes were asked for does not know the token.
      if last.isFullListing, token != nil {
        throw .syncExpired("Changes are not told since the last reading.")
      }
      names.formUnion(last.changed.keys)
      gone += last.removed
      if let next = last.next {
        try chain.follow(next, after: last.changed.keys.map(\.rawValue) + gone.map(\.rawValue))
      }
    } while last.next != nil
    lastListing += 1
    listings[calendar] = Listing(
      number: lastListing,
      names: names.sorted { $0.rawValue < $1.rawValue },
      gone: gone.filter { !names.contains($0) },
      token: last.token
    )
  }

  private func page(
    of calendar: CalendarID,
    _ cursor: String?,
    isWhole: Bool
  ) async throws(ServiceError) -> EventPage {
    let parts = cursor?.split(separator: " ").compactMap { Int($0) } ?? []
    guard let listing = listings[calendar], cursor == nil || parts.first == listing.number,
      case let first = parts.count == 2 ? parts[1] : 0, 0...listing.names.count ~= first
    else { throw .rejected("The list of what is to be read is not known any more.") }
    let end = min(first + Self.pageSize, listing.names.count)
    let names = Array(listing.names[first..<end])
    var page = EventPage(events: [])
    var missing = Set(names)
    let resources = names.isEmpty ? [] : try await store.read(names, in: calendar)
    let returned = access.history.returned(in: calendar)
    for resource in resources where missing.remove(resource.name) != nil {
      add(resource, of: calendar, returned, to: &page)
      if resource.refusal != nil { listings[calendar]?.refused.insert(resource.name) }
    }
    if !isWhole {
      let gone = missing + (first == 0 ? listing.gone : [])
      page.gone = gone.map { ResourceEventID($0).remoteID }
      // An exception that is not there any more is gone as well.
      page.series += page.gone
    }
    page.next = end < listing.names.count ? "\(listing.number) \(end)" : nil
    if page.next == nil {
      page.syncToken = listing.token.map { token in
        ResourceToken(refused: listings[calendar]?.refused ?? [], token).text
      }
      listings[calendar] = nil
    }
    return page
  }

  private func add(
    _ resource: CalendarResource,
    of calendar: CalendarID,
    _ returned: [ResourceName: EventID],
    to page: inout EventPage
  ) {
    let id = ResourceEventID(resource.name).remoteID
    // What is there and cannot be read keeps what is known of it.
    func refuse(_ reason: String) {
      page.unreadable.append(id)
      page.reasons[id] = store.complaint(about: resource, in: calendar, reason)
    }
    if let refusal = resource.refusal { return refuse(refusal.message) }
    do throws(ResourceText.Refusal) {
      let text = try access.text(of: resource, in: calendar)
      page.events += text.parts.map(\.event)
      page.series.append(id)
      // What is made here has its id as UID, and the name of the resource need not tell it.
      page.madeHere[id] = text.uid.map { EventID($0) }
      if let event = returned[resource.name],
        access.isReturned(text, as: resource.name, in: calendar)
      {
        page.madeHere[id] = event
      }
    } catch {
      refuse(error.reason)
    }
  }

  func event(_ id: RemoteEventID, in calendar: CalendarID) async throws(ServiceError) -> Event {
    let name = ResourceEventID(id)
    let (_, text) = try await access.resource(name.name, in: calendar)
    guard let part = text[name.start] else { throw ResourceAccess.missing }
    return part.event
  }

  nonisolated func movedID(to key: OccurrenceKey) -> RemoteEventID? {
    guard case .remote(let series) = key.series else { return nil }
    return ResourceEventID(ResourceEventID(series).name, start: key.originalStart).remoteID
  }

  func find(
    _ id: EventID,
    in calendar: CalendarID,
    near window: DateInterval
  ) async throws(ServiceError) -> Event? {
    if let name = access.history.resource(of: id, in: calendar) {
      // It came back with the UID that it had.
      guard let resource = try await access.stored(name, in: calendar) else { return nil }
      guard let text = try? access.text(of: resource, in: calendar),
        access.isReturned(text, as: name, in: calendar)
      else { return nil }
      return text.master?.event
    }
    guard let resource = try await store.find(uid: id.rawValue, in: calendar) else { return nil }
    return try? access.text(of: resource, in: calendar).master?.event
  }
}
