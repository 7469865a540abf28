/// Finds and cuts the texts about meetings that services and programs put into descriptions.
///
/// It goes by shape and by links and not by words, for the words are translated. Where it is not
/// sure, it leaves the text alone: too much left is seen and deleted by hand, a user's words are
/// gone.
public enum ConferenceText {
  /// The texts about meetings in a description, in order.
  ///
  /// Known are: the block of Google Meet between its boundary lines, the text of Teams between its
  /// rules (plain and HTML, old and new, in any language), the call of Apple's calendar between its
  /// lines, the invitations of Zoom, Webex, Jitsi, Google Meet and Teams without rules, and the block of
  /// Convene.
  public static func segments(in description: String) -> [ConferenceSegment] {
    segments(in: Array(description.utf8)).map { segment in
      ConferenceSegment(
        range: description.range(ofBytes: segment.range),
        provider: segment.provider,
        url: segment.url
      )
    }
  }

  /// Takes the texts about meetings out of a description.
  ///
  /// - Parameters:
  ///   - description: The description as it stands at the service.
  ///   - own: What people wrote of it, when that is known. Everything behind it that is a text about
  ///     a meeting goes, and when nothing else is there, `kept` is `own`.
  /// - Returns: What stays and what goes.
  public static func cut(_ description: String, own: String?) -> ConferenceCut {
    let bytes = Array(description.utf8)
    guard let own, bytes.starts(with: own.utf8) else {
      return cut(bytes, segments(in: bytes))
    }
    let rest = Array(bytes[own.utf8.count...])
    var found = segments(in: rest)
    if found.isEmpty { found = LooseText.segments(in: rest) }
    let cut = cut(rest, found)
    guard !cut.removed.isEmpty else { return ConferenceCut(kept: description, removed: []) }
    let isBlank = HTMLText.plain(cut.kept).utf8.allSatisfy(TextLines.isBlank)
    return ConferenceCut(kept: isBlank ? own : own + cut.kept, removed: cut.removed)
  }

  private static func cut(_ bytes: [UInt8], _ segments: [ByteSegment]) -> ConferenceCut {
    guard let last = segments.last else {
      return ConferenceCut(kept: String(decoding: bytes, as: UTF8.self), removed: [])
    }
    let isHTML = HTMLText.looksLikeHTML(String(decoding: bytes, as: UTF8.self))
    let text = TextLines(unsplit: bytes, isHTML: isHTML)
    var kept: [UInt8] = []
    var index = 0
    for segment in segments {
      let range = text.withSeparator(segment.range)
      if range.lowerBound > index { kept += bytes[index..<range.lowerBound] }
      index = max(index, range.upperBound)
      // Blanks at the end of its last line are of the text too.
      let blanks = bytes[index...].prefix { $0 == 0x20 || $0 == 0x09 }
      if blanks.endIndex == bytes.count
        || bytes[blanks.endIndex...].first.map({
          $0 == 0x0A || $0 == 0x0D
        }) ?? true
      {
        index = blanks.endIndex
      }
    }
    // Blanks behind the last text were written with it.
    let tail = bytes[index...]
    let isAppended = last.range.lowerBound > 0 || index == bytes.count
    if !isAppended || !tail.allSatisfy(TextLines.isBlank) { kept += tail }
    return ConferenceCut(
      kept: String(decoding: kept, as: UTF8.self),
      removed: segments.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    )
  }

  static func segments(in bytes: [UInt8]) -> [ByteSegment] {
    var found = InvitationBlock.blocks(in: bytes).map { block in
      ByteSegment(range: block.range, provider: block.details.provider, url: block.details.url)
    }
    let isHTML = HTMLText.looksLikeHTML(String(decoding: bytes, as: UTF8.self))
    let text = ConferenceLines(TextLines(bytes, isHTML: isHTML))
    func add(_ more: [ByteSegment]) {
      found += more.filter { new in !found.contains { $0.range.overlaps(new.range) } }
    }
    add(BoundedText.segments(in: text))
    add(WrittenInvitation.segments(in: text))
    return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// A description without what is left in it of the text about a meeting.
  ///
  /// Somebody deleted a part of that text, or an editor wrote it again, so that it is not known as a
  /// whole any more. Each line of it that still stands goes; what people wrote in between stays.
  ///
  /// - Parameters:
  ///   - text: The text as it was, HTML or plain.
  ///   - description: Where some of it may be left.
  /// - Returns: The description without those lines.
  public static func withoutRemains(of text: String, in description: String) -> String {
    let whole = lines(of: text)
    var known = Set(whole.lines.map(whole.visible))
    // Plain editors show the target of a link behind its words.
    let plain = TextLines(Array(HTMLText.plain(text).utf8), isHTML: false)
    known.formUnion(plain.lines.map(plain.visible))
    known.remove("")
    let now = lines(of: description)
    var bytes = now.bytes
    for (index, line) in now.lines.enumerated().reversed() where known.contains(now.visible(line)) {
      let next = index + 1 < now.lines.count ? now.lines[index + 1].content.lowerBound : bytes.count
      // The breaks of HTML are tags, which stay: some of them belong to the words around.
      bytes.removeSubrange(line.content.lowerBound..<(now.isHTML ? line.content.upperBound : next))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func lines(of text: String) -> TextLines {
    TextLines(Array(text.utf8), isHTML: HTMLText.looksLikeHTML(text))
  }
}
