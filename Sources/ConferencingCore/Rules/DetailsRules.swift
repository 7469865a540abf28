import Foundation

/// The rules for a link that a user gives.
public enum DetailsRules {
  /// The schemes that a meeting link may have (rule 2).
  public static let schemes: Set<String> = [
    "https", "http", "zoommtg", "zoomus", "msteams", "facetime", "sip", "sips", "tel",
  ]

  /// The most characters of a link that services keep.
  ///
  /// Source: Google Calendar API, `entryPoints[].uri`.
  public static let urlLimit = 1300

  /// The most characters of a code or PIN that services keep.
  ///
  /// Source: Google Calendar API, `entryPoints[].passcode` and its siblings.
  public static let codeLimit = 128

  /// The rules that details break, in the order of a form.
  public static func violations(of details: ConferencingDetails) -> [RuleViolation] {
    var found: [RuleViolation] = []
    if let message = urlMessage(details.url) { found.append(RuleViolation(.url, message)) }
    let codes: [(ConferencingField, String, String?)] = [
      (.meetingCode, "The meeting code", details.meetingCode),
      (.accessCode, "The access code", details.accessCode),
      (.pin, "The PIN", details.pin),
    ]
    for (field, name, text) in codes {
      if let message = codeMessage(text ?? "", name: name) {
        found.append(RuleViolation(field, message))
      }
    }
    for (index, phone) in details.phones.enumerated() {
      if let message = phoneMessage(phone) {
        found.append(RuleViolation(.phone(index), message))
      }
    }
    return found
  }

  /// The link as it is sent: without surrounding space, with `https://` before a bare host, and in
  /// ASCII behind the host.
  public static func normalizedURL(_ text: String) -> String {
    let url = completeURL(text)
    guard url.utf8.contains(where: { $0 >= 0x80 }), !url.unicodeScalars.contains(where: isUnsafe),
      let mark = url.range(of: "://"),
      let slash = url[mark.upperBound...].firstIndex(where: { "/?#".contains($0) })
    else { return url }
    return url[..<slash] + LinkAddress.encoded(url[slash...])
  }

  /// The link that a user gave, as it is sent: without angle brackets, and what a mail server or a
  /// redirect wraps around it.
  public static func givenURL(_ text: String) -> String {
    normalizedURL(LinkRecognition.unwrapped(text))
  }

  private static func completeURL(_ text: String) -> String {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard scheme(of: trimmed) == nil, let host = trimmed.split(separator: "/").first,
      host.contains("."), !host.hasPrefix("."), !host.hasSuffix("."),
      !trimmed.contains(where: \.isWhitespace)
    else { return trimmed }
    return "https://" + trimmed
  }

  /// What is wrong with a link, in words; `nil` when nothing is.
  public static func urlMessage(_ text: String) -> String? {
    let url = normalizedURL(text)
    if url.isEmpty { return "A link is needed. Paste the meeting's URL, https://…" }
    if let unsafe = url.unicodeScalars.first(where: isUnsafe) {
      return unsafeMessage(url, unsafe)
    }
    if url.count > urlLimit { return "The link has more than \(urlLimit) characters." }
    guard let scheme = scheme(of: url) else {
      return "\"\(url)\" is not a link. Paste the meeting's whole URL, https://…"
    }
    guard schemes.contains(scheme) else {
      return "A link cannot begin with \(scheme): here. Use an https:// link."
    }
    if scheme == "https" || scheme == "http" {
      guard let parsed = URLComponents(string: url), let host = parsed.host, !host.isEmpty else {
        return "The link names no server. Paste the meeting's whole URL, https://…"
      }
      if parsed.user != nil {
        return "The link holds a user name before its server, which hides where it leads. "
          + "Remove what stands before the @."
      }
    }
    return nil
  }

  /// What is wrong with a link that holds a space or an invisible character.
  private static func unsafeMessage(_ url: String, _ unsafe: Unicode.Scalar) -> String {
    let shown = String(url.unicodeScalars.prefix(60).map { isUnsafe($0) ? " " : Character($0) })
    let name = "\"\(shown)\(url.unicodeScalars.count > 60 ? "…" : "")\""
    let isBlank = unsafe.properties.isWhitespace
    guard isBlank else {
      let code = String(unsafe.value, radix: 16, uppercase: true)
      return "The link \(name) holds an invisible character (U+"
        + String(repeating: "0", count: max(0, 4 - code.count)) + "\(code)). Type the link, or "
        + "delete the character."
    }
    return url.contains("://")
      ? "\(name) is more than a link, and no link of a known meeting service is in it. "
        + "Give the link alone, without spaces: https://…"
      : "\(name) is not a link: it holds spaces. Give the meeting's whole URL, https://…"
  }

  /// What is wrong with a telephone number, in words; `nil` when nothing is.
  ///
  /// A number may be followed by pauses and codes as dialled: `+1 609 555 0123,,123456#`.
  public static func phoneMessage(_ text: String) -> String? {
    // Numbers copied from a web page have marks of direction around them.
    let trimmed = ConferenceValue.tidy(text)
    let number = trimmed.hasPrefix("tel:") ? String(trimmed.dropFirst(4)) : trimmed
    let main = number.prefix { !",;pwxe".contains($0) }
    let digits = main.filter { ("0"..."9").contains($0) }
    let plus = main.drop { $0 == "(" || $0 == " " }.dropFirst()
    let isNumber =
      (5...15).contains(digits.count) && main.allSatisfy { "0123456789+-–.()/ ".contains($0) }
      && !plus.contains("+") && number.dropFirst(main.count).allSatisfy(isDialled)
    return isNumber
      ? nil
      : "\"\(trimmed)\" is not a telephone number. Write it like +1 609 555 0123, "
        + "with ,,PIN# behind it where one is dialled."
  }

  private static func codeMessage(_ text: String, name: String) -> String? {
    if text.count > codeLimit { return "\(name) has more than \(codeLimit) characters." }
    if text.unicodeScalars.contains(where: { isUnsafe($0) && $0 != " " }) {
      return "\(name) holds an invisible character. Type it again."
    }
    return nil
  }

  /// The scheme before the first colon, in lower case, when there is one.
  private static func scheme(of url: String) -> String? {
    guard let colon = url.firstIndex(of: ":") else { return nil }
    let scheme = url[..<colon].lowercased()
    guard let first = scheme.first, ("a"..."z").contains(first),
      scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
    else { return nil }
    // "meet.example:8443/room" is a host with a port, not a scheme.
    if scheme.contains("."), url[url.index(after: colon)...].first?.isNumber == true { return nil }
    return scheme
  }

  /// Whether a scalar is a space, or is not seen at all.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value >= 0x80, scalar.properties.isDefaultIgnorableCodePoint { return true }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate: true
    default: false
    }
  }

  private static func isDialled(_ character: Character) -> Bool {
    character.isASCII && (character.isNumber || ",;*#pwx=+-. et".contains(character))
  }
}
