/// Tells the pages that providers name in invitations besides the meeting: telephone numbers, help,
/// options.
enum ProviderPage {
  /// Whose page a line names; `nil` when it names none, or is a sentence.
  static func provider(of bytes: ArraySlice<UInt8>, visible: String) -> ConferencingProvider? {
    guard visible.split(separator: " ").count <= 16 else { return nil }
    var index = bytes.startIndex
    var attempts = 0
    while attempts < 6, let start = next(in: bytes, from: index) {
      attempts += 1
      let end = bytes[start...].firstIndex { $0 <= 0x20 || "<>\"')|".utf8.contains($0) }
      let text = bytes[start..<(end ?? bytes.endIndex)].prefix(LinkAddress.limit)
      if let provider = provider(of: String(decoding: text, as: UTF8.self)) { return provider }
      index = text.endIndex
    }
    return nil
  }

  private static func next(in bytes: ArraySlice<UInt8>, from index: Int) -> Int? {
    var rest = bytes[index...]
    while let start = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "h") }) {
      if rest[start...].starts(with: "https://".utf8) || rest[start...].starts(with: "http://".utf8)
      {
        return start
      }
      rest = rest[(start + 1)...]
    }
    return nil
  }

  private static func provider(of text: String) -> ConferencingProvider? {
    guard var address = LinkAddress(HTMLEntities.decodedLink(text)) else { return nil }
    if let content = LinkWrapper.content(of: address), let inner = LinkAddress(content) {
      address = inner
    }
    let host = address.host
    let first = address.path.first?.lowercased() ?? ""
    let last = address.path.last?.lowercased() ?? ""
    switch host {
    case "tel.meet": return .googleMeet
    case "support.google.com": return address.path.contains("answer") ? .googleMeet : nil
    case "meet.google.com": return first == "tel" ? .googleMeet : nil
    case "aka.ms": return last.contains("teams") ? .microsoftTeams : nil
    case "dialin.teams.microsoft.com": return .microsoftTeams
    case "www.microsoft.com": return address.text.contains("teams") ? .microsoftTeams : nil
    case "help.webex.com", "collaborationhelp.cisco.com", "www.webex.com": return .webEx
    default: break
    }
    if first == "meetingoptions", host.contains("teams") { return .microsoftTeams }
    let services = ServiceTable.services(at: address).map(\.provider)
    if services.contains(.jitsiMeet) { return last == "dialininfo.html" ? .jitsiMeet : nil }
    if services.contains(.zoomMeeting) {
      let isPage =
        ["u", "launch"].contains(first) || last == "ics" || last == "invitations"
      return isPage ? .zoomMeeting : nil
    }
    guard services.contains(.webEx), LinkRecognition.recognize(address.text) == nil else {
      return nil
    }
    return last.hasSuffix(".php") || first == "webappng" ? .webEx : nil
  }
}
