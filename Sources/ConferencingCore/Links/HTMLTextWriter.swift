/// Collects the plain text of HTML: blanks collapse, blocks begin lines, links keep their targets.
struct HTMLTextWriter {
  /// Whether a newline of the source is one of the text.
  var keepsNewlines = false
  private var bytes: [UInt8] = []
  private var owesBlank = false
  private var owedBreaks = 0
  private var link: (target: [UInt8], start: Int)?

  /// What was collected, without blank lines at its ends.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Takes one byte of text.
  mutating func write(_ byte: UInt8) {
    switch byte {
    case 0x0A where keepsNewlines: owe(breaks: owedBreaks + 1)
    case 0x09, 0x0A, 0x0D, 0x20: owesBlank = true
    default: write(CollectionOfOne(byte), isBlank: false)
    }
  }

  /// Takes text that stands together.
  mutating func write(_ text: some Collection<UInt8>, isBlank: Bool) {
    if isBlank {
      owesBlank = true
      return
    }
    if owedBreaks > 0 {
      if !bytes.isEmpty { bytes += repeatElement(0x0A, count: min(owedBreaks, 2)) }
    } else if owesBlank, !bytes.isEmpty {
      bytes.append(0x20)
    }
    owedBreaks = 0
    owesBlank = false
    bytes += text
  }

  /// Takes a tag, and returns the place behind it and behind what belongs to it and is no text.
  mutating func open(_ tag: HTMLTag, in source: [UInt8]) -> Int {
    switch tag.name {
    case "br": owe(breaks: owedBreaks + 1)
    case "li" where !tag.isClosing:
      owe(breaks: 1)
      write("• ".utf8, isBlank: false)
    case "p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote":
      owe(breaks: max(owedBreaks, 2))
    case "td", "th": owesBlank = true
    case "a": tag.isClosing ? closeLink() : openLink(tag, in: source)
    case let name where HTMLTag.blocks.contains(name): owe(breaks: max(owedBreaks, 1))
    case let name where HTMLTag.silent.contains(name) && !tag.isClosing:
      return Self.end(of: name, in: source, after: tag.range.upperBound)
    default: break
    }
    return tag.range.upperBound
  }

  private mutating func owe(breaks: Int) {
    owedBreaks = max(1, breaks)
    owesBlank = false
  }

  private mutating func openLink(_ tag: HTMLTag, in source: [UInt8]) {
    guard let value = tag.attribute("href", in: source) else { return }
    var target = Array(HTMLEntities.decoded(value).utf8)
    // Of the scheme of the page, which no mail has.
    if target.starts(with: "//".utf8) { target = "https:".utf8 + target }
    let leads = ["http://", "https://", "tel:", "sip:", "zoommtg:", "msteams:"]
    guard leads.contains(where: { target.starts(with: $0.utf8) }) else { return }
    link = (target, bytes.count)
  }

  private mutating func closeLink() {
    guard let (target, start) = link else { return }
    link = nil
    let words = bytes[min(start, bytes.count)...].drop { $0 <= 0x20 }
    let known = [
      target, Array(target.drop { $0 != 0x3A }.dropFirst(3)), Array(target.dropFirst(4)),
    ]
    guard !known.contains(where: { $0.elementsEqual(words) }) else { return }
    owesBlank = owesBlank || !words.isEmpty
    write(Array("<".utf8) + target + Array(">".utf8), isBlank: false)
  }

  /// The place behind the closing tag of a silent element; the end of the text when it never closes.
  static func end(of name: String, in source: [UInt8], after start: Int) -> Int {
    var index = start
    while let open = source[index...].firstIndex(of: UInt8(ascii: "<")) {
      if source[open...].dropFirst().first == UInt8(ascii: "/"),
        HTMLTag.name(in: source, at: open) == name
      {
        return HTMLTag(in: source, at: open)?.range.upperBound ?? source.count
      }
      index = open + 1
    }
    return source.count
  }
}
