/// An invitation as a provider writes it, where no rules enclose it.
///
/// Its heart is the line with the link, and what proves it close to that: the meeting's number, the
/// provider's own pages, its telephone numbers. Around that, only lines are taken that belong to it by
/// their shape, or stand between two such lines. Where it is not sure where the text ends, it is left
/// as a whole: half an invitation is worse than one.
struct WrittenInvitation {
  private let lines: [ConferenceLines.Traits]
  private let isHTML: Bool
  private let anchor: Int
  private let limit: Int
  private let link: RecognizedLink
  private let code: String?
  /// The line with which Webex begins.
  private let frame: Int?
  private var provider: ConferencingProvider { link.provider }

  static func segments(in text: ConferenceLines) -> [ByteSegment] {
    var found: [ByteSegment] = []
    var behind = 0
    // Where one place of a meeting is not sure, a part at another one would be half of it.
    var unsure: Set<String> = []
    for index in text.traits.indices where index >= behind {
      guard let heart = InvitationHeart(in: text.traits, at: index),
        !unsure.contains(heart.link.identity)
      else { continue }
      // What somebody quotes is cut as a whole by hand: its rules have a sign before them too.
      guard !text.traits[index].isQuoted else {
        unsure.insert(heart.link.identity)
        continue
      }
      let invitation = WrittenInvitation(heart, in: text, notBefore: behind)
      guard let first = invitation.first, let last = invitation.last(from: first)
      else {
        unsure.insert(heart.link.identity)
        continue
      }
      found.append(
        ByteSegment(
          range: BoundedText.outerRange(from: first, to: last, in: text.text),
          provider: invitation.provider,
          url: invitation.link.url
        )
      )
      behind = last + 1
    }
    return found
  }

  private init(_ heart: InvitationHeart, in text: ConferenceLines, notBefore limit: Int) {
    lines = text.traits
    isHTML = text.text.isHTML
    (anchor, link, code) = (heart.anchor, heart.link, heart.code)
    self.limit = limit
    frame =
      link.provider == .webEx ? heart.frame(notBefore: limit, in: lines) : nil
  }

  /// Whether a line belongs to the meeting wherever it stands.
  private func isCertain(_ line: ConferenceLines.Traits) -> Bool {
    if let number = line.number {
      if number == code { return true }
      // A conference's number on the telephone.
      if provider != .zoomMeeting, line.visible.hasSuffix("#") { return true }
    }
    if line.isPage(of: provider) { return true }
    guard line.visible.utf8.count <= 200 else { return false }
    if let code, line.visible.contains(",,\(code)#") || line.visible.contains("\(code)@") {
      return true
    }
    if provider != .zoomMeeting, line.isPhoneWithCode {
      return provider != .jitsiMeet || line.visible.hasSuffix("#")
    }
    if provider == .webEx, line.visible.contains("webex.com") || line.isAddress {
      return line.links.isEmpty || frame != nil
    }
    return line.isAddress && line.visible.utf8.count <= 80
  }

  /// Whether a line has the link of this meeting, with a label or without.
  private func hasLink(_ line: ConferenceLines.Traits) -> Bool {
    !line.links.isEmpty && line.links.allSatisfy { $0.identity == link.identity }
      && (line.isBareLink || line.label.split(separator: " ").count <= 12)
  }

  /// Whether a line has the link of another meeting.
  private func isOfAnother(_ line: ConferenceLines.Traits) -> Bool {
    line.links.contains { other in
      // Webex names a page for the host, of the same shape.
      let isOfHost = frame != nil && other.provider == .webEx
      return other.identity != link.identity && other.purpose == .meeting && !isOfHost
    }
  }

  // MARK: The end

