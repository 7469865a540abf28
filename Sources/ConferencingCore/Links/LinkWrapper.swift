import Foundation

/// The links that mail servers and apps wrap around a meeting's own.
///
/// Only what holds the target in itself is unwrapped. A gateway that keeps the target to itself, such
/// as Mimecast's, is no link to a meeting: where it leads is not guessed. Sources: the products' own
/// decoders (Proofpoint's `urldecoder.py`, Outlook's documented `url` parameter) and links of real
/// mail.
enum LinkWrapper {
  /// A wrapper whose target is a value of its query.
  private struct Rule: Sendable {
    /// The server, or `*.name` for all below it.
    let host: String
    /// What the servers below a name end with; `nil` for a server of its own.
    private let suffix: String?
    /// How the path begins, without the first slash.
    let path: String
    /// The names under which the target may stand.
    let names: [String]

    init(_ host: String, _ path: String, _ names: String...) {
      (self.host, self.path, self.names) = (host, path, names)
      suffix = host.hasPrefix("*.") ? String(host.dropFirst()) : nil
    }

    func content(of address: LinkAddress) -> String? {
      let isHost = suffix.map(address.host.hasSuffix) ?? (address.host == host)
      guard isHost, address.path.joined(separator: "/").lowercased().hasPrefix(path) else {
        return nil
      }
      for name in names {
        if let value = address.value(name), let target = LinkWrapper.target(value) { return target }
      }
      return nil
    }
  }

  private static let rules: [Rule] = [
    // Outlook: https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2F…&data=…
    Rule("*.safelinks.protection.outlook.com", "", "url"),
    Rule("*.safelinks.protection.office365.us", "", "url"),
    Rule("*.safelinks.protection.outlook.cn", "", "url"),
    Rule("*.safelinks.protection.partner.outlook.cn", "", "url"),
    Rule("outlook.office.com", "mail/safelink.html", "url"),
    // Teams: https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=…
    Rule("statics.teams.cdn.office.net", "evergreen-assets/safelinks/", "url"),
    Rule("staticsint.teams.cdn.office.net", "evergreen-assets/safelinks/", "url"),
    Rule("teams.public.onecdn.static.microsoft", "evergreen-assets/safelinks/", "url"),
    Rule("urldefense.proofpoint.com", "v1/url", "u"),
    Rule("urldefense.com", "v1/url", "u"),
    Rule("linkprotect.cudasvc.com", "url", "a"),
    Rule("clicktime.symantec.com", "", "u"),
    Rule("*.trendmicro.com", "wis/clicktime/", "url"),
    Rule("protect2.fireeye.com", "", "u"),
    Rule("protect.trellix.com", "", "u"),
    Rule("link.edgepilot.com", "s/", "u"),
    Rule("l.facebook.com", "l.php", "u"),
    Rule("lm.facebook.com", "l.php", "u"),
    Rule("l.messenger.com", "l.php", "u"),
    Rule("l.instagram.com", "", "u"),
    Rule("l.wl.co", "l", "u"),
    Rule("slack-redir.net", "link", "url"),
    Rule("www.linkedin.com", "safety/go", "url"),
    Rule("www.linkedin.com", "redir/redirect", "url"),
    Rule("www.youtube.com", "redirect", "q"),
    Rule("vk.com", "away.php", "to"),
  ]

  /// The servers that only wrap; the launcher of Teams and the redirect of Google are elsewhere.
  static let hosts =
    rules.map(\.host)
    + [
      "urldefense.us", "secure-web.cisco.com", "*.protection.sophos.com", "url.avanan.click",
      "protect.checkpoint.com", "href.li", "www.bing.com",
    ]

  /// Whether a candidate of running text begins with the address of a server that only wraps.
  static func wraps(_ candidate: ArraySlice<UInt8>) -> Bool {
    let start = String(decoding: candidate.prefix(300), as: UTF8.self)
    let host = start.split(separator: "/", maxSplits: 2).dropFirst().first?.lowercased() ?? ""
    guard !["vk.com", "www.youtube.com", "www.linkedin.com", "www.bing.com"].contains(host) else {
      return false
    }
    return hosts.contains { name in
      name.hasPrefix("*.") ? host.hasSuffix(name.dropFirst(1)) : host == name
    }
  }

