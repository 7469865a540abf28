import Foundation
import LocalCache
import Logging
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A log in a file that only its owner may read; opened with the first line that is written.
///
/// A class because it owns the file.
final class FileLog: Sendable {
  /// The size that a log does not grow past, in bytes: what was written before is put aside, once.
  private static let limit = 4 << 20
  private let path: String
  private let now: @Sendable () -> Date
  private let file = Mutex<OpenFile?>(nil)

  private struct OpenFile {
    let handle: FileHandle
    /// The file system's number of it.
    let number: Int?
  }

  /// Makes a log; nothing is touched yet.
  init(path: String, now: @escaping @Sendable () -> Date) {
    self.path = path
    self.now = now
  }

  /// A logger that writes here.
  func logger(_ label: String) -> Logger {
    Logger(label: label) { label in FileLogHandler(label: label, log: self) }
  }

  /// Writes a line; a log that cannot be written stays silent, for nothing depends on it.
  func write(_ line: String) {
    let text = Data((ISOTime.text(now(), in: .gmt) + " " + line + "\n").utf8)
    file.withLock { file in
      if let open = file, !isUsable(open, for: text.count) { file = nil }
      if file == nil { file = open(for: text.count) }
      try? file?.handle.write(contentsOf: text)
    }
  }

  /// Whether an open file is still the log, and has room.
  ///
  /// Others may write the same file, and have put it aside.
  private func isUsable(_ file: OpenFile, for count: Int) -> Bool {
    guard let named = status, file.number == named.number else { return false }
    return named.size + count <= Self.limit
  }

  /// The size and the number of what has the log's name; `nil` when there is nothing.
  private var status: (size: Int, number: Int?)? {
    guard let facts = try? FileManager.default.attributesOfItem(atPath: path),
      let size = facts[.size] as? Int
    else { return nil }
    return (size, facts[.systemFileNumber] as? Int)
  }

  /// Opens the file, after a full one was put aside.
  ///
  /// - Parameter count: How many bytes are to be added.
  /// - Returns: The file; `nil` when it cannot be opened.
  private func open(for count: Int) -> OpenFile? {
    let manager = FileManager.default
    let folder = (path as NSString).deletingLastPathComponent
    try? manager.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    if let status, status.size + count > Self.limit {
      try? manager.removeItem(atPath: path + ".old")
      try? manager.moveItem(atPath: path, toPath: path + ".old")
    }
    guard let file = try? OwnFile.open(path, O_WRONLY | O_APPEND) else { return nil }
    return OpenFile(
      handle: FileHandle(fileDescriptor: file, closeOnDealloc: true),
      number: status?.number
    )
  }
}

/// Writes log lines to a file.
private struct FileLogHandler: LogHandler {
  let label: String
  let log: FileLog
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let extra = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    log.write("\(event.level) \(label): \(event.message)\(extra)")
  }
}
