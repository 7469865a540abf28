import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder of collections as khal and vdirsyncer have it, or a single collection: the items are files,
/// one for each UID.
///
/// Source: vdirsyncer documentation, "The Vdir Storage Format".
struct VdirStore: ResourceStore {
  var isOnThisMachine: Bool { true }

  private let account: AccountID
  /// The folder of collections, or the collection.
  private let root: VdirFolder

  /// Makes a store; nothing is read.
  ///
  /// - Parameters:
  ///   - account: The account.
  ///   - path: The folder; `~` stands for the user's home.
  ///   - calls: What it is read and written with.
  init(account: AccountID, path: String, calls: FileCalls = FileCalls()) {
    self.account = account
    var path = NSString(string: path).expandingTildeInPath
    while path.hasSuffix("/"), path.count > 1 { path.removeLast() }
    root = VdirFolder(path: path, calls: calls)
  }

  func prepare() async throws(ServiceError) {}

  func scheduling() async throws(ServiceError) -> ResourceScheduling { ResourceScheduling() }

  // MARK: Collections

  /// The id of the folder itself, where it is a collection.
  private static let own = "."
  /// The files of a collection that say more of it.
  private static let marks: Set = ["color", "displayname", emptyMark]
  /// What says that a folder is a collection once its last item is deleted here.
  private static let emptyMark = ".convene-calendar"

  func collections() async throws(ServiceError) -> CalendarList {
    guard let names = try root.names() else {
      throw FolderFailure(path: root.path).reading(ENOTDIR)
    }
    var collections: [CalendarInfo] = []
    var failure: ServiceError?
    if names.contains(where: { VdirFolder.isItem($0) || Self.marks.contains($0) }) {
      collections = [info(Self.own, root)]
    } else {
      for name in names.sorted()
      where !name.hasPrefix(".") && !name.utf8.contains(where: { $0 < 0x20 }) {
        let folder = VdirFolder(path: root.path + "/" + name, calls: root.calls)
        do throws(ServiceError) {
          // What other programs keep beside the items says nothing of what it is.
          guard let inner = try folder.names()?.filter({ !$0.hasPrefix(".") }),
            inner.isEmpty
              || inner.contains(where: { VdirFolder.isItem($0) || Self.marks.contains($0) })
          else { continue }
          collections.append(info(name, folder))
        } catch {
          failure = error
        }
      }
    }
    guard !collections.isEmpty else {
      throw failure
        ?? .unreachable(
          "The folder \(root.path) has no calendars. Mount the disk that it is on, create a folder in it "
            + "for each calendar, or correct path."
        )
    }
    collections[0].isPrimary = true
    return CalendarList(collections, failure: failure)
  }

  /// The files that cannot be read, and why: `work/a.ics cannot be read. Line 3: …`; and those that
  /// have the same event.
  ///
  /// - Parameter limit: How many are named.
  /// - Returns: A sentence each.
  /// - Throws: ``ServiceError`` when the folder cannot be read.
  func brokenFiles(limit: Int = 5) async throws(ServiceError) -> [String] {
    var broken: [String] = []
    for calendar in try await collections() {
      let folder = try folder(calendar.id)
      var copies: [EventUID: [String]] = [:]
      for name in try folder.items().items.keys.map(\.rawValue).sorted() {
        guard let file = try folder.read([name]).first else { continue }
        let place = EventReading.Place(account: account, calendar: calendar.id)
        do throws(ResourceText.Refusal) {
          let text = try ResourceText(file.bytes, as: EventID(name), at: place, zone: .gmt)
          guard let uid = text.uid, !text.parts.isEmpty else { continue }
          copies[EventUID(uid), default: []].append(path(ResourceName(name), in: calendar.id))
        } catch {
          broken.append(complaint(about: Self.resource(file), in: calendar.id, error.reason))
        }
      }
      broken += copies.values.filter { $0.count > 1 }.map(Self.complaint(aboutCopies:)).sorted()
    }
    guard broken.count > limit else { return broken }
    return broken.prefix(limit) + ["and \(broken.count - limit) more"]
  }

  /// What says that files have the same event, by their paths.
  private static func complaint(aboutCopies paths: [String]) -> String {
    let names = paths.dropLast().joined(separator: ", ") + " and " + (paths.last ?? "")
    let times = paths.count == 2 ? "twice" : "\(paths.count) times"
    return "\(names) have one UID, so their event is shown \(times). Keep one of them."
  }

  /// The path of a file in the folder of collections.
  private func path(_ name: ResourceName, in collection: CalendarID) -> String {
    collection.rawValue == Self.own ? name.rawValue : "\(collection)/\(name)"
  }

  func complaint(
    about resource: CalendarResource,
    in collection: CalendarID,
    _ reason: String
  ) -> String {
    let path = path(resource.name, in: collection)
    return resource.bytes.isEmpty
      ? "\(path) is empty, too large or closed to this user, and not shown."
      : "\(path) is not shown. \(reason)"
  }

