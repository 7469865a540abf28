import Foundation

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
    /// Whose page it names besides a meeting: telephone numbers, help, options.
    var page: ConferencingProvider?
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
    /// The line with which Apple's calendar begins a call, with words that are translated:
    /// `----( Video Call )----`.
    case callHead
    /// The line with which Apple's calendar ends one: `---===---`.
    case callFoot

    /// The line that a text has begun with which ends with this one; `nil` for one that ends none.
    var opening: Rule? {
      switch self {
      case .underscores, .box, .meetBoundary: self
      case .callHead: nil
      case .callFoot: .callHead
      }
    }

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
      traits.page = ProviderPage.provider(of: raw, visible: traits.visible)
      traits.isBareLink = !traits.links.isEmpty && isBare(traits.visible)
    }
    traits.number = number(in: traits.visible)
    // The classes of Teams are on the tags before the line.
    let outer = text.bytes[line.outer..<line.content.upperBound].suffix(longest)
    // The shortest mark has nine bytes.
    traits.isOfTeams = outer.count >= 9 && teamsMarks.contains { contains(outer, $0) }
    return traits
  }

  private static func rule(_ visible: String) -> Rule? {
    let bytes = visible.utf8
    if visible == "---===---" { return .callFoot }
    if bytes.count <= 120, visible.hasPrefix("----( "), visible.hasSuffix(" )----") {
      return .callHead
    }
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
    guard visible.utf8.count <= 120,
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

  /// Whether a line with a link is nothing else, but for angle brackets around it.
  private static func isBare(_ visible: String) -> Bool {
    !visible.utf8.contains(where: TextLines.isBlank)
      && (visible.hasPrefix("<") || visible.hasPrefix("http")
        || LinkRecognition.recognize(visible) != nil)
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

extension ConferenceLines.Traits {
  /// Whether it names a page of a provider besides the meeting.
  func isPage(of provider: ConferencingProvider) -> Bool {
    page == provider || (provider == .microsoftTeams && isOfTeams)
  }

  /// What stands before the link of a line; the whole line when no link is seen.
  var label: String {
    guard let start = visible.range(of: "http")?.lowerBound else { return visible }
    var label = visible[..<start]
    while let last = label.last, " <:：[(\u{A0}".contains(last) { label.removeLast() }
    return String(label)
  }

  /// Whether nothing stands behind the link of a line.
  var endsWithLink: Bool {
    guard let start = visible.range(of: "http")?.lowerBound else { return true }
    return !visible[start...].utf8.contains(where: TextLines.isBlank)
  }

  /// Whether it is a line of a mail that is answered: `> Join: …`.
  var isQuoted: Bool { visible.hasPrefix(">") }

  /// Whether it only separates: rules and lines of hyphens.
  var isSeparator: Bool {
    rule != nil || (visible.utf8.count >= 3 && visible.utf8.allSatisfy { $0 == UInt8(ascii: "-") })
  }

  /// A telephone number or an address of four numbers, with its place behind it.
  var isPhone: Bool {
    guard visible.utf8.count <= 120 else { return false }
    let main = visible.drop { "• *-\u{A0}".contains($0) }
    let digits = main.prefix { "+0123456789 -–.()\u{A0}".contains($0) }.count { $0.isNumber }
    return digits >= 7
  }

  /// A telephone number with what is dialled behind it: `(US) +1 609-726-6186 PIN: 156 393 865#`,
  /// `+1 323-555-0166,,123456789# United States`.
  var isPhoneWithCode: Bool {
    guard visible.utf8.count <= 200, let plus = visible.firstIndex(of: "+") else { return false }
    let digits = visible[plus...].prefix { !",".contains($0) }.prefix(24).count { $0.isNumber }
    return digits >= 7 && visible.contains("#")
  }

  /// An address of four numbers, as room systems have it.
  var isAddress: Bool {
    visible.split { !$0.isNumber && $0 != "." }.contains { part in
      let numbers = part.split(separator: ".", omittingEmptySubsequences: false)
      return numbers.count == 4 && numbers.allSatisfy { (1...3).contains($0.count) }
    }
  }
}
