import ConferencingCore
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is said of a folder that the system gives an error for.
struct FolderFailure: Sendable {
  /// The folder.
  let path: String

  /// What says that the folder cannot be read: nothing in it is taken for deleted.
  func reading(_ code: Int32, _ name: String? = nil) -> ServiceError {
    let (reason, remedy) =
      switch code {
      case ENOENT:
        (
          "it does not exist",
          "Mount the disk that it is on, create it, or correct path."
        )
      case ENOTDIR: ("it is no folder", "Correct path.")
      case EACCES:
        ("this user may not read it", "Give yourself access to it, or correct path.")
      case EMFILE, ENFILE: ("too many files are open", "Close other programs, and sync again.")
      default:
        (String(cString: strerror(code)).lowercased(), "Look at the disk that it is on.")
      }
    let what = name.map { "The file \(path)/\($0)" } ?? "The folder \(path)"
    return .unreachable("\(what) cannot be read: \(reason). \(remedy)")
  }

  /// What says that the folder cannot be written.
  func writing(_ code: Int32) -> ServiceError {
    switch code {
    case ENOSPC, EDQUOT:
      .limitReached(
        retryAfter: .seconds(30),
        "There is no room left for \(path). Make some; the edit is kept and tried again."
      )
    case EACCES, EPERM, EROFS:
      .forbidden(
        "The folder \(path) cannot be written: "
          + (code == EROFS ? "its disk is read-only" : "this user may not")
          + ". Give yourself write access to it, and retry."
      )
    default:
      .unavailable(
        status: 0,
        message: "The folder \(path) gives an error: \(String(cString: strerror(code)))."
      )
    }
  }
}
