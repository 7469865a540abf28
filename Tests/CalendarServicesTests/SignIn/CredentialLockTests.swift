import Foundation
import Testing

@testable import CalendarServices

/// The lock of a sign-in is a file of this user alone.
@Suite struct CredentialLockTests {
  private let folder = NSTemporaryDirectory() + "convene-lock-" + UUID().uuidString
  private var path: String { folder + "/work.lock" }

  @Test("It is taken, and counts changes")
  func taken() async throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let lock = try await CredentialLock.acquire(path)
    lock.noteChange()
    #expect(CredentialLock.stamp(path) == 1)
    lock.release()
  }

  @Test(
    "A name that leads to another file is refused, and that file stays",
    arguments: [true, false]
  )
  func links(isSymbolic: Bool) async throws {
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? manager.removeItem(atPath: folder) }
    let victim = folder + "/victim"
    try Data("precious".utf8).write(to: URL(fileURLWithPath: victim))
    if isSymbolic {
      try manager.createSymbolicLink(atPath: path, withDestinationPath: victim)
    } else {
      try manager.linkItem(atPath: victim, toPath: path)
    }
    await #expect(throws: ServiceError.self) { _ = try await CredentialLock.acquire(path) }
    #expect(try String(contentsOfFile: victim, encoding: .utf8) == "precious")
  }
}
