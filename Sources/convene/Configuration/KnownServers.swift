import ConferencingCore
import Foundation
import LocalCache

/// The meeting servers, and the preferred providers, that were configured when the cache was last written,
/// kept in a file of its own.
///
/// The cache notes with an event whose link it is joined by; a server that is configured later, or no
/// more, is looked for in the events that name it, and a preferred provider in all that have a link.
struct KnownServers {
  /// What all links have in common, in the place of a host.
  private static let allLinks = "://"

  private let path: String

  /// Makes the one of the user's folders.
  init(_ paths: Paths) { path = paths.meetingServers }

  /// Notes the servers of now, and has the cache find their links when they are others than last time.
  ///
  /// - Parameters:
  ///   - rules: The servers.
  ///   - ranking: The preferred providers.
  ///   - cache: The cache.
  func note(_ rules: [MeetingServers.Rule], _ ranking: LinkRanking, in cache: LocalCache) {
    // No host is called so.
    let preferred = ranking.providers.map { "\(Self.allLinks) \($0)" }
    let lines = rules.map { "\($0.host) \($0.name)" } + preferred
    let known = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let last = known.split(separator: "\n").map(String.init)
    guard lines != last, !cache.isReadOnly else { return }
    // Of servers of one host the first one counts, so all of them are looked for again.
    let hosts = Set((lines + last).compactMap { $0.split(separator: " ").first }).map {
      String($0.hasPrefix("*.") ? $0.dropFirst(2) : $0)
    }
    // What cannot be written now, because the file is locked say, is written at the next start.
    guard (try? cache.links.findLinks(naming: hosts.sorted())) != nil else { return }
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? Data(lines.map { $0 + "\n" }.joined().utf8)
      .write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
