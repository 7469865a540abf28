import CalendarCore
import ConferencingCore

/// How a server spells the paths of the resources of a collection.
///
/// A name can be percent-encoded in several ways, and some servers know only their own. Only what
/// is spelled in another way than here is kept.
struct ResourcePaths: Sendable {
  private var others: [ResourceName: String] = [:]

  /// The address of a resource.
  func address(of name: ResourceName, in collection: CalDAVCollection) -> DAVAddress {
    others[name].map { DAVAddress(collection.address.origin, $0) }
      ?? collection.address.child(name.rawValue)
  }

  /// The name of the resource at a reference in an answer, whose spelling is kept.
  ///
  /// - Returns: The name; `nil` for what is not a resource of the collection.
  mutating func name(at href: String, in collection: CalDAVCollection) -> ResourceName? {
    guard let address = collection.address.resolving(href),
      let name = collection.address.name(of: address).map({ ResourceName($0) })
    else { return nil }
    if address.path != collection.address.child(name.rawValue).path { others[name] = address.path }
    return name
  }

  /// Adds what was found elsewhere.
  mutating func add(_ paths: ResourcePaths) { others.merge(paths.others) { $1 } }
}

extension ResourceVersion {
  /// The version that an entity tag names; quotes that a server leaves out are added, and whether
  /// it is a weak one says nothing here.
  init(etag: String) { self.init(tag: Self.quoted(etag)) }

  /// That of a resource of which a server says no tag when it lists it.
  static let unknown = ResourceVersion(tag: "")

  /// What begins a tag that is a sum of the text: no entity tag begins so.
  private static let sumMark = "sum "

  /// The version of a text for which the server says no tag: its sum stands for it.
  init(sumOf bytes: [UInt8]) {
    self.init(tag: Self.sumMark + SHA256.hex(of: bytes))
  }

  /// Whether the server says no tag for it, so that no condition can name it.
  var isSum: Bool { tag.isEmpty || tag.hasPrefix(Self.sumMark) }

  private static func quoted(_ tag: String) -> String {
    let bare = tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag
    return bare.isEmpty || bare.hasPrefix("\"") ? bare : "\"\(bare)\""
  }

  /// The version that an answer names; `nil` when it names none.
  init?(_ answer: ServiceResponse) {
    guard let tag = answer.headers["etag"], !tag.isEmpty else { return nil }
    self.init(etag: tag)
  }

  /// The version that properties name; `nil` when they name none.
  init?(_ response: Multistatus.Response) {
    guard let tag = response[.dav("getetag")]?.trimmed, !tag.isEmpty else { return nil }
    self.init(etag: tag)
  }
}
