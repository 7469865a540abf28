/// The rule about types: one whose parts lie in many files is read by nobody as a whole.
enum TypeSpread {
  /// The most files that a type is declared and extended in.
  static let most = 4

  /// The types of files, each with the files that declare or extend it at their outermost level.
  ///
  /// Types of other modules count by their extensions. Types of one name in two modules are one here.
  static func files(of sources: [SourceFile]) -> [String: Set<String>] {
    var files: [String: Set<String>] = [:]
    for file in sources where file.target != "Sandbox" {
      for name in file.code.compactMap(outermostType) { files[name, default: []].insert(file.path) }
    }
    return files
  }

  /// The types that lie in more files than they may.
  static func findings(in sources: [SourceFile], most: Int = most) -> [String] {
    files(of: sources).filter { $0.value.count > most }
      .map { "\($0.key) lies in \($0.value.count) files, \(most) are the most." }.sorted()
  }

  private static func outermostType(_ line: String) -> String? {
    let modifiers = [
      "package", "public", "private", "fileprivate", "final", "indirect", "nonisolated",
    ]
    let kinds = ["extension", "struct", "class", "enum", "actor", "protocol"]
    guard let first = line.first, !first.isWhitespace else { return nil }
    let words = line.split(whereSeparator: { " :<{?[".contains($0) }).drop {
      modifiers.contains(String($0))
    }
    guard let kind = words.first, kinds.contains(String(kind)) else { return nil }
    return words.dropFirst().first.map(String.init)
  }
}
