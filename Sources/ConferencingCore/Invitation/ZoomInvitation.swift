/// The invitation that Zoom writes, where no rules enclose it.
///
/// Its heart is a link alone on its line and, shortly below it, the line with the same number.
/// Around that, only lines are taken that Zoom writes.
enum ZoomInvitation {
  static func segments(in text: ConferenceLines) -> [ByteSegment] {
    var found: [ByteSegment] = []
    var behind = 0
    for (index, traits) in text.traits.enumerated() where index >= behind && traits.isBareLink {
      guard let link = traits.links.first, link.provider == .zoomMeeting,
        let code = link.meetingCode, let number = numberLine(code, below: index, in: text.traits)
      else { continue }
      let first = firstLine(above: index, code: code, notBefore: behind, in: text.traits)
      let last = lastLine(below: number, code: code, in: text.traits)
      let lines = text.text.lines
      found.append(
        ByteSegment(
          range: lines[first].content.lowerBound..<lines[last].content.upperBound,
          provider: .zoomMeeting,
          url: link.url
        )
      )
      behind = last + 1
    }
    return found
  }

  /// Whether a line is the first of an invitation: "Jane is inviting you to a scheduled Zoom
  /// meeting." in the languages in which Zoom writes it most.
  static func isGreeting(_ line: String) -> Bool {
    guard line.utf8.count <= 400, line.contains("Zoom") else { return false }
    return greetings.contains { line.contains($0) }
  }

  /// Whether a line is the heading above the link.
  static func isHeading(_ line: String) -> Bool {
    line.utf8.count <= 80 && headings.contains { line.hasPrefix($0) }
  }

  /// The line with the meeting's number, a few lines below the link.
  private static func numberLine(
    _ code: String,
    below link: Int,
    in lines: [ConferenceLines.Traits]
  ) -> Int? {
    var strangers = 0
    for index in link + 1..<min(lines.count, link + 10) where !lines[index].isEmpty {
      if lines[index].number == code { return index }
      // "View meeting insights with Zoom AI Companion" and its link may stand between.
      strangers += 1
      guard strangers <= 2, lines[index].visible.contains("Zoom") || isOfZoom(lines[index], code)
      else {
        return nil
      }
    }
    return nil
  }

  private static func firstLine(
    above link: Int,
    code: String,
    notBefore limit: Int,
    in lines: [ConferenceLines.Traits]
  ) -> Int {
    var first = link
    if link > limit, isHeading(lines[link - 1].visible) { first = link - 1 }
    // The greeting counts when nothing but topic, time and dates is between.
    for index in stride(from: first - 1, through: max(limit, first - 40), by: -1) {
      let line = lines[index]
      if isGreeting(line.visible) {
        let isHello =
          index >= limit + 2 && lines[index - 1].isEmpty && lines[index - 2].visible == "Hi there,"
        return isHello ? index - 2 : index
      }
      guard
        line.isEmpty || isOfZoom(line, code) || preambles.contains(where: line.visible.hasPrefix)
      else { break }
    }
    return first
  }

  private static func lastLine(
    below number: Int,
    code: String,
    in lines: [ConferenceLines.Traits]
  ) -> Int {
    var last = number
    var isDialling = false
    for index in number + 1..<max(number + 1, min(lines.count, number + 400)) {
      let line = lines[index]
      // A line of hyphens is Zoom's only when more of Zoom's follows.
      if line.isEmpty || line.visible == "---" {
        isDialling = false
        continue
      }
      let isPasscode = lines[index - 1].number == code && isShortValue(line.visible)
      let isHead = heads.contains(line.visible)
      let leads = index + 1 < lines.count && isDialled(lines[index + 1].visible, code)
      if isHead || leads { isDialling = true }
      guard
        isPasscode || isHead || leads || isOfZoom(line, code) || line.number == code
          || isDialled(line.visible, code) || (isDialling && isPhone(line.visible))
      else { break }
      last = index
    }
    return last
  }

  /// "Passcode: 123456", in any language: one word behind a colon.
  private static func isShortValue(_ line: String) -> Bool {
    let parts = line.split(separator: ":", maxSplits: 1)
    return parts.count == 2 && parts[0].utf8.count <= 40
      && parts[1].split(separator: " ").count == 1 && parts[1].utf8.count <= 40
  }

  /// "+13126266799,,81234567890#,,,,*123456# US (Chicago)" and the addresses of room systems.
  private static func isDialled(_ line: String, _ code: String) -> Bool {
    line.utf8.count <= 200 && (line.contains(",,\(code)#") || line.contains("\(code)@zoom"))
  }

  /// A telephone number or an address of four numbers, with its place behind it.
  private static func isPhone(_ line: String) -> Bool {
    let main = line.drop { "• *-\u{A0}".contains($0) }
    let digits = main.prefix { "+0123456789 -–.()".contains($0) }.count { $0.isNumber }
    return line.utf8.count <= 120 && digits >= 7
  }

  /// Whether a line is a link that Zoom writes into invitations, with or without a label: the meeting
  /// itself, its telephone numbers, its file for calendars, its instructions.
  private static func isOfZoom(_ line: ConferenceLines.Traits, _ code: String) -> Bool {
    if line.isBareLink, line.links.first?.meetingCode == code { return true }
    let words = line.visible.split(separator: " ")
    guard let link = words.last, words.count <= 6,
      words.count == 1 || words.dropLast().last?.last == ":",
      link.hasPrefix("https://"), let address = LinkAddress(String(link)),
      ServiceTable.services(at: address).contains(where: { $0.provider == .zoomMeeting })
    else { return false }
    return address.path.first == "u" || address.path.first == "launch"
      || address.path.last == "ics" || address.path.last == "invitations"
  }

  private static let greetings = [
    "inviting you to a", "invites you to a", "has invited you to a", "invited you to a",
    "lädt Sie zu einem", "vous invite à une", "le está invitando a una", "convidando você para",
    "ti sta invitando a", "nodigt u uit voor",
  ]
  private static let headings = [
    "Join Zoom Meeting", "Join from PC, Mac, Linux, iOS or Android", "Zoom-Meeting beitreten",
    "Zoom Meeting beitreten", "Participer à la réunion Zoom", "Unirse a la reunión Zoom",
    "Entrar na reunião Zoom", "Entra nella riunione in Zoom", "Deelnemen aan Zoom-vergadering",
    "Zoomミーティングに参加する", "加入 Zoom 会议", "加入Zoom会议",
  ]
  private static let preambles = [
    "Topic:", "Time:", "Every ", "Please download and import", "Weekly:", "Daily:", "Monthly:",
    "Thema:", "Zeit:", "Uhrzeit:", "Sujet", "Heure", "Tema:", "Hora:",
  ]
  private static let heads: Set<String> = [
    "One tap mobile", "Dial by your location", "Join by SIP", "Join by H.323", "Join instructions",
    "Join by Skype for Business", "Schnelleinwahl mobil", "Einwahl nach aktuellem Standort",
  ]
}
