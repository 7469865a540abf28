/// What a server says of several resources (RFC 4918, section 13).
struct Multistatus: Hashable, Sendable {
  /// What it says of one of them.
  struct Response: Hashable, Sendable {
    /// The addresses, as the server spells them; more than one only beside a status.
    var hrefs: [String]
    /// The status of the resource itself; `nil` where its properties have statuses.
    var status: Int?
    /// The properties that were told (2xx).
    var properties: [XMLName: XMLElement] = [:]
    /// The conditions that do not hold.
    var conditions: Set<XMLName> = []

    /// Whether the resource is there, as far as the response says.
    var isThere: Bool { status.map { 200...299 ~= $0 } ?? true }

    /// The property of a name.
    subscript(name: XMLName) -> XMLElement? { properties[name] }
  }

  /// The responses, in their order.
  var responses: [Response] = []
  /// What later changes are asked for with (RFC 6578).
  var syncToken: String?

  /// Reads a document.
  ///
  /// - Throws: ``XMLReader/Failure``; ``XMLReader/Failure/malformed`` for any other document.
  init(_ bytes: [UInt8]) throws(XMLReader.Failure) {
    do {
      try read(bytes)
    } catch {
      guard error == .malformed, let repaired = XMLReader.repaired(bytes) else { throw error }
      self.responses = []
      try read(repaired)
    }
  }

  private mutating func read(_ bytes: [UInt8]) throws(XMLReader.Failure) {
    var (responses, token) = ([Response](), String?.none)
    let root = try XMLReader.read(bytes) { element, _ in
      switch element.name {
      case .dav("response"): responses.append(Response(element))
      case .dav("sync-token"): token = element.trimmed
      default: break
      }
    }
    guard root == .dav("multistatus") else { throw .malformed }
    self.responses = responses
    syncToken = token.flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension Multistatus.Response {
  fileprivate init(_ element: XMLElement) {
    hrefs = element.hrefs
    status = element[.dav("status")].flatMap { Self.status($0.text) }
    conditions = Self.conditions(element)
    for part in element.children where part.name == .dav("propstat") {
      // Without a status the properties are taken as told.
      let status = part[.dav("status")].flatMap { Self.status($0.text) } ?? 200
      conditions.formUnion(Self.conditions(part))
      guard 200...299 ~= status else { continue }
      for property in part[.dav("prop")]?.children ?? [] {
        properties[property.name] = property
      }
    }
  }

  private static func conditions(_ element: XMLElement) -> Set<XMLName> {
    Set(element[.dav("error")]?.children.map(\.name) ?? [])
  }

  /// Reads `HTTP/1.1 404 Not Found`.
  private static func status(_ line: String) -> Int? {
    line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
  }
}

/// Why a server refuses a request, in terms that programs go by (RFC 4918, section 16).
struct DAVRefusal: Hashable, Sendable {
  /// The conditions that do not hold.
  var conditions: Set<XMLName> = []
  /// What the server says of it in words; empty when it does not.
  var words = ""

  /// Reads the body of an answer; one of another kind says nothing.
  init(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    read(bytes)
    if conditions.isEmpty, let repaired = XMLReader.repaired(bytes) { read(repaired) }
  }

  private mutating func read(_ bytes: [UInt8]) {
    var (conditions, words) = (Set<XMLName>(), "")
    let root = try? XMLReader.read(bytes) { element, _ in
      conditions.insert(element.name)
      // SabreDAV, Radicale and Xandikos each have a name of their own for it.
      if ["message", "human-readable", "responsedescription"].contains(element.name.local) {
        words = element.trimmed
      }
    }
    guard root == .dav("error") else { return }
    self.conditions = conditions
    self.words = FailureBody.sentence([words]) ?? ""
  }

  /// Whether a condition of a local name is among them; servers mix up the namespaces of some.
  func names(_ local: String) -> Bool { conditions.contains { $0.local == local } }
}
