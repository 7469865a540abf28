/// What a text says of a meeting besides its link: read, and not known from a service.
public struct FoundCodes: Hashable, Sendable {
  /// The meeting's number or code.
  public var meetingCode: String?
  /// The passcode.
  public var accessCode: String?
  /// The number to type on the telephone: at Zoom and Webex the passcode that telephones ask for,
  /// where it is another one.
  public var pin: String?
  /// The telephone numbers, each once: `+` and digits, with what is dialled behind it only where the
  /// text has something else there than the codes make: `+14087407256,,123456789#,,1111#`.
  public var phones: [String] = []
  /// Makes codes; nothing is known at first.
  public init() {}
  /// Whether nothing was found.
  public var isEmpty: Bool { self == FoundCodes() }
}

/// A description, read once for the codes of all its meetings.
struct DescriptionCodes {
  private let lines: [ConferenceLines.Traits]
  /// Where the invitations that are known stand, by their lines.
  private let invitations: [Range<Int>]

  /// Reads a description, HTML or plain.
  init(_ description: String) {
    let plain = HTMLText.plain(
      String(decoding: description.utf8.prefix(CodeReader.limit), as: UTF8.self)
    )
    let text = ConferenceLines(TextLines(Array(plain.utf8), isHTML: false))
    lines = text.traits
    let segments = BoundedText.segments(in: text) + WrittenInvitation.segments(in: text)
    invitations = segments.map { segment in
      let first = text.text.line(from: segment.range.lowerBound)
      return first..<max(first, text.text.line(from: segment.range.upperBound))
    }
  }

  /// What the description says of the meeting of a link.
  ///
  /// Read from the lines at and below the link, up to the link of another meeting, or to the end of the
  /// invitation where that is known: below it stand telephone numbers of people. Labels in eleven
  /// languages are known; a line directly below the number counts in any.
  ///
  /// - Parameter link: The link; `nil` for what a text without any says.
  /// - Returns: The codes; empty when nothing is said.
  func codes(of link: RecognizedLink?) -> FoundCodes {
    CodeReader(lines: lines, invitations: invitations, link: link).codes
  }
}

/// Reads codes and telephone numbers out of lines.
private struct CodeReader {
  /// The most bytes that are read, and lines behind the link.
  static let limit = 65_536
  static let lineLimit = 120
  /// The most telephone numbers.
  static let phoneLimit = 40

  let lines: [ConferenceLines.Traits]
  let invitations: [Range<Int>]
  let link: RecognizedLink?

  var codes: FoundCodes {
    var found = FoundCodes()
    guard let scope else { return found }
    found.meetingCode = link?.meetingCode
    var numberLine: Int?
    var numbers: [DialledNumber] = []
    var places: [String: Int] = [:]
    for index in scope {
      let line = lines[index]
      if let number = line.number, !line.visible.hasSuffix("#"), numberLine == nil,
        isNumberOfMeeting(number, line)
      {
        numberLine = index
        found.meetingCode = found.meetingCode ?? number
      }
      if found.accessCode == nil { found.accessCode = accessCode(at: index, below: numberLine) }
      if found.pin == nil { found.pin = pin(in: line.visible) }
      for phone in DialledNumber.all(in: line.visible) {
        if let place = places[phone.number] {
          if numbers[place].tones.isEmpty { numbers[place].tones = phone.tones }
        } else if numbers.count < Self.phoneLimit {
          places[phone.number] = numbers.count
          numbers.append(phone)
        }
      }
    }
    if link == nil, found.meetingCode == nil || found.accessCode == nil { return FoundCodes() }
    if found.pin == found.meetingCode { found.pin = nil }
    if link?.provider == .zoomMeeting {
      let passcode = numbers.lazy.compactMap(\.telephonePasscode).first
      if passcode != found.accessCode { found.pin = passcode }
    }
    found.phones = phones(numbers, with: found)
    return found
  }

