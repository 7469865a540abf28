import CalendarServices
import Foundation
import Testing

@testable import convene

/// Adding an account to `config.toml`: at its end, whole or not at all.
@Suite struct ConfigurationAdditionTests {
  /// A folder that goes with the test.
  private final class Folder {
    let path = NSTemporaryDirectory() + "convene-add-" + UUID().uuidString
    var file: String { path + "/convene/config.toml" }

    func write(_ text: String, mode: Int = 0o644) throws {
      let manager = FileManager.default
      try manager.createDirectory(atPath: path + "/convene", withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    }

    func text() throws -> String { try String(contentsOfFile: file, encoding: .utf8) }

    func mode() throws -> Int? {
      let value = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
      return (value as? NSNumber)?.intValue
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private func account(_ name: String = "work", _ key: Secret = .command("c"))
    -> AccountConfiguration
  {
    AccountConfiguration(
      name: name,
      service: NylasDescriptor.value,
      AccountSettings(["url": "https://n.example", "grant": "g"], secrets: ["api_key": key])
    )
  }

  @Test("A file that is not there is made, for its owner alone")
  func makes() throws {
    let folder = Folder()
    try ConfigurationAddition(account(), to: folder.file).write()
    #expect(try folder.mode() == 0o600)
    #expect(try ConfigurationFile.read(folder.file).accounts == [account()])
  }

  @Test(
    "A file of another user is not changed",
    .enabled(if: getuid() == 0, "only root can give files away")
  )
  func othersFile() throws {
    let folder = Folder()
    try folder.write("# theirs\n")
    #expect(chown(folder.file, 12_345, 12_345) == 0)
    let addition = try ConfigurationAddition(account(), to: folder.file)
    let error = #expect(throws: ConfigurationError.self) { try addition.write() }
    #expect(error?.description.contains("belongs to another user") == true)
    #expect(try folder.text() == "# theirs\n")
  }

  @Test(
    "What the user wrote stays to the byte",
    arguments: ["# mine\ntheme = \"nord\"\n", "theme = \"nord\"   # no line end", "\r\n# é\r\n"]
  )
  func keeps(_ text: String) throws {
    let folder = Folder()
    try folder.write(text)
    try ConfigurationAddition(account(), to: folder.file).write()
    try ConfigurationAddition(account("home"), to: folder.file).write()
    #expect(try folder.text().utf8.starts(with: text.utf8))
    #expect(try ConfigurationFile.read(folder.file).accounts.map(\.name) == ["work", "home"])
    #expect(try folder.mode() == 0o644)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/convene")
    #expect(left == ["config.toml"])
  }

  @Test("A file that gets a secret is closed to others")
  func closes() throws {
    let folder = Folder()
    try folder.write("")
    try ConfigurationAddition(account("work", .literal("k")), to: folder.file).write()
    #expect(try folder.mode() == 0o600)
  }

  @Test("A link stays a link, and what it leads to gets longer")
  func link() throws {
    let folder = Folder()
    try folder.write("theme = \"nord\"\n")
    let real = folder.path + "/dotfile.toml"
    try FileManager.default.moveItem(atPath: folder.file, toPath: real)
    try FileManager.default.createSymbolicLink(atPath: folder.file, withDestinationPath: real)
    try ConfigurationAddition(account(), to: folder.file).write()
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.file) == real)
    #expect(try String(contentsOfFile: real, encoding: .utf8).contains("[accounts.work]"))
  }

  /// A file to which nothing can be added, and a part of what is said.
  static let refused: [(String, String)] = [
    ("[accounts.work]\nservice = \"nylas\"\ngrant = \"g\"\napi_key = \"k\"\n", "already"),
    ("accounts = { }\n", "by hand"), ("theme = nord", ":1: "),
  ]

  @Test("What cannot be is said before anything is written", arguments: refused)
  func refuses(_ text: String, says: String) throws {
    let folder = Folder()
    try folder.write(text)
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationAddition(account(), to: folder.file)
    }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "nothing")")
    #expect(try folder.text() == text)
  }

  @Test("A file that changes meanwhile is left as it is")
  func changed() throws {
    let folder = Folder()
    try folder.write("")
    let addition = try ConfigurationAddition(account(), to: folder.file)
    try folder.write("theme = \"nord\"\n")
    #expect(throws: ConfigurationError.self) { try addition.write() }
    #expect(try folder.text() == "theme = \"nord\"\n")
  }

  @Test("Names that cannot be are refused", arguments: ["local", "a b", "../a", "", "é"])
  func names(_ name: String) {
    #expect(throws: ConfigurationError.self) {
      try ConfigurationAddition(account(name), to: "/nowhere/config.toml")
    }
  }
}