  private func info(_ id: String, _ folder: VdirFolder) -> CalendarInfo {
    func line(_ name: String) -> String {
      let text = folder.text(name)?.prefix { !$0.isNewline }.trimmingCharacters(in: .whitespaces)
      return String((text ?? "").unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
    }
    let (name, color) = (line("displayname").prefix(200), line("color").lowercased())
    let isColor =
      color.utf8.count == 7 && color.hasPrefix("#") && color.dropFirst().allSatisfy(\.isHexDigit)
    return CalendarInfo(
      id: CalendarID(id),
      account: account,
      name: name.isEmpty ? NSString(string: folder.path).lastPathComponent : String(name),
      color: isColor ? color : "",
      isReadOnly: !folder.isWritable
    )
  }

  private func folder(_ collection: CalendarID) throws(ServiceError) -> VdirFolder {
    let name = collection.rawValue
    if name == Self.own { return root }
    guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/") else {
      throw .notFound("There is no calendar \(name) in \(root.path).")
    }
    return VdirFolder(path: root.path + "/" + name, calls: root.calls)
  }

  // MARK: Reading

  func changes(
    in collection: CalendarID,
    since token: String?,
    cursor: String?
  ) async throws(ServiceError) -> ResourceChanges {
    let folder = try folder(collection)
    let old = token.flatMap { VdirState(token: $0) }
    let state = try VdirState(folder, since: old)
    var changes = ResourceChanges()
    changes.token = state.token
    guard token != nil else {
      changes.isFullListing = true
      changes.changed = versions(state, Array(state.items.keys))
      return changes
    }
    guard let old else {
      throw .syncExpired("The last reading of \(folder.path) is not known any more.")
    }
    if state.items.isEmpty, !old.items.isEmpty, old.identity != state.identity {
      throw .unreachable(
        "The folder \(folder.path) is empty, and not the one that it was. Mount the disk that it is on; "
          + "what was read before is kept."
      )
    }
    changes.changed = versions(state, state.changed(since: old))
    changes.removed = state.removed(since: old)
    return changes
  }

  private func versions(
    _ state: VdirState,
    _ names: [ResourceName]
  ) -> [ResourceName: ResourceVersion] {
    Dictionary(
      names.compactMap { name in
        state.items[name].map { item in
          let stamp = item.stamp
          let tag = "\(stamp.size)-\(stamp.changed)-\(stamp.inode)"
          return (name, ResourceVersion(tag: tag))
        }
      },
      uniquingKeysWith: { first, _ in first }
    )
  }

  func read(
    _ names: [ResourceName],
    in collection: CalendarID
  ) async throws(ServiceError) -> [CalendarResource] {
    let items = names.map(\.rawValue).filter(VdirFolder.isItem)
    return try folder(collection).read(items).map(Self.resource)
  }

  private static func resource(_ file: (name: String, bytes: [UInt8])) -> CalendarResource {
    CalendarResource(
      name: ResourceName(file.name),
      version: ResourceVersion(tag: VdirState.sum(file.bytes)),
      bytes: file.bytes
    )
  }

  func find(
    uid: String,
    in collection: CalendarID
  ) async throws(ServiceError) -> CalendarResource? {
    let folder = try folder(collection)
    let named = name(forUID: uid)
    let others = try folder.items().items.keys.filter { $0 != named }.map(\.rawValue).sorted()
    // One by one, for a folder may hold more than the memory does.
    for name in [named.rawValue] + others {
      guard let file = try folder.read([name]).first else { continue }
      let resource = Self.resource(file)
      if resource.holds(uid: uid) { return resource }
    }
    return nil
  }

  // MARK: Writing

  func name(forUID uid: String) -> ResourceName { ResourceName(uid: uid) }

  func write(
    _ text: [UInt8],
    as name: ResourceName,
    in collection: CalendarID,
    if condition: WriteCondition
  ) async throws(ServiceError) -> ResourceVersion? {
    guard VdirFolder.isItem(name.rawValue) else {
      throw .rejected("\(name) cannot be the name of a file of an event.")
    }
    let sum: String? =
      switch condition {
      case .absent: nil
      case .version(let version): version.tag
      }
    try folder(collection).write(text, as: name.rawValue, replacing: sum)
    return ResourceVersion(tag: VdirState.sum(text))
  }

  func delete(
    _ name: ResourceName,
    in collection: CalendarID,
    if version: ResourceVersion,
    silently: Bool
  ) async throws(ServiceError) {
    guard VdirFolder.isItem(name.rawValue) else { return }
    let folder = try folder(collection)
    if collection.rawValue == Self.own, let names = try folder.names(),
      names.filter(VdirFolder.isItem) == [name.rawValue], Self.marks.isDisjoint(with: names)
    {
      // Without any item it would be taken for a folder of collections.
      try folder.write([], as: Self.emptyMark, replacing: nil)
    }
    try folder.remove(name.rawValue, with: version.tag)
  }
}
