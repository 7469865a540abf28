import Foundation
import LocalCache
import Logging
import Synchronization

/// A log in a file that only its owner may read; opened with the first line that is written.
///
/// A class because it owns the file.
final class FileLog: Sendable {
  /// The size at which a log is put aside when a new process begins, in bytes.
  private static let limit = 4 << 20
  private let path: String
  private let now: @Sendable () -> Date
  private let file = Mutex<FileHandle?>(nil)

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
    file.withLock { file in
      if file == nil { file = open() }
      try? file?.write(contentsOf: Data((ISOTime.text(now(), in: .gmt) + " " + line + "\n").utf8))
    }
  }

  private func open() -> FileHandle? {
    let manager = FileManager.default
    let folder = (path as NSString).deletingLastPathComponent
    try? manager.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    let size = (try? manager.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    if size > Self.limit {
      try? manager.removeItem(atPath: path + ".old")
      try? manager.moveItem(atPath: path, toPath: path + ".old")
    }
    guard let file = try? OwnFile.open(path, O_WRONLY | O_APPEND) else { return nil }
    return FileHandle(fileDescriptor: file, closeOnDealloc: true)
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
