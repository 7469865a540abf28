/// Telephone numbers as they are dialled within a country, which nobody abroad can call.
public enum NationalNumber {
  /// How numbers are dialled in a country.
  private enum Plan {
    /// With a 0 before them that goes when they are called from abroad.
    case trunkZero
    /// As they are, with so many digits.
    case digits(ClosedRange<Int>)
    /// As they are, the 0 of an area with them.
    case keptZero
    /// Ten digits, with a 1 before them or not (North American Numbering Plan).
    case american
  }

  /// The countries whose plans leave no doubt.
  ///
  /// Source: ITU-T E.129 and the national numbering plans that ITU publishes.
  private static let trunkZero: Set<String> = [
    "AL", "AT", "AU", "BA", "BE", "BG", "CH", "CN", "DE", "EG", "FI", "FR", "GB", "HR", "ID", "IE",
    "IL",
    "IN", "JP", "KR", "MK", "MY", "NL", "NZ", "PH", "PK", "RO", "RS", "SE", "SI", "SK", "TH", "TR",
    "TW",
    "UA", "VN", "ZA",
  ]
  private static let fixedLengths: [String: ClosedRange<Int>] = [
    "CZ": 9...9, "DK": 8...8, "ES": 9...9, "GR": 10...10, "NO": 8...8, "PL": 9...9, "PT": 9...9,
  ]
  /// The countries in which `00` begins a number of another one.
  private static let doubleZero = trunkZero.subtracting(["AU", "ID", "JP", "KR", "TH", "TW"])
    .union(fixedLengths.keys).union(["IT"])

  /// What begins a number of another country where that looks like one at home.
  private static let foreign = ["IL": "01", "JP": "010"]

  /// The number as it is called from everywhere.
  ///
  /// - Parameters:
  ///   - typed: A number as a user types it, with what is dialled behind it or not.
  ///   - country: Where it is dialled, two letters of ISO 3166; `nil` when that is not known.
  /// - Returns: The number with `+` and its country's code, or as it was typed where it has that or is no
  ///   number; `nil` where it names no country and `country` does not make clear which number it is.
  public static func completed(_ typed: String, in country: String?) -> String? {
    let text = ConferenceValue.tidy(typed)
    guard DetailsRules.phoneMessage(text) == nil else { return typed }
    let number = text.hasPrefix("tel:") ? String(text.dropFirst(4)) : text
    let main = number.prefix { !",;pwxe".contains($0) }
    if main.contains("+") { return typed }
    guard let country = country?.uppercased(), let code = CallingCodes.code(of: country),
      let plan = plan(of: country)
    else { return nil }
    let dialled = number.dropFirst(main.count)
    let tail = (dialled.first.map { "xe".contains($0) } == true ? " " : "") + dialled
    let digits = main.filter(isDigit)
    if digits.hasPrefix("00"), doubleZero.contains(country) {
      guard CallingCodes.code(ofNumber: String(digits.dropFirst(2))) != nil else { return nil }
      return "+" + spaced(main, without: 2) + tail
    }
    switch plan {
    case .trunkZero:
      guard digits.hasPrefix("0"), !digits.hasPrefix("00"), digits.count >= 6,
        foreign[country].map({ digits.hasPrefix($0) }) != true
      else { return nil }
      return "+\(code) " + spaced(main, without: 1) + tail
    case .keptZero:
      guard digits.hasPrefix("0") || digits.hasPrefix("3"), digits.count >= 6 else { return nil }
      return "+\(code) " + spaced(main, without: 0) + tail
    case .digits(let lengths):
      guard lengths.contains(digits.count), !digits.hasPrefix("0") else { return nil }
      return "+\(code) " + spaced(main, without: 0) + tail
    case .american:
      let hasOne = digits.count == 11 && digits.hasPrefix("1")
      let national = Array(digits.dropFirst(hasOne ? 1 : 0))
      guard national.count == 10, national[0] > "1", national[3] > "1" else { return nil }
      return "+\(code) " + spaced(main, without: hasOne ? 1 : 0) + tail
    }
  }

  /// What is to be said of a number that cannot be completed.
  public static func message(_ typed: String) -> String {
    "\"\(ConferenceValue.tidy(typed))\" has no country code, so nobody abroad can call it. Write it with +, "
      + "like +1 609 555 0123."
  }

  private static func plan(of country: String) -> Plan? {
    if trunkZero.contains(country) { return .trunkZero }
    if country == "IT" { return .keptZero }
    if CallingCodes.code(of: country) == "1" { return .american }
    return fixedLengths[country].map(Plan.digits)
  }

  /// A number without its first digits, grouped as it was typed.
  private static func spaced(_ number: Substring, without count: Int) -> String {
    var left = count
    let rest = number.filter { character in
      guard isDigit(character), left > 0 else { return true }
      left -= 1
      return false
    }
    let plain = rest.map { "()/".contains($0) ? " " : $0 }
    return String(plain).split(separator: " ").joined(separator: " ").trimming { !isDigit($0) }
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