  /// The numbers, with what is dialled behind them where their codes do not say it.
  private func phones(_ numbers: [DialledNumber], with codes: FoundCodes) -> [String] {
    let details = ConferencingDetails(
      provider: link?.provider ?? .unknown,
      url: link?.url ?? "",
      meetingCode: codes.meetingCode,
      accessCode: codes.accessCode ?? link?.accessCode,
      pin: codes.pin
    )
    return numbers.map { phone in
      let known = DialIn(phone.number, of: details)?.tones
      return phone.tones.isEmpty || phone.tones == known ? phone.number : phone.number + phone.tones
    }
  }

  /// The lines that are about the meeting; `nil` when none are.
  private var scope: Range<Int>? {
    guard let link else {
      // Without a link, a number and a passcode below it are an invitation.
      guard
        let first = lines.indices.first(where: { index in
          lines[index].number != nil && index + 1 < lines.count
            && !lines[index].visible.contains("+")
            && LabelledValue.split(lines[index + 1].visible)
              .map { InvitationWords.isPasscode($0.label) } ?? false
        })
      else { return nil }
      return first..<min(lines.count, first + 2)
    }
    guard
      let anchor = lines.firstIndex(where: { line in
        line.links.contains { $0.identity == link.identity }
      })
    else { return nil }
    let last = invitations.first { $0.contains(anchor) }?.upperBound ?? lines.count
    var end = anchor + 1
    while end < min(last, anchor + Self.lineLimit),
      !lines[end].links.contains(where: { $0.identity != link.identity && $0.purpose == .meeting })
    {
      end += 1
    }
    return anchor..<end
  }

  private func isNumberOfMeeting(_ number: String, _ line: ConferenceLines.Traits) -> Bool {
    guard !line.visible.contains("+") else { return false }
    guard let link else { return true }
    if let code = link.meetingCode { return code == number }
    return link.provider == .webEx || link.provider == .microsoftTeams
  }

  private func accessCode(at index: Int, below numberLine: Int?) -> String? {
    guard let (label, value) = LabelledValue.split(lines[index].visible),
      lines[index].links.isEmpty, let word = Self.code(in: value), word.utf8.count <= 60
    else { return nil }
    // "Meeting number (access code)" is the number.
    let isNumber = lines[index].number != nil && index == numberLine && label.contains("(")
    if InvitationWords.isPasscode(label), !isNumber, label.split(separator: " ").count <= 7 {
      return lines[index].number == nil || value.contains("-") ? word : nil
    }
    guard let numberLine, index == numberLine + 1, label.utf8.count <= 60,
      value == word || value.filter({ !$0.isWhitespace }) == word
    else { return nil }
    return word
  }

  /// The code that a value begins with; digits alone may be written in groups.
  private static func code(in value: String) -> String? {
    let words = value.split(whereSeparator: \.isWhitespace)
    let isGrouped = words.allSatisfy { word in
      word.utf8.count <= 4 && word.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
    return isGrouped && !words.isEmpty ? words.joined() : words.first.map(String.init)
  }

  /// The digits before a `#`, behind a label or behind two commas.
  private func pin(in line: String) -> String? {
    guard link?.provider != .zoomMeeting, line.utf8.count <= 200 else { return nil }
    if link?.provider == .webEx { return Self.telephonePassword(in: line) }
    guard let end = line.firstIndex(of: "#") else { return nil }
    let before = line[..<end]
    let digits = before.reversed().prefix { $0.isNumber || $0 == " " || $0 == "\u{A0}" }
      .filter { $0.isNumber }.reversed()
    let mark = before.dropLast(
      before.reversed().prefix { $0.isNumber || $0 == " " || $0 == "\u{A0}" }.count
    )
    .last
    guard (4...13).contains(digits.count), mark.map({ ":：,".contains($0) }) ?? false else {
      return nil
    }
    return String(digits)
  }

  /// What telephones and room systems ask for at Webex: `Meeting password: Ab3 (22112212 from phones)`.
  private static func telephonePassword(in line: String) -> String? {
    guard let (label, value) = LabelledValue.split(line), InvitationWords.isPasscode(label),
      let open = value.firstIndex(where: { $0 == "(" || $0 == "（" })
    else { return nil }
    let digits = value[open...].dropFirst().prefix { $0.isASCII && $0.isNumber }
    return (4...13).contains(digits.count) ? String(digits) : nil
  }
}
