import CalendarCore
import Foundation

/// A store of calendar object resources (RFC 4791, section 4.1): collections of small iCalendar texts,
/// each of which holds all events of one UID.
///
/// A CalDAV server and a folder of `.ics` files are such stores. Every method throws ``ServiceError``
/// and nothing else, and stops early with ``ServiceError/cancelled`` when its task is cancelled.
protocol ResourceStore: Sendable {
  /// Whether it is on this machine, where a look costs nothing.
  var isOnThisMachine: Bool { get }

  /// Gets what lets requests in, as ``CalendarService/prepare()`` does.
  func prepare() async throws(ServiceError)

  /// The collections that hold events.
  ///
  /// - Returns: Each as a calendar; ``CalendarInfo/isReadOnly`` where the user may not write.
  func collections() async throws(ServiceError) -> CalendarList

  /// One part of what changed in a collection.
  ///
  /// - Parameters:
  ///   - collection: The collection.
  ///   - token: ``ResourceChanges/token`` of the last part of an earlier answer; everything that is
  ///     there is listed for `nil`.
  ///   - cursor: ``ResourceChanges/next`` of the part before; `nil` for the first.
  /// - Returns: The names and versions of resources that were made or changed since, and the names of
  ///   those that are no more.
  /// - Throws: ``ServiceError/syncExpired(_:)`` when the token is not known any more.
  func changes(
    in collection: CalendarID,
    since token: String?,
    cursor: String?
  ) async throws(ServiceError) -> ResourceChanges

  /// Reads resources; the store asks for as many at once as it can.
  ///
  /// - Returns: The resources, in any order; those that are gone are missing, and one that alone cannot
  ///   be had has its ``CalendarResource/refusal``.
  func read(
    _ names: [ResourceName],
    in collection: CalendarID
  ) async throws(ServiceError) -> [CalendarResource]

  /// What says that a resource cannot be read, as a sentence that names it.
  ///
  /// - Parameters:
  ///   - resource: The resource.
  ///   - collection: Its collection.
  ///   - reason: Why, as a sentence.
  /// - Returns: The sentence.
  func complaint(
    about resource: CalendarResource,
    in collection: CalendarID,
    _ reason: String
  ) -> String

  /// The resource that holds the events of a UID.
  ///
  /// - Returns: The resource; `nil` when there is none.
  func find(
    uid: String,
    in collection: CalendarID
  ) async throws(ServiceError) -> CalendarResource?

  /// A name for a new resource: it is derived from the UID only as far as that is safe.
  func name(forUID uid: String) -> ResourceName

  /// Writes a resource.
  ///
  /// - Parameters:
  ///   - text: An iCalendar stream.
  ///   - name: Its name.
  ///   - collection: The collection.
  ///   - condition: What must hold; it is checked by the store together with the write.
  /// - Returns: The version that was written; `nil` when the store does not say, or says that it changed
  ///   the text: then it is read back.
  /// - Throws: ``ServiceError/changed(_:)`` when the condition does not hold, or another resource of the
  ///   collection has the UID.
  func write(
    _ text: [UInt8],
    as name: ResourceName,
    in collection: CalendarID,
    if condition: WriteCondition
  ) async throws(ServiceError) -> ResourceVersion?

  /// Deletes a resource; one that is gone counts as deleted.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - collection: The collection.
  ///   - version: What it must still be.
  ///   - silently: Whether the organizer of somebody else's meeting gets no answer, where the server
  ///     would send one.
  /// - Throws: ``ServiceError/changed(_:)`` when it is another version by now.
  func delete(
    _ name: ResourceName,
    in collection: CalendarID,
    if version: ResourceVersion,
    silently: Bool
  ) async throws(ServiceError)

  /// What the server does about invitations (RFC 6638).
  func scheduling() async throws(ServiceError) -> ResourceScheduling
}

extension ResourceStore {
  var isOnThisMachine: Bool { false }

  func complaint(
    about resource: CalendarResource,
    in collection: CalendarID,
    _ reason: String
  ) -> String {
    "\(resource.name) is not shown. \(reason)"
  }
}

