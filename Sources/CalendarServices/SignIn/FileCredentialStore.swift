import CalendarCore
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps credentials in files, one an account, that their owner alone can read.
package struct FileCredentialStore: CredentialStore {
  private let folder: String

  /// Makes a store; the folder is made when something is saved.
  ///
  /// - Parameter folder: The path of the folder; it belongs to the store alone.
  package init(folder: String) { self.folder = folder }

  package func place(of account: String) -> String { "the file \(path(of: account))" }

  package func load(_ account: String, afresh: Bool) async throws(ServiceError) -> Credential? {
    let path = path(of: account)
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    if file < 0, errno == ENOENT { return nil }
    guard file >= 0 else { throw trouble("cannot be read", path) }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    var facts = stat()
    guard fstat(file, &facts) == 0 else { throw trouble("cannot be read", path) }
    guard facts.st_mode & S_IFMT == S_IFREG, facts.st_mode & 0o077 == 0 else {
      throw .unauthorized(
        "\(path) holds a sign-in and can be read by others, so it is not used. "
          + "Close it: chmod 600 '\(path)'"
      )
    }
    guard let data = try? handle.readToEnd() else {
      return try CredentialText.credential(Data(), in: place(of: account), of: account)
    }
    return try CredentialText.credential(data, in: place(of: account), of: account)
  }

  package func save(_ credential: Credential, of account: String) async throws(ServiceError) {
    let data = try CredentialText.data(credential)
    try prepareFolder()
    let path = path(of: account)
    let draft = "\(folder)/.\(UUID().uuidString).new"
    // Never over something that is there: a link put in the way would lead the secret elsewhere.
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw trouble("cannot be written", draft) }
    let isWritten = Self.write(data, to: file) && fchmod(file, 0o600) == 0 && fsync(file) == 0
    let reason = errno
    close(file)
    guard isWritten, rename(draft, path) == 0 else {
      let error = trouble("cannot be written", path, isWritten ? errno : reason)
      unlink(draft)
      throw error
    }
    // The new name survives a power failure only with its folder on disk.
    let directory = open(folder, O_RDONLY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  package func remove(_ account: String) async throws(ServiceError) {
    let path = path(of: account)
    guard unlink(path) == 0 || errno == ENOENT else { throw trouble("cannot be removed", path) }
  }

  /// A name that a file can have, whatever the account is called.
  private func path(of account: String) -> String {
    "\(folder)/\(ServiceURL.encoded(account)).json"
  }

  private func prepareFolder() throws(ServiceError) {
    var facts = stat()
    if stat(folder, &facts) != 0 {
      let made: Void? = try? FileManager.default.createDirectory(
        atPath: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
      guard made != nil, chmod(folder, 0o700) == 0, stat(folder, &facts) == 0 else {
        throw trouble("cannot be made", folder)
      }
    }
    guard facts.st_mode & 0o077 == 0 else {
      throw .unauthorized(
        "The folder \(folder) is for sign-ins and is open to others, so nothing is kept there. "
          + "Close it: chmod 700 '\(folder)'"
      )
    }
  }

  private static func write(_ data: Data, to file: Int32) -> Bool {
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: false)
    return (try? handle.write(contentsOf: data)) != nil
  }

  private func trouble(_ what: String, _ path: String, _ reason: Int32 = errno) -> ServiceError {
    .unauthorized(
      "\(path) \(what): \(String(cString: strerror(reason))). Fix it, or keep sign-ins by a command "
        + "(token_get and token_set in config.toml)."
    )
  }
}