  /// The last line; `nil` when it is not sure.
  private func last(from first: Int) -> Int? {
    var last = anchor
    var isDialling = false
    var between = 0
    for index in anchor + 1..<max(anchor + 1, min(lines.count, anchor + 400)) {
      let line = lines[index]
      // A line of hyphens is the provider's only when more of it follows.
      if line.isEmpty || line.isSeparator {
        if !isHTML || line.isSeparator { isDialling = false }
        continue
      }
      if isOfAnother(line) || InvitationWords.isGreeting(line.visible, of: provider)
        || InvitationWords.isHeading(line.visible, of: provider)
      {
        break
      }
      let isNext = last == index - 1
      if isCertain(line) || (between == 0 && hasLink(line)) || (isNext && isPasscode(at: index))
        || isPasscodeApart(at: index)
      {
        isDialling = line.number == nil && line.links.isEmpty
      } else if isDialling && line.isPhone {
        // One of several numbers.
      } else if leads(at: index) {
        isDialling = true
        continue
      } else if hasLink(line) {
        break
      } else {
        between += 1
        guard between <= 3, line.visible.utf8.count <= 160 else {
          return mayGoOn(behind: index) ? nil : checked(last)
        }
        continue
      }
      last = index
      between = 0
    }
    return checked(last)
  }

  /// The last line, unless what follows it directly looks like more of the invitation.
  private func checked(_ last: Int) -> Int? {
    var next = last + 1
    if isHTML, next < lines.count, lines[next].isEmpty { next += 1 }
    guard next < lines.count, !lines[next].isEmpty else { return last }
    if let (label, _) = LabelledValue.split(lines[next].visible) {
      if next == last + 1, label.split(separator: " ").count <= 4 { return nil }
      let hasPasscode =
        LabelledValue.split(lines[last].visible).map { InvitationWords.isPasscode($0.label) }
        ?? false
      // Jitsi writes none: what follows is of the user.
      if InvitationWords.isPasscode(label), !hasPasscode, provider != .jitsiMeet { return nil }
    }
    return InvitationWords.isDialling(lines[next].visible) ? nil : last
  }

  /// Whether more of the invitation stands behind lines that are not known.
  private func mayGoOn(behind index: Int) -> Bool {
    for line in lines[min(index + 1, lines.count)...].prefix(20) {
      if isOfAnother(line) || InvitationWords.isHeading(line.visible, of: provider) {
        return false
      }
      if isCertain(line) { return true }
    }
    return false
  }

  /// "Passcode: 123456", in any language, below the number or the link.
  private func isPasscode(at index: Int) -> Bool {
    let line = lines[index].visible
    guard let (label, value) = LabelledValue.split(line), label.utf8.count <= 80 else {
      return false
    }
    let words = value.split(separator: " ").count
    if words <= 6, value.utf8.count <= 60, InvitationWords.isPasscode(label) { return true }
    let isBelowNumber = isNumber(index - 1)
    return isBelowNumber && label.utf8.count <= 60 && words == 1 && value.utf8.count <= 40
  }

  /// A passcode with an empty line between the number, or the link, and it, where the label says
  /// what it is.
  private func isPasscodeApart(at index: Int) -> Bool {
    guard index >= 2, lines[index - 1].isEmpty, isNumber(index - 2) || index - 2 == anchor,
      let (label, value) = LabelledValue.split(lines[index].visible)
    else { return false }
    return InvitationWords.isPasscode(label) && label.split(separator: " ").count <= 4
      && value.split(separator: " ").count == 1
  }

  private func isNumber(_ index: Int) -> Bool {
    lines[index].number != nil && lines[index].number == code
  }

  /// Whether a line is the heading of telephone numbers or room systems.
  private func leads(at index: Int) -> Bool {
    if InvitationWords.isDialling(lines[index].visible) { return true }
    guard lines[index].visible.utf8.count <= 80, lines[index].links.isEmpty,
      index + 1 < lines.count
    else { return false }
    var next = index + 1
    if isHTML, lines[next].isEmpty, next + 1 < lines.count { next += 1 }
    guard !lines[next].isEmpty else { return false }
    return (isCertain(lines[next]) && lines[next].links.isEmpty) || isListOfPhones(at: next)
  }