/// The name of a resource in its collection: the last segment of its address, percent-decoded, or the
/// name of its file.
struct ResourceName: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The name.
  let rawValue: String
  /// Makes a name.
  init(_ rawValue: String) { self.rawValue = rawValue }
  var description: String { rawValue }

  /// Names are the same where their bytes are: a letter with an accent can be written in two ways, which
  /// are one text to Swift and two files to a disk.
  static func == (one: ResourceName, other: ResourceName) -> Bool {
    one.rawValue.utf8.elementsEqual(other.rawValue.utf8)
  }

  /// Hashes the bytes.
  func hash(into hasher: inout Hasher) {
    for byte in rawValue.utf8 { hasher.combine(byte) }
  }

  /// Makes the name of a new resource of a UID, which is the same each time.
  ///
  /// So it can be looked for after an answer was lost. It is the UID where every store takes that as a
  /// name, and a sum of it otherwise.
  init(uid: String) {
    let isPlain = uid.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E, 0x5F: true
      default: false
      }
    }
    guard isPlain, 1...100 ~= uid.utf8.count, !uid.hasPrefix(".") else {
      self.init(SHA256.hex(of: Array(uid.utf8)).prefix(32) + ".ics")
      return
    }
    self.init(uid + ".ics")
  }
}

/// What tells a version of a resource from others.
struct ResourceVersion: Hashable, Sendable, Codable {
  /// The entity tag as the server writes it, weak ones included; of a file what stands for it.
  var tag: String
  /// Makes a version.
  init(tag: String) { self.tag = tag }
}

/// A resource as it was read.
struct CalendarResource: Hashable, Sendable {
  /// Its name.
  var name: ResourceName
  /// The version that was read.
  var version: ResourceVersion
  /// An iCalendar stream.
  var bytes: [UInt8]
  /// Why the store has it and does not give it; ``bytes`` is empty then.
  var refusal: ServiceError?

  /// Whether its events have a UID.
  func holds(uid: String) -> Bool {
    var line: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard byte == 0x0A || byte == 0x0D else {
        line.append(byte)
        continue
      }
      if byte == 0x0D, rest.first == 0x0A { rest = rest.dropFirst() }
      // A line that is folded goes on after a blank (RFC 5545, section 3.1).
      if rest.first == 0x20 || rest.first == 0x09 {
        rest = rest.dropFirst()
      } else {
        if Self.says(uid, line) { return true }
        line.removeAll(keepingCapacity: true)
      }
    }
    return Self.says(uid, line)
  }

  private static func says(_ uid: String, _ line: [UInt8]) -> Bool {
    guard String(decoding: line.prefix(3), as: UTF8.self).uppercased() == "UID",
      let colon = line.firstIndex(of: UInt8(ascii: ":")),
      colon == 3 || line[3] == UInt8(ascii: ";")
    else { return false }
    let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
      .trimmingCharacters(in: .whitespaces)
    return value == uid
      || value.replacing("\\,", with: ",").replacing("\\;", with: ";")
        .replacing("\\\\", with: "\\") == uid
  }
}

/// One part of what changed in a collection.
struct ResourceChanges: Hashable, Sendable {
  /// The resources that are new, or of another version than before.
  var changed: [ResourceName: ResourceVersion] = [:]
  /// Those that are no more.
  var removed: [ResourceName] = []
  /// Whether all that is there is listed, so that what is not on any part is no more.
  var isFullListing = false
  /// What the next part is asked for with; `nil` on the last.
  var next: String?
  /// What later changes are asked for with; on the last part.
  var token: String?
}

/// What must hold for a write.
enum WriteCondition: Hashable, Sendable {
  /// There is no resource of the name.
  case absent
  /// The resource is still of the version.
  case version(ResourceVersion)
}

/// What a server does about invitations.
struct ResourceScheduling: Hashable, Sendable {
  /// Whether it mails invitations and answers itself (RFC 6638).
  var mails = false
  /// The user's own e-mail addresses; empty when it does not say.
  var addresses: [String] = []
}
