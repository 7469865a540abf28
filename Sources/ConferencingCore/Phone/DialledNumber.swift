/// A telephone number in running text, with what is dialled behind it.
struct DialledNumber: Hashable {
  /// `+` and eight to fifteen digits.
  let number: String
  /// What is dialled behind it, as in `DialIn.tones`; empty where nothing stands there.
  var tones: String

  /// The most bytes of a line that is read; a longer one is prose.
  private static let longest = 400

  /// The numbers of a line, in order; those that do not begin with `+` may be anything.
  static func all(in line: String) -> [DialledNumber] {
    guard line.utf8.count <= longest else { return [] }
    var found: [DialledNumber] = []
    var rest = line[...]
    while let plus = rest.firstIndex(of: "+") {
      rest = rest[plus...].dropFirst()
      let written = rest.prefix { $0.isNumber || " -–.()\u{A0}\u{202F}".contains($0) }
      let digits = written.filter { $0.isASCII && $0.isNumber }
      let follows = rest.first.map { $0.isNumber || $0 == "(" } ?? false
      rest = rest[written.endIndex...]
      guard follows, (8...15).contains(digits.count) else { continue }
      let tones = DialIn.tones(before: &rest)
      // Behind a number of a sentence stand a comma and words.
      found.append(DialledNumber(number: "+" + digits, tones: tones.contains("#") ? tones : ""))
    }
    return found
  }

  /// The passcode that Zoom's telephone asks for: the last code of `,,98765432101#,,,,*123456#`, where
  /// there is more than the number of the meeting.
  ///
  /// Source: Zoom's invitations. A passcode with letters has another one of digits for telephones.
  var telephonePasscode: String? {
    let codes = tones.split(separator: "#").map { $0.drop { $0 == "," || $0 == "*" } }
    guard codes.count >= 2, let last = codes.last, (4...10).contains(last.utf8.count),
      last.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return String(last)
  }
}
