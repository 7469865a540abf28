import Foundation

/// A folder for one run of the program.
enum TemporaryFolder {
  /// Makes a new folder, for its owner alone.
  ///
  /// - Throws: ``CommandError`` when there is no place for it.
  static func make(_ environment: LiveEnvironment, name: String) throws -> String {
    var template = Array(
      ((environment.variable("TMPDIR") ?? "/tmp") + "/\(name)-XXXXXX").utf8CString
    )
    guard mkdtemp(&template) != nil else {
      throw CommandError(
        .cannotWrite,
        "No temporary folder can be made. Set TMPDIR to a folder you may write to."
      )
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
