import Foundation
import Testing

@testable import convene

/// What is said when the user's zone is another than last time.
@Suite struct LastZoneTests {
  private static let now = Date(timeIntervalSince1970: 1_796_112_000)

  /// A home that goes with the test.
  private final class Home {
    let paths = Paths(under: NSTemporaryDirectory() + "convene-zone-\(UUID().uuidString)")
    deinit {
      try? FileManager.default.removeItem(
        atPath: (paths.state as NSString).deletingLastPathComponent
      )
    }
  }

  private func note(_ zone: String, _ home: Home) throws -> String? {
    let zone = try #require(TimeZone(identifier: zone))
    return LastZone(home.paths).note(zone, at: Self.now)
  }

  @Test func saysOnceThatTheZoneIsAnother() throws {
    let home = Home()
    #expect(try note("Europe/Berlin", home) == nil)
    #expect(try note("Europe/Berlin", home) == nil)
    #expect(
      try note("Asia/Tokyo", home)
        == "Times are in Asia/Tokyo now; last time they were in Europe/Berlin."
    )
    #expect(try note("Asia/Tokyo", home) == nil)
  }

  @Test("The same clock by another name is nothing to tell")
  func sameClock() throws {
    let home = Home()
    _ = try note("Europe/Berlin", home)
    #expect(try note("Europe/Paris", home) == nil)
    #expect(try note("Africa/Lagos", home) != nil)
  }

  @Test(
    "What is not the name of a zone is not believed",
    arguments: ["", "x", "../../etc\n\u{1B}[2J"]
  )
  func damaged(_ text: String) throws {
    let home = Home()
    let folder = home.paths.state
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: home.paths.lastZone))
    #expect(try note("Asia/Tokyo", home) == nil)
    #expect(try note("Europe/Berlin", home) != nil)
  }

  @Test("A file of any size, and a folder in its place, do no harm")
  func hostile() throws {
    let home = Home()
    try FileManager.default.createDirectory(
      atPath: home.paths.state,
      withIntermediateDirectories: true
    )
    try Data(repeating: 65, count: 1 << 20).write(to: URL(fileURLWithPath: home.paths.lastZone))
    #expect(try note("Asia/Tokyo", home) == nil)
    try FileManager.default.removeItem(atPath: home.paths.lastZone)
    try FileManager.default.createDirectory(
      atPath: home.paths.lastZone,
      withIntermediateDirectories: true
    )
    #expect(try note("Asia/Tokyo", home) == nil)
  }
}