  /// Two numbers in a row, or one with a bullet before it.
  private func isListOfPhones(at index: Int) -> Bool {
    guard lines[index].isPhone else { return false }
    return lines[index].visible.hasPrefix("•")
      || (index + 1 < lines.count && lines[index + 1].isPhone)
  }

  // MARK: The beginning

  /// The first line; `nil` when it is not sure.
  private var first: Int? {
    var first = anchor
    if let frame { return frame }
    if let heading = above(first), isTop(lines[heading]) { first = heading }
    if provider != .zoomMeeting { first = title(above: first) }
    if first > limit, lines[first - 1].isSeparator, lines[first - 1].rule != nil { first -= 1 }
    var hasLabels = false
    var topic: Int?
    var hasTime = false
    for index in stride(from: first - 1, through: max(limit, first - 40), by: -1) {
      let line = lines[index]
      if InvitationWords.isGreeting(line.visible, of: provider) {
        let isHello =
          index >= limit + 2 && lines[index - 1].isEmpty && lines[index - 2].visible == "Hi there,"
        return isHello ? index - 2 : index
      }
      if line.isEmpty { continue }
      if InvitationWords.isTopic(line.visible) { topic = index }
      if InvitationWords.isTime(line.visible) { hasTime = true }
      guard isPreamble(at: index) else {
        // What looks like the beginning of the invitation, and is not known, stays with it.
        let isNear = index == first - 1 || hasLabels
        if isNear, InvitationWords.names(provider, in: line.visible), !line.visible.hasSuffix(":") {
          return nil
        }
        return hasGreeting(above: index) ? nil : start(first, topic, hasTime)
      }
      hasLabels = true
    }
    return start(first, topic, hasTime)
  }

  /// The topic, where both topic and time stand above the link; else the first line that is sure.
  private func start(_ first: Int, _ topic: Int?, _ hasTime: Bool) -> Int {
    hasTime ? topic ?? first : first
  }

  /// The first of the lines that name the kind of the meeting, with what stands below it.
  private func title(above start: Int) -> Int {
    var first = start
    var index = start
    while index > limit, start - index < 4 {
      index -= 1
      let line = lines[index]
      if isTop(line) {
        first = index
      } else if line.visible.utf8.count > 100 || !line.links.isEmpty || line.isSeparator
        || (line.isEmpty && index != start - 1)
      {
        break
      }
    }
    return first
  }

  /// The line above another one, at most one empty line away.
  private func above(_ index: Int) -> Int? {
    guard index > limit else { return nil }
    if !lines[index - 1].isEmpty { return index - 1 }
    return index - 1 > limit && !lines[index - 2].isEmpty ? index - 2 : nil
  }

  private func isTop(_ line: ConferenceLines.Traits) -> Bool {
    InvitationWords.isHeading(line.visible, of: provider)
      || InvitationWords.isTitle(line.visible, of: provider)
      || (provider == .microsoftTeams && line.isPage(of: provider))
  }

  /// Topic, time and dates, the file for calendars.
  private func isPreamble(at index: Int) -> Bool {
    let line = lines[index]
    if line.isPage(of: provider) { return true }
    guard line.links.isEmpty, line.visible.utf8.count <= 200 else { return false }
    if index + 1 < lines.count, lines[index + 1].isPage(of: provider) { return true }
    if LabelledValue.split(line.visible)?.label.split(separator: " ").count ?? 9 <= 3 {
      return true
    }
    return line.visible.utf8.count <= 120 && line.visible.utf8.contains { (48...57).contains($0) }
  }

  private func hasGreeting(above index: Int) -> Bool {
    lines[max(limit, index - 12)..<index].contains {
      InvitationWords.isGreeting($0.visible, of: provider)
    }
  }
}
