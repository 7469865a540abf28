import CalendarCore
import ConferencingCore
import Foundation

/// The calendars of an account at a CalDAV server (RFC 4791).
///
/// An actor because what was found out of the server is kept for later requests.
actor CalDAVStore: ResourceStore {
  private let account: AccountID
  private let url: DAVAddress
  private let client: DAVClient
  /// The names or the last parts of the paths of the calendars that are wanted; empty for all.
  private let wanted: Set<String>

  private var site: CalDAVSite?
  private var collections: [CalendarID: CalDAVCollection] = [:]
  private var paths: [CalendarID: ResourcePaths] = [:]
  /// Collections whose server told of changes and turned out not to.
  private var listed: Set<CalendarID> = []

  /// Makes a store; nothing is sent.
  init(
    account: AccountID,
    url: DAVAddress,
    client: DAVClient,
    wanted: Set<String> = []
  ) {
    self.account = account
    self.url = url
    self.client = client
    self.wanted = wanted
  }

  func prepare() async throws(ServiceError) { _ = try await client.authorizer.authorization() }

  // MARK: Collections

  func collections() async throws(ServiceError) -> CalendarList {
    let found = try await list()
    let shown = found.filter { isWanted($0) }
    let main = shown.first { !$0.isReadOnly }?.id
    return CalendarList(
      shown.map { collection in
        CalendarInfo(
          id: collection.id,
          account: account,
          name: name(of: collection),
          color: collection.color,
          zone: collection.zone,
          isPrimary: collection.id == main,
          isReadOnly: collection.isReadOnly
        )
      }
    )
  }

  private func name(of collection: CalDAVCollection) -> String {
    collection.name.isEmpty
      ? collection.address.segments.last ?? account.rawValue : collection.name
  }

  private func isWanted(_ collection: CalDAVCollection) -> Bool {
    wanted.isEmpty || wanted.contains { names($0, collection) }
  }

  private func names(_ text: String, _ collection: CalDAVCollection) -> Bool {
    text == name(of: collection) || text == collection.address.segments.last
  }

  /// The calendars of all homes, in the order in which the server shows them.
  private func list() async throws(ServiceError) -> [CalDAVCollection] {
    let site = try await found()
    var list: [CalDAVCollection] = []
    for home in site.homes {
      let status = try await client.multistatus(
        .properties(CalDAVCollection.properties, depth: 1),
        at: home
      )
      for response in status.responses {
        guard let collection = CalDAVCollection(response, in: home),
          !list.contains(where: { $0.id == collection.id })
        else { continue }
        list.append(collection)
      }
    }
    collections = Dictionary(list.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let places = list.enumerated().sorted {
      ($0.element.order ?? .max, $0.offset) < ($1.element.order ?? .max, $1.offset)
    }
    return places.map(\.element)
  }

  /// What the server says of the account; asked once.
  private func found() async throws(ServiceError) -> CalDAVSite {
    if let site { return site }
    let found = try await CalDAVSite.discover(url, client)
    site = found
    return found
  }

  /// What the server can do, in one line for the doctor.
  func summary() async throws(ServiceError) -> String {
    let all = try await list()
    let shown = all.filter { isWanted($0) }
    let protected = shown.count { $0.isReadOnly }
    var parts = [shown.count == 1 ? "1 calendar" : "\(shown.count) calendars"]
    if protected > 0 { parts[0] += " (\(protected) read-only)" }
    let missing = wanted.filter { name in
      !shown.contains { names(name, $0) }
    }
    if !missing.isEmpty { parts.append("none named " + missing.sorted().joined(separator: ", ")) }
    parts.append(
      shown.allSatisfy(\.supportsSyncCollection)
        ? "reads only changes" : "lists all events at each sync"
    )
    parts.append(
      site?.schedules == true ? "the server sends invitations" : "no invitations are sent"
    )
    return parts.joined(separator: ", ")
  }

  func scheduling() async throws(ServiceError) -> ResourceScheduling {
    let site = try await found()
    return ResourceScheduling(mails: site.schedules, addresses: site.addresses)
  }

  /// A calendar by its id.
  ///
  /// - Throws: ``ServiceError/notFound(_:)`` when the server does not list it any more.
  private func collection(_ id: CalendarID) async throws(ServiceError) -> CalDAVCollection {
    if let known = collections[id] { return known }
    _ = try await list()
    if let known = collections[id] { return known }
    throw .notFound("\(url.origin.host) has no calendar \(id) any more. Sync to see those it has.")
  }

  // MARK: Resources

  func changes(
    in id: CalendarID,
    since token: String?,
    cursor: String?
  ) async throws(ServiceError) -> ResourceChanges {
    let collection = try await collection(id)
    var reader = reader(of: collection)
    defer { keep(reader.paths, of: id) }
    guard let text = cursor ?? token else {
      if collection.supportsSyncCollection, !listed.contains(id) {
        if let all = try await reader.changes(since: nil, isFullListing: true),
          all.token != nil || all.next != nil
        {
          return all
        }
        // It says that it tells changes, and does not.
        listed.insert(id)
      }
      return try await reader.listing(since: nil)
    }
    guard let mark = CollectionSyncState(text) else {
      throw .syncExpired("The mark of the last sync of \(name(of: collection)) cannot be read.")
    }
    switch mark {
    case .listing(let known): return try await reader.listing(since: known)
    case .token(let text):
      guard let part = try await reader.changes(since: text, isFullListing: token == nil) else {
        throw .syncExpired("\(url.origin.host) no longer tells what changed since the last sync.")
      }
      return part
    }
  }

  func read(
    _ names: [ResourceName],
    in id: CalendarID
  ) async throws(ServiceError) -> [CalendarResource] {
    var reader = reader(of: try await collection(id))
    defer { keep(reader.paths, of: id) }
    return try await reader.read(names)
  }

  func find(uid: String, in id: CalendarID) async throws(ServiceError) -> CalendarResource? {
    var reader = reader(of: try await collection(id))
    defer { keep(reader.paths, of: id) }
    // What was made here has this name.
    if let resource = try await reader.get(name(forUID: uid)), resource.holds(uid: uid) {
      return resource
    }
    return try await reader.find(uid: uid)
  }

  func write(
    _ text: [UInt8],
    as name: ResourceName,
    in id: CalendarID,
    if condition: WriteCondition
  ) async throws(ServiceError) -> ResourceVersion? {
    let collection = try await collection(id)
    let place = (paths[id] ?? ResourcePaths()).address(of: name, in: collection)
    return try await CollectionWriter(client: client).write(text, to: place, if: condition)
  }

  func delete(
    _ name: ResourceName,
    in id: CalendarID,
    if version: ResourceVersion,
    silently: Bool
  ) async throws(ServiceError) {
    let collection = try await collection(id)
    let place = (paths[id] ?? ResourcePaths()).address(of: name, in: collection)
    try await CollectionWriter(client: client).delete(place, if: version, silently: silently)
  }

  nonisolated func name(forUID uid: String) -> ResourceName { ResourceName(uid: uid) }

  private func reader(of collection: CalDAVCollection) -> CollectionReader {
    CollectionReader(
      collection: collection,
      client: client,
      paths: paths[collection.id] ?? ResourcePaths()
    )
  }

  private func keep(_ found: ResourcePaths, of id: CalendarID) {
    paths[id, default: ResourcePaths()].add(found)
  }
}
