import CalendarServices
import Foundation

/// The folder of an account that has its calendars in one, as the file system knows it.
struct AccountFolder {
  /// Its real path, with a slash at the end: links and `..` lead elsewhere than they say.
  private let path: String

  /// The folder of an account; `nil` where it has none.
  init?(_ account: AccountConfiguration) {
    guard let path = account.settings["path"] else { return nil }
    let whole = Self.real(NSString(string: path).expandingTildeInPath)
    self.path = whole.hasSuffix("/") ? whole : whole + "/"
  }

  /// The accounts whose folders are the same, or one of which is within the other.
  func overlapping(_ others: [AccountConfiguration]) -> [AccountConfiguration] {
    others.filter { other in
      guard let theirs = AccountFolder(other)?.path else { return false }
      return path.hasPrefix(theirs) || theirs.hasPrefix(path)
    }
  }

  /// The real path of a place, the last parts of which need not be there.
  private static func real(_ path: String) -> String {
    var (head, tail) = (NSString(string: path).standardizingPath, "")
    while head != "/", !head.isEmpty {
      if let found = realpath(head, nil) {
        defer { free(found) }
        return String(cString: found) + tail
      }
      tail = "/" + NSString(string: head).lastPathComponent + tail
      head = NSString(string: head).deletingLastPathComponent
    }
    return tail
  }
}
