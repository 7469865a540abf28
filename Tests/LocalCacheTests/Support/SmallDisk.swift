import Foundation

/// A file system of one megabyte; it goes with the test.
///
/// A class because it is mounted as long as it lives.
final class SmallDisk {
  let folder: String
  var cache: String { folder + "/cache.sqlite" }

  /// Whether one can be made here: as root, on Linux.
  static let isPossible: Bool = {
    guard let disk = try? SmallDisk() else { return false }
    return FileManager.default.isWritableFile(atPath: disk.folder)
  }()

  init() throws {
    folder = NSTemporaryDirectory() + "convene-disk-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    do { try Self.run("mount", "-t", "tmpfs", "-o", "size=2m", "none", folder) } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
  }

  deinit {
    // Lazily: a file that is still open does not keep it.
    try? Self.run("umount", "-l", folder)
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Leaves no room.
  func fill() throws {
    let descriptor = open(folder + "/filler", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    defer { close(descriptor) }
    let block = [UInt8](repeating: 1, count: 4_096)
    while write(descriptor, block, block.count) > 0 {}
  }

  /// Makes room.
  func grow() throws { try Self.run("mount", "-o", "remount,size=16m", folder) }

  /// Lets nothing be written any more; no file of it may be open for writing.
  func makeReadOnly() throws { try Self.run("mount", "-o", "remount,ro", folder) }

  private struct Refusal: Error { let status: Int32 }

  private static func run(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Refusal(status: process.terminationStatus)
    }
  }
}
