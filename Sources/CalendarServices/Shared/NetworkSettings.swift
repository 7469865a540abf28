import Foundation

/// How services are reached: through which proxy, and whose certificates are believed.
package struct NetworkSettings: Sendable, Hashable {
  /// A proxy that is asked with `CONNECT`.
  package struct Proxy: Sendable, Hashable, CustomStringConvertible {
    /// The server.
    package var host: String
    /// The port.
    package var port: Int
    /// Name and password for `Proxy-Authorization: Basic`.
    var user: String?
    var password = ""

    /// Its address, without what lets people in.
    package var description: String { "\(host):\(port)" }
  }

  /// The proxy of all servers but ``direct``; `nil` for none.
  package var proxy: Proxy?
  /// The servers that are reached without the proxy, as `NO_PROXY` lists them.
  package var direct: [String] = []
  /// The file or folder of the authorities that are believed in place of the system's.
  package var authorities: String?
  /// What is wrong with the settings, with the remedy; then nothing is sent to a server
  /// that would be reached through the proxy.
  package var problem: String?

  /// Makes settings for a network that needs none.
  package init() {}

  /// Reads the variables that other programs go by as well.
  ///
  /// The lower-case name of a variable counts before the upper-case one, as in curl.
  ///
  /// - Parameter variables: The environment.
  package init(_ variables: [String: String]) {
    func value(_ name: String) -> String? {
      [name.lowercased(), name].lazy.compactMap { variables[$0] }
        .map { $0.trimmingCharacters(in: .whitespaces) }.first { !$0.isEmpty }
    }
    authorities = value("SSL_CERT_FILE") ?? value("SSL_CERT_DIR")
    direct = (value("NO_PROXY") ?? "").split(whereSeparator: { $0 == "," || $0.isWhitespace })
      .map { $0.lowercased() }
    for name in ["HTTPS_PROXY", "ALL_PROXY"] {
      guard let text = value(name) else { continue }
      proxy = Self.proxy(text)
      if proxy == nil {
        problem =
          "\(name) is no address of a proxy that Convene can use. Write one like "
          + "http://proxy.example:3128, or unset it."
      }
      break
    }
  }

  /// Reads `http://user:password@host:port`, whose scheme may be left out.
  private static func proxy(_ text: String) -> Proxy? {
    let whole = text.contains("://") ? text : "http://" + text
    guard let parts = URLComponents(string: whole), parts.scheme?.lowercased() == "http",
      let host = parts.host, !host.isEmpty, (1...65_535).contains(parts.port ?? 80)
    else { return nil }
    let bare = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    // The port that curl takes by itself.
    var proxy = Proxy(host: bare, port: parts.port ?? 1080)
    (proxy.user, proxy.password) = (parts.user, parts.password ?? "")
    return proxy
  }

  /// Whether a service would be reached through the proxy, if there is one.
  ///
  /// What is on this computer needs none.
  func wantsProxy(for base: ServiceURL) -> Bool {
    base.isSecure && !base.isLoopback && !isDirect(host: base.host, port: base.port)
  }

  /// Whether a server is reached without the proxy.
  ///
  /// `*` is every server; `example.org` and `.example.org` are that one and all below it; an entry
  /// may name a port.
  func isDirect(host: String, port: Int) -> Bool {
    let name = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    return direct.contains { entry in
      var entry = entry[...]
      if let colon = entry.lastIndex(of: ":"), entry.firstIndex(of: ":") == colon,
        let number = Int(entry[entry.index(after: colon)...])
      {
        guard number == port else { return false }
        entry = entry[..<colon]
      }
      if entry == "*" { return true }
      let bare = entry.trimmingCharacters(in: CharacterSet(charactersIn: "[]."))
      return !bare.isEmpty && (name == bare || name.hasSuffix("." + bare))
    }
  }
}