  /// What is inside, when an address is such a wrapper.
  static func content(of address: LinkAddress) -> String? {
    for rule in rules {
      if let content = rule.content(of: address) { return content }
    }
    let host = address.host
    // Google Calendar: https://www.google.com/url?q=https://…&sa=D, of any country.
    if isGoogle(host), address.path == ["url"] {
      return (address.value("q") ?? address.value("url")).flatMap(target)
    }
    switch host {
    case "urldefense.proofpoint.com", "urldefense.com", "urldefense.us":
      return ProofpointLink.content(of: address)
    case "secure-web.cisco.com": return address.path.last.flatMap(target)
    case "url.avanan.click", "protect.checkpoint.com": return checkPointContent(of: address)
    // Bing: https://www.bing.com/ck/a?…&u=a1aHR0cHM6…
    case "www.bing.com" where address.path == ["ck", "a"]:
      return address.value("u").flatMap { $0.hasPrefix("a1") ? base64($0.dropFirst(2)) : nil }
    case "href.li":
      return address.text.firstIndex(of: "?").flatMap { mark in
        target(address.text[address.text.index(after: mark)...])
      }
    default: break
    }
    if host.hasSuffix(".protection.sophos.com"), let value = address.value("u") {
      return base64(value)
    }
    return teamsContent(of: address)
  }

  /// A target that may be percent-encoded; `nil` when it is no address of the web.
  ///
  /// Quoted-printable mail leaves `=3D` where `=` was.
  fileprivate static func target(_ value: Substring) -> String? {
    var text = String(value)
    if text.hasPrefix("3Dhttp") { text.removeFirst(2) }
    guard var decoded = text.removingPercentEncoding else { return nil }
    // Encoded by two programs, the colon is still hidden.
    for _ in 0..<3 where decoded.lowercased().hasPrefix("http") && !decoded.contains(":") {
      decoded = decoded.removingPercentEncoding ?? decoded
    }
    return isOfWeb(decoded) ? decoded : nil
  }

  private static func isOfWeb(_ target: String) -> Bool {
    let scheme = target.prefix(8).lowercased()
    return scheme.hasPrefix("https://") || scheme.hasPrefix("http://") || !target.contains(":")
  }

  /// Whether a server is Google's in some country: `google.de`, `www.google.co.uk`.
  private static func isGoogle(_ host: String) -> Bool {
    let labels = (host.hasPrefix("www.") ? host.dropFirst(4) : host[...]).split(separator: ".")
    guard labels.first == "google", (2...3).contains(labels.count) else { return false }
    let end = labels.dropFirst()
    return end.count == 1
      ? end.allSatisfy { $0 == "com" || $0 == "cat" || $0.count == 2 }
      : (end.first == "com" || end.first == "co") && end.last?.count == 2
  }

  /// `https://url.avanan.click/v2/r01/___https://…___.YXA…`.
  private static func checkPointContent(of address: LinkAddress) -> String? {
    guard address.path.first == "v2", let start = address.text.range(of: "___"),
      let end = address.text.range(of: "___", range: start.upperBound..<address.text.endIndex)
    else { return nil }
    return ProofpointLink.repaired(String(address.text[start.upperBound..<end.lowerBound]))
  }

  /// A target in Base64, which is not percent-encoded besides.
  private static func base64(_ value: Substring) -> String? {
    let plain = value.removingPercentEncoding ?? String(value)
    return ProofpointLink.base64(plain).flatMap { isOfWeb($0) ? $0 : nil }
  }

  /// What the launcher page of Teams will open: its `url` names a page of the app, as `/_#/l/…`.
  private static func teamsContent(of address: LinkAddress) -> String? {
    let host = address.host
    guard host.split(separator: ".").dropLast().contains("teams") else { return nil }
    if address.path.last == "launcher.html", let page = address.value("url") {
      guard let page = page.removingPercentEncoding, page.hasPrefix("/") else { return nil }
      let path = page.hasPrefix("/_#") ? String(page.dropFirst(3)) : page
      return address.scheme + "://" + host + path
    }
    // The app's own address line: https://teams.microsoft.com/_#/l/meetup-join/…
    guard address.path.first == "_", let mark = address.text.range(of: "/_#/") else { return nil }
    return address.scheme + "://" + host + "/" + address.text[mark.upperBound...]
  }
}
