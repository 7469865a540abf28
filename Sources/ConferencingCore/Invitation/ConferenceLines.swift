/// The lines of a description with what tells texts about meetings from words.
struct ConferenceLines {
  /// What a line is; worked out once for each line.
  struct Traits {
    /// A line of one repeated character.
    var rule: Rule?
    /// The links of known services in it.
    var links: [RecognizedLink] = []
    /// The digits of `label: 123 456 789`, when it is such a line.
    var number: String?
    /// Whether only a link stands in it.
    var isBareLink = false
    /// Whether it holds one of the links or classes that only the text of Teams has.
    var isOfTeams = false
    /// Whether nothing is seen in it.
    var isEmpty = false
    /// What is seen of it, for short lines; longer ones are no lines of an invitation.
    var visible = ""
  }

  /// A line that separates.
  enum Rule: Hashable {
    /// Underscores, so many.
    case underscores(Int)
    /// Box-drawing lines (U+2500), so many.
    case box(Int)
    /// The boundary line of Google Meet.
    case meetBoundary

    /// Whether it is underscores, and fewer.
    func isShorter(than length: Int) -> Bool {
      if case .underscores(let own) = self { own < length } else { false }
    }
  }

  let text: TextLines
  let traits: [Traits]

  init(_ text: TextLines) {
    self.text = text
    traits = text.lines.map { Self.traits(of: $0, in: text) }
  }

  /// A line longer than this is prose, whatever it holds.
  static let longest = 4_096

  private static func traits(of line: TextLines.Line, in text: TextLines) -> Traits {
    var traits = Traits()
    let raw = text.bytes[line.content]
    guard raw.count <= longest else { return traits }
    traits.visible = text.visible(line)
    traits.isEmpty = traits.visible.isEmpty
    traits.rule = rule(traits.visible)
    if raw.contains(UInt8(ascii: "/")) {
      traits.links = LinkScanner.links(in: raw)
      traits.isBareLink = !traits.links.isEmpty && isBare(traits.visible, isHTML: text.isHTML)
    }
    traits.number = number(in: traits.visible)
    // The classes of Teams are on the tags before the line.
    let outer = text.bytes[line.outer..<line.content.upperBound].suffix(longest)
    traits.isOfTeams = teamsMarks.contains { contains(outer, $0) }
    return traits
  }

  private static func rule(_ visible: String) -> Rule? {
    let bytes = visible.utf8
    guard bytes.count >= 16, let first = bytes.first else { return nil }
    if first == UInt8(ascii: "_") {
      return bytes.allSatisfy { $0 == first } ? .underscores(bytes.count) : nil
    }
    if visible.hasPrefix("─") {
      return visible.unicodeScalars.allSatisfy { $0 == "─" } ? .box(bytes.count / 3) : nil
    }
    // "-::~:~::~:…:~::~:~::-"; its length varies.
    guard bytes.starts(with: "-::~".utf8), visible.hasSuffix("::-") else { return nil }
    let inside = bytes.dropFirst().dropLast()
    return inside.allSatisfy { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "~") }
      ? .meetBoundary : nil
  }

  /// The digits of a line such as `Meeting ID: 212 345 678 901`, nine or more of them.
  private static func number(in visible: String) -> String? {
    guard visible.utf8.count <= 80,
      let colon = visible.unicodeScalars.lastIndex(where: { $0 == ":" || $0 == "：" })
    else { return nil }
    var digits = ""
    for scalar in visible.unicodeScalars[colon...].dropFirst() {
      switch scalar {
      case "0"..."9": digits.unicodeScalars.append(scalar)
      case " ", "-", "\u{A0}", "#": continue
      default: return nil
      }
    }
    return digits.utf8.count >= 9 ? digits : nil
  }

  /// Whether a line is one link, bare, in angle brackets, or written twice by a mark-up.
  private static func isBare(_ visible: String, isHTML: Bool) -> Bool {
    let words = visible.split(whereSeparator: \.isWhitespace)
    return words.count == 1 && LinkScanner.links(in: visible).count == 1
      && (visible.hasPrefix("<") || LinkRecognition.recognize(visible) != nil)
  }

  private static func contains(_ bytes: ArraySlice<UInt8>, _ word: [UInt8]) -> Bool {
    guard let first = word.first else { return true }
    var rest = bytes
    while let start = rest.firstIndex(of: first) {
      if rest[start...].starts(with: word) { return true }
      rest = rest[(start + 1)...]
    }
    return false
  }

  private static let teamsMarks = [
    "aka.ms/JoinTeamsMeeting", "/meetingOptions", "dialin.teams.microsoft.com", "me-email-",
  ].map { Array($0.utf8) }
}
