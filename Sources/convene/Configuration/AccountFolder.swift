import CalendarServices
import Foundation

/// The folder of an account that has its calendars in one, as the file system knows it.
struct AccountFolder {
  /// Its real path, with a slash at the end: links and `..` lead elsewhere than they say.
  private let path: String

  private let home: String?

  /// The folder of an account; `nil` where it has none.
  ///
  /// - Parameters:
  ///   - account: The account.
  ///   - home: The user's home, which `~` stands for; `nil` for what the system has on record.
  init?(_ account: AccountConfiguration, home: String?) {
    guard let path = account.settings.expanded(home: home)["path"] else { return nil }
    self.home = home
    let whole = Self.real(NSString(string: path).expandingTildeInPath)
    self.path = whole.hasSuffix("/") ? whole : whole + "/"
  }

  /// The accounts that read a folder of this one too: the same, or one directly within the other.
  ///
  /// An account reads its folder and those in it, and nothing deeper.
  func overlapping(_ others: [AccountConfiguration]) -> [AccountConfiguration] {
    others.filter { other in
      guard let theirs = AccountFolder(other, home: home)?.path else { return false }
      return path == theirs || Self.parent(path) == theirs || path == Self.parent(theirs)
    }
  }

  private static func parent(_ path: String) -> String {
    path.dropLast().lastIndex(of: "/").map { String(path[...$0]) } ?? path
  }

  /// The real path of a place, the last parts of which need not be there.
  private static func real(_ path: String) -> String {
    // `..` behind a link leads to where the link does, so that it is not taken away before.
    var (head, tail) = (path, "")
    while head != "/", !head.isEmpty {
      if let found = realpath(head, nil) {
        defer { free(found) }
        let whole = String(cString: found) + tail
        return tail.isEmpty ? whole : NSString(string: whole).standardizingPath
      }
      tail = "/" + NSString(string: head).lastPathComponent + tail
      head = NSString(string: head).deletingLastPathComponent
    }
    return tail
  }
}
