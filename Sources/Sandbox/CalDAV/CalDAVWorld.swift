import Foundation

/// All that the stand-in for a CalDAV server knows.
///
/// An actor because requests of several connections change it; each request is one step.
actor CalDAVWorld {
  /// The name and the password of the only user.
  static let user = "mara@acme.example"
  static let password = "open sesame"
  /// Where the service, the user and the calendars are.
  static let root = ["dav"]
  static let principal = root + ["principals", user]
  static let home = root + ["calendars", user]

  var quirks: CalDAVQuirks
  /// The calendars, by their names in the address.
  var folders: [String: CalDAVFolder] = [
    "work": CalDAVFolder(title: "Work", color: "#3a86ffff"),
    "private": CalDAVFolder(title: "Private & more", color: "#F70"),
  ]
  /// What was asked: method, path, and status of the answer.
  private(set) var requests: [(method: String, path: String, status: Int)] = []
  /// The answers that are given in place of those to the next requests that have a method.
  var faults: [(method: String, answer: CalDAVAnswer)] = []
  /// How many requests are still answered before an answer is lost; `nil` for all.
  var answersBeforeLoss: Int?
  /// The sign-in that is under way, and whether the user has consented.
  var login: (token: String, hasConsent: Bool)?
  /// The app passwords that were given out.
  var passwords: Set<String> = []
  /// The address of the server.
  var origin = ""

  init(_ quirks: CalDAVQuirks) { self.quirks = quirks }

  /// Answers a request.
  ///
  /// - Returns: The answer; `nil` when it is to be lost.
  func respond(_ call: CalDAVCall) -> CalDAVAnswer? {
    let answer = answer(call)
    requests.append((call.method, call.path, answer.status))
    guard let left = answersBeforeLoss else { return answer }
    answersBeforeLoss = left == 0 ? nil : left - 1
    return left == 0 ? nil : answer
  }

  private func answer(_ call: CalDAVCall) -> CalDAVAnswer {
    if let index = faults.firstIndex(where: { $0.method == call.method || $0.method == "*" }) {
      return faults.remove(at: index).answer
    }
    if call.path == "/.well-known/caldav" {
      guard let status = quirks.wellKnownStatus else { return CalDAVAnswer(404) }
      return CalDAVAnswer(status, ["Location": "/dav/"])
    }
    if quirks.isNextcloud, let answer = nextcloud(call) { return answer }
    guard call.segments.first == "dav" else {
      // Any web server may be beside the service.
      return CalDAVAnswer(
        call.method == "GET" || call.method == "PROPFIND" ? 200 : 405,
        ["Content-Type": "text/html"],
        text: "<!DOCTYPE html><html><title>Welcome</title></html>"
      ).page
    }
    guard isLetIn(call) else {
      return CalDAVAnswer(
        401,
        ["WWW-Authenticate": "Basic realm=\"Calendars\""],
        text: "Who is it?"
      )
    }
    do throws(CalDAVAnswer) {
      switch call.method {
      case "PROPFIND": return try propfind(call)
      case "REPORT": return try report(call)
      case "GET": return try get(call)
      case "PUT": return try put(call)
      case "DELETE": return try delete(call)
      case "OPTIONS":
        return CalDAVAnswer(200, ["DAV": "1, 3, access-control, calendar-access"])
      default: return CalDAVAnswer(405)
      }
    } catch {
      return error
    }
  }

  private func isLetIn(_ call: CalDAVCall) -> Bool {
    let words = call.headers["authorization"]?.split(separator: " ") ?? []
    guard words.count == 2, words[0] == "Basic", let data = Data(base64Encoded: String(words[1]))
    else { return false }
    let parts = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1)
    return parts.count == 2 && parts[0] == Self.user
      && (parts[1] == Self.password || passwords.contains(String(parts[1])))
  }

  // MARK: Places

  /// The calendar at an address, and the name of a resource where the address has one.
  func place(
    _ call: CalDAVCall
  ) throws(CalDAVAnswer) -> (name: String, folder: CalDAVFolder, resource: String?) {
    let segments = call.segments
    guard segments.starts(with: Self.home), 4...5 ~= segments.count,
      let folder = folders[segments[3]]
    else { throw CalDAVAnswer(404) }
    return (segments[3], folder, segments.count == 5 ? segments[4] : nil)
  }

  /// The reference to an address as answers have it.
  func href(_ segments: [String], isFolder: Bool) -> String {
    let path =
      "/"
      + segments.map { Self.encoded($0, all: quirks.spelling == .encoded) }.joined(separator: "/")
      + (isFolder ? "/" : "")
    return (quirks.spelling == .absolute ? origin : "") + path
  }

  private static func encoded(_ text: String, all: Bool) -> String {
    text.utf8.map { byte -> String in
      let isLetter =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      if isLetter || (!all && "-._~@+".utf8.contains(byte)) { return String(UnicodeScalar(byte)) }
      return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    .joined()
  }

  /// The tag of a version.
  func tag(_ resource: CalDAVFolder.Resource) -> String {
    (quirks.hasWeakTags ? "W/" : "") + "\"v\(resource.version)\""
  }
}

extension CalDAVAnswer {
  /// The answer as a page for people.
  var page: CalDAVAnswer {
    var copy = self
    copy.headers["Content-Type"] = "text/html"
    return copy
  }
}
