import ConferencingCore
import Foundation
import LocalCache

/// The meeting servers, and the preferred providers, that were configured when the cache was last written,
/// kept in a file of its own.
///
/// The cache notes with an event whose link it is joined by; a server that is configured later, or no
/// more, is looked for in the events that name it, and a preferred provider in all that have a link. A
/// start looks at few of them, the next ones first; the others follow page by page, see ``finish(in:)``.
struct KnownServers: Sendable {
  /// What all links have in common, in the place of a host.
  private static let allLinks = "://"
  /// How many of the events about now a start looks at, and from how long before now to how long after it,
  /// in seconds: what runs is joined.
  private static let first = (most: 60, before: 86_400.0, after: 7 * 86_400.0)
  /// How many rows a page of the others has: some milliseconds.
  private static let page: Int64 = 100

  /// What the file says.
  private struct State {
    /// What was configured.
    var lines: [String]
    /// What is still to be looked at: hosts, and behind which row; `nil` when all is done.
    var rest: (hosts: [String], row: Int64)?

    init(_ lines: [String]) { self.lines = lines }

    /// Reads it; a file that says nothing is one of an empty configuration.
    init(text: String) {
      lines = text.split(separator: "\n").map(String.init)
      guard let words = lines.first?.split(separator: " "), words.count > 1, words[0] == ">",
        let row = Int64(words[1])
      else { return }
      lines.removeFirst()
      rest = (words.dropFirst(2).map(String.init), row)
    }

    var text: String {
      let mark = rest.map { ["> \($0.row) " + $0.hosts.joined(separator: " ")] } ?? []
      return (mark + lines).map { $0 + "\n" }.joined()
    }
  }

  private let path: String

  /// Makes the one of the user's folders.
  init(_ paths: Paths) { path = paths.meetingServers }

  /// Notes the servers of now, and has the cache find links when they are others than last time: those of
  /// the events that come next, and a page of the others.
  ///
  /// - Parameters:
  ///   - rules: The servers.
  ///   - ranking: The preferred providers.
  ///   - cache: The cache.
  ///   - now: The time.
  func note(
    _ rules: [MeetingServers.Rule],
    _ ranking: LinkRanking,
    in cache: LocalCache,
    now: Date
  ) {
    // No host is called so.
    let preferred = ranking.providers.map { "\(Self.allLinks) \($0)" }
    let lines = rules.map { "\($0.host) \($0.name)" } + preferred
    var state = read()
    guard lines != state.lines || state.rest != nil, !cache.isReadOnly else { return }
    if lines != state.lines {
      // Of servers of one host the first one counts, so all of them are looked for again.
      let named = (lines + state.lines).compactMap { $0.split(separator: " ").first }
        .map { String($0.hasPrefix("*.") ? $0.dropFirst(2) : $0) }
      let hosts = Set(named + (state.rest?.hosts ?? [])).sorted()
      state = State(lines)
      // Every event that has a link has this.
      state.rest = (hosts.contains(Self.allLinks) ? [Self.allLinks] : hosts, 0)
    }
    guard let rest = state.rest else { return }
    // What cannot be written now, because the file is locked say, is written at the next start.
    let days = DateInterval(
      start: now.addingTimeInterval(-Self.first.before),
      end: now.addingTimeInterval(Self.first.after)
    )
    guard
      (try? cache.links.findLinks(naming: rest.hosts, in: days, most: Self.first.most)) != nil
    else { return }
    advance(state, in: cache)
  }

  /// Looks at what is left, page by page, so that nobody waits long to write.
  ///
  /// - Parameter cache: The cache.
  func finish(in cache: LocalCache) {
    var state = read()
    while state.rest != nil, let next = advance(state, in: cache) { state = next }
  }

  /// Looks at a page, and writes how far that is; `nil` when it could not be.
  @discardableResult
  private func advance(_ state: State, in cache: LocalCache) -> State? {
    guard let rest = state.rest else { return nil }
    var next = state
    do throws(CacheError) {
      next.rest = try cache.links.findLinks(naming: rest.hosts, behind: rest.row, most: Self.page)
        .map { (hosts: rest.hosts, row: $0) }
    } catch {
      return nil
    }
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let isWritten: Void? = try? Data(next.text.utf8)
      .write(to: URL(fileURLWithPath: path), options: .atomic)
    return isWritten == nil ? nil : next
  }

  private func read() -> State {
    State(text: (try? String(contentsOfFile: path, encoding: .utf8)) ?? "")
  }
}
