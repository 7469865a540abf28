/// What one sends somebody who is to join a meeting.
public enum MeetingText {
  /// The most telephone numbers in an invitation.
  private static let mostPhones = 5

  /// How to join, in the wording of the provider's own invitations, in English.
  ///
  /// Links and codes are as they are; each stands on a line of its own, whatever is in it.
  ///
  /// - Parameters:
  ///   - details: The meeting.
  ///   - country: The user's country, whose telephone numbers come first.
  /// - Returns: The lines; empty for a meeting without link, code and telephone.
  public static func lines(
    _ details: ConferencingDetails,
    country: String? = nil
  ) -> [String] {
    let phones = Array(DialIn.all(of: details, country: country).prefix(mostPhones))
    let url = details.isReady ? ConferenceValue.tidy(details.url) : ""
    let words = Words(details.provider)
    var lines: [String] = []
    if !url.isEmpty { lines += words.link(url) }
    var codes: [String] = []
    func add(_ label: String, _ value: String?) {
      let value = ConferenceValue.tidy(value ?? "")
      if !value.isEmpty { codes.append("\(label): \(value)") }
    }
    if words.showsCode { add(words.code, details.meetingCode.map(grouped)) }
    add(words.passcode, details.accessCode)
    if !codes.isEmpty { lines += (lines.count > 1 ? [""] : []) + codes }
    guard !phones.isEmpty else {
      if let pin = details.pin { lines.append("\(words.pin): \(ConferenceValue.tidy(pin))") }
      return lines
    }
    lines += (lines.isEmpty ? [] : [""]) + words.phones(phones, pin: details.pin)
    return lines
  }

  /// How to call a meeting: a number on each line, with what is dialled behind it.
  public static func phoneLines(
    _ details: ConferencingDetails,
    country: String? = nil
  ) -> [String] {
    DialIn.all(of: details, country: country).map { dialIn in
      dialIn.text + (dialIn.place.isEmpty ? "" : "  " + dialIn.place)
    }
  }

  /// A number of nine to eleven digits as its provider groups it; other codes stay as they are.
  static func grouped(_ code: String) -> String {
    guard code.utf8.allSatisfy({ (48...57).contains($0) }) else { return code }
    let sizes: [Int]
    switch code.utf8.count {
    case 9: sizes = [3, 3, 3]
    case 10: sizes = [3, 3, 4]
    case 11: sizes = [3, 4, 4]
    case 12: sizes = [3, 3, 3, 3]
    default: return code
    }
    var rest = code[...]
    return sizes.map { size in
      defer { rest = rest.dropFirst(size) }
      return String(rest.prefix(size))
    }
    .joined(separator: " ")
  }

  /// The words of a provider.
  ///
  /// Source: invitations of Google Meet, Zoom, Teams and Webex as they are sent.
  private struct Words {
    let provider: ConferencingProvider

    init(_ provider: ConferencingProvider) { self.provider = provider }

    func link(_ url: String) -> [String] {
      switch provider {
      case .zoomMeeting: ["Join Zoom Meeting", url]
      case .microsoftTeams: ["Microsoft Teams meeting", "Join: \(url)"]
      case .googleMeet: ["Google Meet joining info", "Video call link: \(url)"]
      case .webEx: ["Join the Webex meeting", url]
      case .unknown: ["Join: \(url)"]
      default: ["Join with \(ConferenceValue.tidy(provider.rawValue))", url]
      }
    }

    /// The code of Meet is the end of its link.
    var showsCode: Bool { provider != .googleMeet }
    var code: String { provider == .webEx ? "Meeting number" : "Meeting ID" }
    var passcode: String { provider == .webEx ? "Meeting password" : "Passcode" }
    var pin: String { provider == .microsoftTeams ? "Phone conference ID" : "PIN" }

    func phones(_ phones: [DialIn], pin: String?) -> [String] {
      let pin = pin.map { ConferenceValue.tidy($0).filter { $0 != "#" } }
      switch provider {
      case .googleMeet:
        return phones.map { phone in
          let place = phone.place.isEmpty ? "" : "(\(phone.place)) "
          return "Or dial: \(place)\(phone.number)" + (pin.map { " PIN: \(grouped($0))#" } ?? "")
        }
      case .zoomMeeting:
        return ["One tap mobile"] + phones.map { line($0.text, $0.place) }
          + ["", "Dial by your location"] + phones.map { "• " + line($0.number, $0.place) }
      case .microsoftTeams:
        return ["Dial in by phone"] + phones.map { line($0.text, $0.place) }
          + (pin.map { ["Phone conference ID: \(grouped($0))#"] } ?? [])
      default:
        return ["Join by phone"] + phones.map { line($0.text, $0.place) }
          + (pin.map { ["PIN: \($0)"] } ?? [])
      }
    }

    private func line(_ number: String, _ place: String) -> String {
      place.isEmpty ? number : "\(number) \(place)"
    }
  }
}
