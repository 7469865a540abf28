/// Texts about meetings that stand between two lines of the same kind.
///
/// A pair counts only when what is between proves it: people draw lines too.
enum BoundedText {
  /// The most lines of such a text; a Teams text with many telephone numbers has some sixty.
  private static let longest = 200

  static func segments(in text: ConferenceLines) -> [ByteSegment] {
    var found: [ByteSegment] = []
    var open: [ConferenceLines.Rule: Int] = [:]
    for (index, traits) in text.traits.enumerated() {
      guard let rule = traits.rule else { continue }
      if let start = rule.opening.flatMap({ open[$0] }), index - start <= longest,
        isApart(rule, from: start, to: index, in: text.traits),
        let proof = proof(rule, text.traits[start + 1..<index])
      {
        let range = outerRange(from: start, to: index, in: text.text)
        // Apple's calendar writes the text of a provider into its own.
        found.removeAll { $0.range.lowerBound >= range.lowerBound }
        found.append(ByteSegment(range: range, provider: proof.provider, url: proof.url))
        open = open.filter { $0.key == .callHead && $0.value < start }
      } else {
        // The rules inside a text of Teams are shorter than its own: a shorter one before this
        // one has no partner behind it.
        if case .underscores(let length) = rule {
          open = open.filter { !$0.key.isShorter(than: length) }
        }
        open[rule] = index
      }
    }
    return found
  }

  /// Whether a pair may be a provider's by what is around it.
  ///
  /// Lines of boxes are drawn by people more than any others; those of Zoom stand apart from the
  /// words by a blank line.
  private static func isApart(
    _ rule: ConferenceLines.Rule,
    from first: Int,
    to last: Int,
    in lines: [ConferenceLines.Traits]
  ) -> Bool {
    guard case .box = rule else { return true }
    return (first == 0 || lines[first - 1].isEmpty)
      && (last + 1 == lines.count || lines[last + 1].isEmpty)
  }

  /// Whose text is between two lines of a kind; `nil` when it may be a user's.
  private static func proof(
    _ rule: ConferenceLines.Rule,
    _ lines: ArraySlice<ConferenceLines.Traits>
  ) -> (provider: ConferencingProvider, url: String?)? {
    switch rule {
    case .meetBoundary:
      let link = link(of: .googleMeet, in: lines)
      guard link != nil || lines.contains(where: isMeet) else { return nil }
      return (.googleMeet, link?.url)
    case .underscores:
      guard let link = link(of: .microsoftTeams, in: lines), isTeams(lines) else { return nil }
      return (.microsoftTeams, link.url)
    case .box:
      guard let link = link(of: .zoomMeeting, in: lines), isZoom(lines, link) else { return nil }
      return (.zoomMeeting, link.url)
    case .callHead, .callFoot:
      if let link = lines.lazy.flatMap(\.links).first { return (link.provider, link.url) }
      // Apple's calendar takes any address.
      let address = lines.lazy.map(\.visible).first { line in
        line.contains(":") && !line.utf8.contains(where: TextLines.isBlank)
          && DetailsRules.urlMessage(line) == nil
      }
      return address.map { (.unknown, $0) }
    }
  }

  private static func link(
    of provider: ConferencingProvider,
    in lines: ArraySlice<ConferenceLines.Traits>
  ) -> RecognizedLink? {
    for line in lines {
      if let link = line.links.first(where: { $0.provider == provider }) { return link }
    }
    return nil
  }

  /// Whether a line holds one of the links that Google writes besides that of the meeting.
  private static func isMeet(_ line: ConferenceLines.Traits) -> Bool {
    ["tel.meet/", "support.google.com/", "calendar.google.com/"].contains {
      line.visible.contains($0)
    }
  }

  /// A link of Teams alone may be in a user's sentence; its help link, its number or its heading
  /// directly below the rule are not.
  private static func isTeams(_ lines: ArraySlice<ConferenceLines.Traits>) -> Bool {
    if lines.contains(where: { $0.isOfTeams || $0.number != nil }) { return true }
    let heading = lines.first { !$0.isEmpty }
    return heading?.visible.hasPrefix("Microsoft Teams") ?? false
  }

  private static func isZoom(
    _ lines: ArraySlice<ConferenceLines.Traits>,
    _ link: RecognizedLink
  ) -> Bool {
    lines.contains { line in
      (line.number != nil && line.number == link.meetingCode)
        || InvitationWords.isGreeting(line.visible, of: .zoomMeeting)
        || InvitationWords.isHeading(line.visible, of: .zoomMeeting)
    }
  }

  /// From one line to another with the tags that only these lines have around them.
  static func outerRange(from first: Int, to last: Int, in text: TextLines) -> Range<Int> {
    var start = text.lines[first].content.lowerBound
    var end = text.lines[last].content.upperBound
    guard text.isHTML else { return blankless(start..<end, text.bytes) }
    // <div …><span …>____</span></div>: the opening tag belongs to the rule, when a closing one
    // follows it; the same for the last.
    let before = text.bytes[text.lines[first].outer..<start]
    if let open = before.lastIndex(of: UInt8(ascii: "<")),
      let tag = HTMLTag(in: text.bytes, at: open), !tag.isClosing,
      tag.name == "div" || tag.name == "p",
      tag.range.upperBound == start
    {
      let close = HTMLTag(in: text.bytes, at: end)
      if let close, close.isClosing, close.name == tag.name {
        start = open
        end = close.range.upperBound
      }
    }
    return enclosed(blankless(start..<end, text.bytes), in: text.bytes)
  }

  /// A range with the elements that hold nothing else: `<div class="me-email-text">…</div>`.
  private static func enclosed(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var range = range
    while true {
      var start = range.lowerBound
      while start > 0, TextLines.isBlank(bytes[start - 1]) { start -= 1 }
      guard start > 0, bytes[start - 1] == UInt8(ascii: ">"),
        let open = bytes[max(0, start - 2_000)..<start].lastIndex(of: UInt8(ascii: "<")),
        let tag = HTMLTag(in: bytes, at: open), tag.range.upperBound == start, !tag.isClosing,
        ["div", "p", "span", "section"].contains(tag.name),
        let next = bytes[range.upperBound...].firstIndex(where: { !TextLines.isBlank($0) }),
        let close = HTMLTag(in: bytes, at: next), close.isClosing, close.name == tag.name
      else { return range }
      range = open..<close.range.upperBound
    }
  }

  private static func blankless(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    var range = range
    while let first = range.first, TextLines.isBlank(bytes[first]) { range.removeFirst() }
    while let last = range.last, TextLines.isBlank(bytes[last]) { range.removeLast() }
    return range
  }
}
