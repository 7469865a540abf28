import CalendarCore
import ConferencingCore
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The state of all items of a folder, as the token keeps it from which changes are told.
struct VdirState: Sendable, Equatable {
  /// What is known of an item.
  struct Item: Hashable, Sendable {
    var stamp: VdirFolder.Stamp
    /// A sum of its text, where the stamp alone does not tell a change.
    var sum: String?
    /// Whether the stamp need not tell the next change: a file that is written twice within one tick of
    /// the file system's clock.
    var isDoubtful = false
  }

  var identity: VdirFolder.Identity
  var items: [ResourceName: Item]

  /// How long a tick may be, in nanoseconds.
  private static let tick: Int64 = 20_000_000

  /// Looks at a folder.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - old: The state that changes are to be told from; `nil` when none are.
  /// - Throws: ``ServiceError`` when it cannot be read.
  init(_ folder: VdirFolder, since old: VdirState? = nil) throws(ServiceError) {
    let found = try folder.items()
    identity = found.identity
    items = found.items.mapValues { Item(stamp: $0) }
    let newest = found.items.values.map(\.changed).max() ?? 0
    for (name, stamp) in found.items where stamp.changed > newest - Self.tick {
      items[name]?.isDoubtful = true
    }
    let known = old?.items.filter { $0.value.sum != nil }
    let summed = items.filter { $0.value.isDoubtful || known?[$0.key] != nil }.map(\.key)
    for name in summed {
      items[name]?.sum = try folder.read([name.rawValue]).first.map { Self.sum($0.bytes) }
    }
  }

  /// A sum of a text.
  static func sum(_ bytes: [UInt8]) -> String { SHA256.hex(of: bytes) }

  // MARK: Changes

  /// The names of items that are others than they were, or new.
  func changed(since old: VdirState) -> [ResourceName] {
    items.compactMap { name, item in
      guard let before = old.items[name], before.stamp == item.stamp else { return name }
      guard let sum = before.sum else { return nil }
      // What was doubtful then is told by its text now.
      return item.sum == sum ? nil : name
    }
  }

  /// The names of items that are gone.
  func removed(since old: VdirState) -> [ResourceName] {
    old.items.keys.filter { items[$0] == nil }
  }

  // MARK: Token

  private static let head = "vdir-1"

  /// The state as a text.
  var token: String {
    var text = "\(Self.head) \(identity.device) \(identity.inode)\n"
    text.reserveCapacity(items.count * 80)
    for (name, item) in items.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let stamp = item.stamp
      let sum = item.isDoubtful ? item.sum ?? "-" : "-"
      text += "\(stamp.size) \(stamp.changed) \(stamp.inode) \(sum) \(name)\n"
    }
    return text
  }

  /// Reads a token; `nil` for what is none.
  init?(token: String) {
    var lines = token.split(separator: "\n")[...]
    guard let head = lines.popFirst()?.split(separator: " "), head.count == 3,
      head[0] == Self.head, let device = UInt64(head[1]), let inode = UInt64(head[2])
    else { return nil }
    identity = VdirFolder.Identity(device: device, inode: inode)
    items = Dictionary(minimumCapacity: lines.count)
    for line in lines {
      let parts = line.split(separator: " ", maxSplits: 4)
      guard parts.count == 5, let size = Int64(parts[0]), let changed = Int64(parts[1]),
        let inode = UInt64(parts[2])
      else { return nil }
      items[ResourceName(String(parts[4]))] = Item(
        stamp: VdirFolder.Stamp(size: size, changed: changed, inode: inode),
        sum: parts[3] == "-" ? nil : String(parts[3])
      )
    }
  }
}

extension VdirFolder.Stamp {
  init(_ status: stat) {
    #if canImport(Darwin)
      let time = status.st_ctimespec
    #else
      let time = status.st_ctim
    #endif
    self.init(
      size: Int64(status.st_size),
      changed: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec),
      inode: UInt64(status.st_ino)
    )
  }
}
