import Foundation

/// The links that mail servers and apps wrap around a meeting's own.
enum LinkWrapper {
  /// The servers that only wrap; the launcher of Teams is on a server of its own.
  static let hosts = [
    "safelinks.protection.outlook.com", "www.google.com", "urldefense.com",
    "urldefense.proofpoint.com",
  ]

  /// What is inside, when an address is such a wrapper.
  static func content(of address: LinkAddress) -> String? {
    let host = address.host
    // Outlook: https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2F…&data=…
    if host.hasSuffix(".safelinks.protection.outlook.com") {
      return address.value("url")?.removingPercentEncoding
    }
    // Google Calendar: https://www.google.com/url?q=https://…&sa=D
    if host == "www.google.com", address.path == ["url"] {
      return (address.value("q") ?? address.value("url"))?.removingPercentEncoding
    }
    // Proofpoint: https://urldefense.com/v3/__https://…__;!!…
    if host == "urldefense.com" || host == "urldefense.proofpoint.com",
      let start = address.text.range(of: "/v3/__"),
      let end = address.text.range(of: "__;", range: start.upperBound..<address.text.endIndex)
    {
      return String(address.text[start.upperBound..<end.lowerBound])
    }
    return teamsContent(of: address)
  }

  /// What the launcher page of Teams will open: its `url` names a page of the app, as `/_#/l/…`.
  private static func teamsContent(of address: LinkAddress) -> String? {
    let host = address.host
    guard host.hasPrefix("teams.") || host.contains(".teams.") else { return nil }
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
