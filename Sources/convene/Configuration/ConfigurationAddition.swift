import Foundation

/// Adds an account at the end of the configuration; all that the user wrote stays to the byte.
struct ConfigurationAddition {
  private let path: String
  private let section: AccountSection
  private let before: Data
  private let after: Data

  /// Prepares the addition; nothing is written yet.
  ///
  /// - Parameters:
  ///   - account: The account.
  ///   - path: The configuration, which need not be there yet.
  ///   - home: The user's home, which `~` stands for; `nil` for what the system has on record.
  /// - Throws: ``ConfigurationError`` when the file cannot be read or the account not be added.
  init(
    _ account: AccountConfiguration,
    to path: String,
    home: String? = nil
  ) throws(ConfigurationError) {
    // What cannot be read as it is must not get longer.
    let configuration = try ConfigurationFile.read(path)
    guard AccountConfiguration.isPlain(account.name), account.name != "local" else {
      throw ConfigurationError(
        path: path,
        message: account.name == "local"
          ? "\"local\" names the calendar of this machine. Choose another name."
          : "\"\(account.name)\" cannot name an account. \(AccountConfiguration.plainName)"
      )
    }
    guard !configuration.accounts.contains(where: { $0.name == account.name }) else {
      throw ConfigurationError(
        path: path,
        message: "There is an account \"\(account.name)\" already. Choose another name, or sign in "
          + "to that one: convene accounts login \(account.name)"
      )
    }
    if let other = AccountFolder(account, home: home)?.overlapping(configuration.accounts).first {
      throw ConfigurationError(
        path: path,
        message:
          "The folder of account \"\(other.name)\" is the same, or one of the two is within the "
          + "other, so that events would show twice. Choose another folder, or use that account."
      )
    }
    // Where a user's link leads, the file is written, and the link stays.
    self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    section = AccountSection(account: account)
    before = FileManager.default.contents(atPath: path) ?? Data()
    let gap = before.isEmpty ? "" : before.last == UInt8(ascii: "\n") ? "\n" : "\n\n"
    after = before + Data((gap + section.text).utf8)
    let text = String(decoding: after, as: UTF8.self)
    let read = try? ConfigurationFile(path: path, text: text).parse()
    guard read?.accounts.last == account else {
      throw ConfigurationError(
        path: path,
        message: "No section can be added at the end of this file. Add it by hand, then run "
          + "convene accounts login \(account.name)."
      )
    }
  }

  /// Writes the file, whole or not at all.
  ///
  /// - Throws: ``ConfigurationError`` when it was changed meanwhile or cannot be written.
  func write() throws(ConfigurationError) {
    let manager = FileManager.default
    guard (manager.contents(atPath: path) ?? Data()) == before else {
      throw ConfigurationError(path: path, message: "was changed meanwhile. Add the account again.")
    }
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let owner = (try? manager.attributesOfItem(atPath: file))?[.ownerAccountID] as? NSNumber
    if let owner, owner.uint32Value != geteuid() {
      throw ConfigurationError(
        path: path,
        message: "belongs to another user, so it was not changed. Add the account by hand."
      )
    }
    let folder = (path as NSString).deletingLastPathComponent
    let known = try? manager.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
    var mode = mode_t(known?.uint16Value ?? 0o600)
    if section.holdsSecret { mode &= 0o700 }
    let temporary = folder + "/.config.toml-\(UUID().uuidString)"
    do {
      try manager.createDirectory(
        atPath: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
      let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try file.write(contentsOf: after)
      fchmod(descriptor, mode)
      try file.synchronize()
      guard rename(temporary, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      unlink(temporary)
      throw ConfigurationError(
        path: path,
        message: "cannot be written. Check the permissions of \(folder)."
      )
    }
  }
}
