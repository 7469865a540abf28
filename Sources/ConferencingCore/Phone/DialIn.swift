/// A telephone number to join a meeting by, and what is dialled behind it.
public struct DialIn: Hashable, Sendable {
  /// The number: `+` and digits (E.164), or digits alone where no country is named.
  public let number: String
  /// The same in groups, as it was written: `+1 346 248 7799`.
  public let written: String
  /// What is dialled once the call is answered: digits, `#`, `*`, and `,` for pauses of about two
  /// seconds; empty where nothing is known.
  public let tones: String
  /// What stands beside the number, such as `US (Houston)`; empty when nothing does.
  public let place: String

  /// The most digits of a number, and of codes behind it.
  private static let limits = (number: 15, tones: 80)

  /// The whole as it is dialled: `+13462487799,,85775884256#`.
  public var text: String { number + tones }

  /// What is dialled behind the number, code by code: `85775884256# *010383#`.
  public var codes: String { tones.split(separator: ",").joined(separator: " ") }

  /// The address of the call, with `#` escaped: `tel:+13462487799,,85775884256%23`.
  ///
  /// RFC 3966 has no pauses; telephones take commas for them.
  public var uri: String { "tel:" + text.replacing("#", with: "%23") }

  /// The ways to call a meeting, those of a country first, and numbers that are free in another
  /// country last.
  ///
  /// - Parameters:
  ///   - details: The meeting; numbers as people and services write them, codes behind them or not.
  ///   - country: The user's country, two letters of ISO 3166; `nil` when it is not known.
  /// - Returns: The ways, each number once.
  public static func all(of details: ConferencingDetails, country: String? = nil) -> [DialIn] {
    var known: Set<String> = []
    let found = details.phones.compactMap { DialIn($0, of: details) }
      .filter { known.insert($0.number).inserted }
    guard let country else { return found }
    return found.enumerated()
      .map { (rank: $0.element.distance(from: country), index: $0.offset, dialIn: $0.element) }
      .sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }
      .map(\.dialIn)
  }

  /// Reads a number as people and services write it; `nil` when it is none.
  ///
  /// - Parameters:
  ///   - phone: `+1 346 248 7799 US (Houston)`, `tel:+1-609-726-6186,,156%23`,
  ///     `(US) +1 609-726-6186 PIN: 156 393 865#`.
  ///   - details: The meeting, whose codes are dialled where the text has none.
  public init?(_ phone: String, of details: ConferencingDetails) {
    guard let parts = Self.parts(of: phone) else { return nil }
    (number, written) = (parts.number, parts.written)
    place = parts.place
    tones = parts.tones.isEmpty ? Self.tones(of: details) : parts.tones
  }

  /// The number in a text; `nil` when there is none.
  public static func number(in phone: String) -> String? { parts(of: phone)?.number }

  // MARK: Reading

  private struct Parts {
    var number: String
    var written: String
    var tones: String
    var place: String
  }

  private static func parts(of phone: String) -> Parts? {
    guard phone.utf8.count <= 400 else { return nil }
    var text = ConferenceValue.tidy(phone)
    if text.lowercased().hasPrefix("tel:") { text = String(text.dropFirst(4)) }
    text = text.replacing("%2B", with: "+").replacing("%2b", with: "+")
      .replacing("%23", with: "#").replacing("&#43;", with: "+")
    guard let start = text.firstIndex(of: "+") ?? text.firstIndex(where: isDigit) else {
      return nil
    }
    let before = text[..<start]
    let isGlobal = text[start] == "+"
    var rest = text[start...].dropFirst(isGlobal ? 1 : 0)
    let written = rest.prefix { isDigit($0) || " -–.()/\u{A0}\u{202F}".contains($0) }
    let digits = String(written.filter(isDigit))
    guard (5...limits.number).contains(digits.count) else { return nil }
    rest = rest[written.endIndex...]
    var tones = tones(before: &rest)
    if tones.isEmpty, let pin = pin(in: rest) {
      tones = ",,\(pin.digits)#"
      rest = rest[..<pin.start]
    }
    let around = (String(before) + " " + String(rest)).split(whereSeparator: isSpace)
    let place = around.joined(separator: " ").trimming {
      $0 == "(" || $0 == ")" || $0 == "•" || isSpace($0)
    }
    let sign = isGlobal ? "+" : ""
    return Parts(
      number: sign + digits,
      written: sign + String(written).trimming { !isDigit($0) && $0 != "(" },
      tones: tones,
      place: place.contains("(") ? place + ")" : place
    )
  }

  /// What is dialled behind a number, where that stands at the beginning of a text.
  ///
  /// - Parameter rest: The text behind the number; what is read is taken off it.
  /// - Returns: The codes with `,` for each pause; empty, with nothing taken, where none stand there.
  static func tones(before rest: inout Substring) -> String {
    let dialled = rest.prefix { isDigit($0) || ",;*#pw ".contains($0) }
    guard let first = dialled.first, ",;pw".contains(first) else { return "" }
    let tones = dialled.filter { $0 != " " }.map { ";pw".contains($0) ? "," : $0 }
    rest = rest[dialled.endIndex...]
    return String(tones.prefix(limits.tones))
  }

  /// The digits behind `PIN:`.
  private static func pin(in text: Substring) -> (digits: String, start: Substring.Index)? {
    guard let label = text.firstRange(of: "PIN") else { return nil }
    let digits = text[label.upperBound...].prefix { isDigit($0) || " :#\u{A0}".contains($0) }
      .filter(isDigit)
    return (4...13).contains(digits.count) ? (digits, label.lowerBound) : nil
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
  private static func isSpace(_ character: Character) -> Bool { character.isWhitespace }

  // MARK: Codes

  /// What the telephone of a provider asks for.
  ///
  /// Source: the one-tap numbers of each provider's own invitations.
  private static func tones(of details: ConferencingDetails) -> String {
    func number(_ text: String?) -> String? {
      let digits = (text ?? "").filter { !" -\u{A0}#".contains($0) }
      return !digits.isEmpty && digits.count <= 20 && digits.allSatisfy(isDigit) ? digits : nil
    }
    let code = number(details.meetingCode)
    let pin = number(details.pin)
    switch details.provider {
    case .zoomMeeting:
      guard let code else { return "" }
      // A passcode with letters is another one on the telephone, which asks for it.
      let passcode = pin ?? number(details.accessCode)
      return ",,\(code)#" + (passcode.map { ",,,,*\($0)#" } ?? "")
    case .microsoftTeams, .googleMeet: return pin.map { ",,\($0)#" } ?? ""
    case .webEx: return (code ?? pin).map { ",,\($0)##" } ?? ""
    default:
      let first = code.map { ",,\($0)#" } ?? ""
      return first + (pin.map { ",,\($0)#" } ?? "")
    }
  }

  // MARK: Countries

  /// How well a number suits a country: 0 best.
  private func distance(from country: String) -> Int {
    guard let code = CallingCodes.code(of: country), number.hasPrefix("+") else { return 3 }
    let isLocal = CallingCodes.code(ofNumber: number) == code
    let isFree = CallingCodes.isTollFree(number)
    guard isLocal else { return isFree ? 4 : 2 }
    // Some codes are shared by several countries; then the words beside the number tell.
    let words = place.split { !$0.isLetter }.map { $0.uppercased() }
    let others = CallingCodes.countries(of: code).subtracting([country.uppercased()])
    if words.contains(where: others.contains) { return isFree ? 4 : 2 }
    return isFree ? 1 : 0
  }
}

extension String {
  /// The text without characters at its ends.
  func trimming(_ isLeftOut: (Character) -> Bool) -> String {
    guard let first = firstIndex(where: { !isLeftOut($0) }),
      let last = lastIndex(where: { !isLeftOut($0) })
    else { return "" }
    return String(self[first...last])
  }
}
