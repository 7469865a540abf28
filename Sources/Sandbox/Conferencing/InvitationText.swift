/// The texts that providers put into descriptions, as people's calendars hold them.
///
/// Sources: Google's calendar files (the `-::~` frame), Teams' and Zoom's invitation texts.
enum InvitationText {
  /// The text that belongs to a meeting; fields that its details lack are left out.
  static func of(_ provider: ConferencingProvider, _ details: [String: JSON], topic: String)
    -> String
  {
    let url = details["url"]?.string ?? ""
    return switch provider {
    case .googleMeet:
      meet(url, phone: details["phone"]?.array?.first?.string, pin: details["pin"]?.string)
    case .zoomMeeting:
      zoom(
        url,
        code: details["meeting_code"]?.string ?? "",
        password: details["password"]?.string ?? "",
        topic: topic
      )
    case .microsoftTeams: teams(url)
    }
  }

  /// The text of a provider whose own one is not known.
  static func other(_ provider: String, _ details: [String: JSON]) -> String {
    var lines = ["\(provider): \(details["url"]?.string ?? "")"]
    for (name, label) in [("meeting_code", "Meeting ID"), ("password", "Password"), ("pin", "PIN")]
    {
      if let value = details[name]?.string { lines.append("\(label): \(value)") }
    }
    lines += (details["phone"]?.array ?? []).compactMap(\.string).map { "Phone: \($0)" }
    return lines.joined(separator: "\n")
  }

  static func meet(_ url: String, phone: String?, pin: String?) -> String {
    let frame = "-::~:~::~" + String(repeating: ":~", count: 34) + "::~:~::-"
    let code = url.split(separator: "/").last ?? ""
    var lines = [frame, "Join with Google Meet: \(url)"]
    if let phone, let pin {
      lines.append("Or dial: (DE) \(phone) PIN: \(pin)#")
      lines.append("More phone numbers: https://tel.meet/\(code)?pin=\(pin)&hs=7")
    }
    lines += [
      "", "Learn more about Meet at: https://support.google.com/a/users/answer/9282720", "",
      "Please do not edit this section.", frame,
    ]
    return lines.joined(separator: "\n")
  }

  static func zoom(_ url: String, code: String, password: String, topic: String) -> String {
    // The topic stands in one line, whatever a hostile title holds.
    let line = String(topic.prefix(200)).split(whereSeparator: \.isNewline).joined(separator: " ")
    let facts = [("Meeting ID", code.isEmpty ? "" : grouped(code)), ("Passcode", password)]
      .filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)" }.joined(separator: "\n")
    let start = """
      Mara Lindqvist is inviting you to a scheduled Zoom meeting.

      Topic: \(line)

      Join Zoom Meeting
      \(url)
      """
    guard !code.isEmpty, !password.isEmpty else {
      return facts.isEmpty ? start : "\(start)\n\n\(facts)"
    }
    return """
      \(start)

      \(facts)

      ---

      One tap mobile
      +496938980596,,\(code)#,,,,*\(password)# Germany
      +493056795800,,\(code)#,,,,*\(password)# Germany

      Dial by your location
      • +49 69 3898 0596 Germany
      • +49 30 5679 5800 Germany

      \(facts)
      Find your local number: https://us02web.zoom.us/u/kb\(code.suffix(8))
      """
  }

  static func teams(_ url: String) -> String {
    let line = String(repeating: "_", count: 80)
    let code = url.split(separator: "/").last?.split(separator: "?").first.map(String.init) ?? ""
    let passcode = url.split(separator: "=").last.map { String($0.prefix(6)) } ?? ""
    return """
      \(line)
      Microsoft Teams Need help? <https://aka.ms/JoinTeamsMeeting?omkt=en-US>
      Join: \(url)
      Meeting ID: \(grouped(code))
      Passcode: \(passcode)
      \(String(repeating: "_", count: 32))
      For organizers: Meeting options <https://teams.microsoft.com/meetingOptions/?language=en-US>
      \(line)
      """
  }

  /// The Teams text as Outlook writes it into an HTML body.
  static func teamsHTML(_ url: String) -> String {
    let code = url.split(separator: "/").last?.split(separator: "?").first.map(String.init) ?? ""
    let escaped = url.replacing("&", with: "&amp;")
    return """
      <br><div style="margin-bottom:24px;overflow:hidden;white-space:nowrap;">\
      ________________________________________________________________________________</div>
      <div class="me-email-text" lang="en-US"><div><span style="font-size:24px;"><b>Microsoft \
      Teams</b></span> <a href="https://aka.ms/JoinTeamsMeeting?omkt=en-US">Need help?</a></div>
      <div><a href="\(escaped)" class="me-email-headline">Join the meeting now</a></div>
      <div><span>Meeting ID: </span><span>\(grouped(code))</span></div>
      <div>For organizers: <a href="https://teams.microsoft.com/meetingOptions/?language=en-US">\
      Meeting options</a></div></div>
      <div style="margin-bottom:24px;overflow:hidden;white-space:nowrap;">\
      ________________________________________________________________________________</div>
      """
  }

  /// `12345678901` as `123 4567 8901`, the way providers print meeting numbers.
  private static func grouped(_ digits: String) -> String {
    let count = digits.count % 4 == 0 ? 4 : 3
    let rest = digits.dropFirst(count)
    let groups = stride(from: 0, to: rest.count, by: 4).map {
      String(rest.dropFirst($0).prefix(4))
    }
    return ([String(digits.prefix(count))] + groups).joined(separator: " ")
  }
}
