import ConferencingCore
import Foundation
import Synchronization

/// What the account of a Nylas service is signed in to, once it was told.
///
/// A class because all requests of the service share what one of them has learned.
final class NylasOwnGrant: Sendable {
  private let known = Mutex<GrantProvider?>(nil)

  /// The provider; `nil` when nobody has asked yet.
  var provider: GrantProvider? { known.withLock { $0 } }

  /// Keeps what the service says.
  func note(_ provider: GrantProvider) { known.withLock { $0 = provider } }
}

/// What Nylas can do for calendars of a provider.
///
/// Source: Nylas v3 Events API, parameters of "Return all events" and "Send RSVP".
struct NylasFeatures {
  private let provider: GrantProvider?

  /// Makes the features of a provider; of one that is not known everything is tried.
  init(_ provider: GrantProvider?) { self.provider = provider }

  /// Whether changes can be asked for (`updated_after`).
  var tellsChanges: Bool { provider != .icloud }
  /// Whether what was cancelled can be asked for (`show_cancelled`).
  var showsCancelled: Bool { provider != .icloud && provider != .ews }

  /// The longest stretch of a request, in days; `nil` for one without a limit.
  ///
  /// The pages of Nylas say a year, older ones half a year: the smaller one is kept to.
  var longestWindow: Int? { provider == .icloud ? 180 : nil }

  /// The stretches that are asked for in place of a whole one, the earliest first.
  func pieces(of window: DateInterval) -> [DateInterval] {
    guard let longestWindow else { return [window] }
    let length = Double(longestWindow) * 86_400
    var pieces: [DateInterval] = []
    var start = window.start
    while start.addingTimeInterval(length) < window.end {
      pieces.append(DateInterval(start: start, duration: length))
      start = start.addingTimeInterval(length)
    }
    return pieces + [DateInterval(start: start, end: window.end)]
  }
}

/// Where the reading of a stretch in pieces is: the cursor that the sync keeps.
struct NylasPieceCursor {
  /// The piece, from 0.
  var piece: Int
  /// The service's own cursor within it; `nil` for its first page.
  var token: String?

  private static let mark = "convene-piece:"

  /// The start.
  init() { (piece, token) = (0, nil) }

  /// Reads a cursor; one of a stretch that is not cut is the service's own.
  init(_ text: String?) {
    guard let text, text.hasPrefix(Self.mark) else {
      (piece, token) = (0, text)
      return
    }
    let parts = text.dropFirst(Self.mark.count).split(separator: ":", maxSplits: 1)
    piece = parts.first.flatMap { Int($0) } ?? 0
    token = parts.count == 2 ? String(parts[1]) : nil
  }

  /// The cursor of what comes behind a page; `nil` when it was the last one.
  func text(after token: String?, of pieces: Int) -> String? {
    if pieces == 1 { return token }
    if let token { return "\(Self.mark)\(piece):\(token)" }
    return piece + 1 < pieces ? "\(Self.mark)\(piece + 1)" : nil
  }
}
