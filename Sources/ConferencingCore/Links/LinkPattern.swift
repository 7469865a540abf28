/// The shape of the paths of a service, written like the path itself.
///
/// `/j/{id}` and the like, where a segment is a literal (in any case), `*` (any one segment), `**`
/// (one segment or more, at the end), or names what it is: `{id}` digits that are the meeting's
/// number, `{code}` any text that is the meeting's code, `{meet}` a code like `abc-defg-hij`,
/// `{lync}` the code of Skype for Business, `{pass}` the access code. `?name` at the end demands a
/// value in the query, `#name` one in the fragment. A `!` before the whole says that it is the page
/// to register for a meeting at.
struct LinkPattern: Sendable {
  private enum Segment: Sendable {
    case literal(String)
    case any
    case rest
    case id
    case code
    case meet
    case lync
    case pass
  }

  /// Whether it is the page of a registration.
  let isRegistration: Bool
  /// The value of the query that tells meetings apart.
  let demanded: String?
  private let segments: [Segment]
  private let demandedFragment: String?

  init(_ text: Substring) {
    isRegistration = text.hasPrefix("!")
    let text = isRegistration ? text.dropFirst() : text
    let halves = text.split(separator: "#")
    let parts = (halves.first ?? "").split(separator: "?")
    segments = (parts.first ?? "").split(separator: "/").map { segment in
      switch segment {
      case "*": .any
      case "**": .rest
      case "{id}": .id
      case "{code}": .code
      case "{meet}": .meet
      case "{lync}": .lync
      case "{pass}": .pass
      default: .literal(segment.lowercased())
      }
    }
    demanded = parts.count == 2 ? String(parts[1]) : nil
    demandedFragment = halves.count == 2 ? halves[1] + "=" : nil
  }

  /// The codes that an address carries; `nil` when it has another shape.
  func codes(in address: LinkAddress) -> (meeting: String?, access: String?)? {
    var codes: (meeting: String?, access: String?) = (nil, nil)
    if let demanded, address.value(demanded)?.isEmpty ?? true { return nil }
    if let demandedFragment, !address.fragment.contains(demandedFragment) { return nil }
    var path = address.path[...]
    for segment in segments {
      guard let part = path.popFirst() else { return nil }
      switch segment {
      case .literal(let word): guard part.lowercased() == word else { return nil }
      case .any: break
      case .rest: return codes
      case .id:
        guard part.utf8.count <= 20, part.utf8.allSatisfy({ (48...57).contains($0) }) else {
          return nil
        }
        codes.meeting = String(part)
      case .code: codes.meeting = String(part)
      case .meet:
        guard Self.isMeetCode(part) else { return nil }
        codes.meeting = part.lowercased()
      case .lync: guard Self.isLyncCode(part) else { return nil }
      case .pass: codes.access = String(part)
      }
    }
    return path.isEmpty ? codes : nil
  }

  /// Three groups of letters or digits: what else stands there (`new`, `landing`) is no meeting.
  private static func isMeetCode(_ part: Substring) -> Bool {
    let groups = part.split(separator: "-", omittingEmptySubsequences: false)
    return groups.count == 3
      && groups.allSatisfy { group in
        !group.isEmpty && group.utf8.count <= 8
          && group.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
      }
  }

  private static func isLyncCode(_ part: Substring) -> Bool {
    (6...10).contains(part.utf8.count)
      && part.allSatisfy { ("A"..."Z").contains($0) || ("0"..."9").contains($0) }
  }
}
