import Foundation

/// Something that goes wrong on demand.
struct Fault: Equatable, Sendable {
  enum Kind: String, CaseIterable, Sendable {
    /// The request is not done; an error status is answered.
    case status
    /// The answer comes later.
    case delay
    /// The connection closes in the middle of the answer.
    case cut
    /// The answer's JSON stops half-way.
    case malformed
    /// The request is done, then the connection closes without an answer.
    case lostAnswer = "lost-answer"
    /// The request is not done; a body is answered as it was given, such as a page of HTML.
    case answer
    /// Pages have cursors as they were given, one after the other, and a list never ends.
    case cursors
  }

  /// How often it strikes.
  enum Reach: Equatable, Sendable {
    case next(Int)
    case share(Double)
  }

  let kind: Kind
  var reach: Reach
  var status = 500
  /// Seconds.
  var retryAfter: Int?
  /// What `Retry-After` says in place of seconds, such as a date as Zoom writes it.
  var retryAfterText: String?
  /// How long it takes until the request is done; where it is done at once, or never, how long its answer
  /// is held back.
  var delay = Duration.zero
  /// The body of an answer, and what it says that it is.
  var body = ""
  var contentType = "application/json; charset=utf-8"
  /// The cursors that pages have in turn; one that ends in `*` gets a number behind it, a new one
  /// each time.
  var cursors: [String] = []
  /// A part of the path, or with a question mark in it of path and query; nil for every path.
  var match: String?
  /// An HTTP method; nil for every one.
  var method: String?
  /// How many requests that fit are let through first.
  var after = 0
}

extension Fault {
  /// Reads the body of `POST /_sandbox/faults`.
  ///
  /// - Throws: 400 that names what is wrong.
  init(_ body: [String: JSON]) throws(APIError) {
    let known: Set = [
      "kind", "status", "retry_after", "retry_after_text", "delay_ms", "next", "share", "match",
      "method", "after", "body", "content_type", "cursors",
    ]
    if let odd = body.keys.filter({ !known.contains($0) }).min() {
      throw .invalid("A fault does not know \"\(odd)\".")
    }
    let fields = FieldReader(body)
    guard let kind = try fields.string("kind", 0...20).flatMap(Kind.init) else {
      let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw .invalid("\"kind\" must be one of \(kinds).")
    }
    var reach = Reach.next(try fields.int("next") ?? 1)
    if let share = body["share"] {
      guard body["next"] == nil, let share = share.number, (0...1).contains(share) else {
        throw .invalid("\"share\" must be a number from 0 to 1, without \"next\".")
      }
      reach = .share(share)
    }
    self.init(kind: kind, reach: reach)
    if case .next(let count) = reach, count < 1 { throw .invalid("\"next\" must be at least 1.") }
    status = try fields.int("status") ?? 500
    if kind == .answer, body["status"] == nil { status = 200 }
    guard ((kind == .answer ? 200 : 400)...599).contains(status) else {
      throw .invalid("\"status\" must be between 400 and 599.")
    }
    self.body = try fields.string("body", 0...1_000_000) ?? ""
    contentType = try fields.string("content_type", 1...100) ?? contentType
    cursors = try fields.strings("cursors") ?? []
    guard kind != .cursors || !cursors.isEmpty else {
      throw .invalid("\"cursors\" must name at least one cursor.")
    }
    retryAfter = try fields.int("retry_after")
    retryAfterText = try fields.string("retry_after_text", 1...100)
    let milliseconds = try fields.int("delay_ms") ?? 0
    guard (0...600_000).contains(milliseconds) else {
      throw .invalid("\"delay_ms\" must be between 0 and 600000.")
    }
    delay = .milliseconds(milliseconds)
    match = try fields.string("match", 0...1024)
    method = try fields.string("method", 0...10)?.uppercased()
    after = try fields.int("after") ?? 0
    guard after >= 0 else { throw .invalid("\"after\" must not be negative.") }
  }

  func matches(_ call: APICall) -> Bool {
    guard method.map({ $0 == call.method }) ?? true else { return false }
    guard let match, !match.isEmpty else { return true }
    let text = match.contains("?") ? call.target : call.path
    return text.contains(match) || text.removingPercentEncoding?.contains(match) ?? false
  }
}

/// The faults in waiting.
struct FaultPlan: Sendable {
  private(set) var faults: [Fault] = []
  private var random: SplitMix64
  /// How many cursors were given out.
  private var given = 0

  init(seed: UInt64) { random = SplitMix64(seed: seed ^ 0x66_6175_6C74) }

  mutating func add(_ fault: Fault) { faults.append(fault) }

  mutating func clear() { faults = [] }

  /// The cursor that a page has by a fault.
  mutating func cursor(of fault: Fault) -> String {
    let cursor = fault.cursors[given % fault.cursors.count]
    given += 1
    return cursor.hasSuffix("*") ? cursor.dropLast() + "\(given)" : cursor
  }

  /// The fault that strikes this request; the first in waiting that fits it.
  mutating func strike(_ call: APICall) -> Fault? {
    for index in faults.indices where faults[index].matches(call) {
      if faults[index].after > 0 {
        faults[index].after -= 1
        continue
      }
      let fault = faults[index]
      switch fault.reach {
      case .next(let count):
        if count > 1 { faults[index].reach = .next(count - 1) } else { faults.remove(at: index) }
        return fault
      case .share(let share):
        guard Double(random.below(1_000_000)) < share * 1_000_000 else { continue }
        return fault
      }
    }
    return nil
  }
}
