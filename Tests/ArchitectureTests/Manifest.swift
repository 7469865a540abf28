import Foundation

/// The targets of Package.swift and what each depends on, read from its text.
enum Manifest {
  /// Modules that come with the toolchain or the system, and so stand in no manifest.
  static let ofTheSystem: Set = ["Foundation", "Dispatch", "Synchronization", "Glibc", "Darwin"]

  /// The names of the targets and products that each target names as a dependency.
  ///
  /// - Parameter text: The text of a Package.swift.
  /// - Returns: The names, by target; targets of tests are left out.
  static func dependencies(in text: String) -> [String: Set<String>] {
    let declarations = text.split(separator: /\.(executableTarget|target|systemLibrary)\(/)
      .dropFirst()
    return Dictionary(
      declarations.compactMap { declaration in
        let own = declaration.prefix(
          upTo: declaration.firstRange(of: ".testTarget(")?.lowerBound
            ?? declaration.endIndex
        )
        guard let name = own.firstMatch(of: /name: "(\w+)"/) else { return nil }
        return (String(name.1), names(in: list(behind: "dependencies: [", in: own)))
      },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// What stands between a bracket and the one that closes it.
  private static func list(behind opening: String, in text: Substring) -> Substring {
    guard let start = text.firstRange(of: opening)?.upperBound else { return "" }
    var depth = 1
    let rest = text[start...]
    let end = rest.firstIndex { character in
      depth += character == "[" ? 1 : character == "]" ? -1 : 0
      return depth == 0
    }
    return rest[..<(end ?? rest.endIndex)]
  }

  private static func names(in list: Substring) -> Set<String> {
    let products = list.matches(of: /\.product\(name: "(\w+)"/).map { String($0.1) }
    let targets = list.replacing(/\.product\([^)]*\)/, with: "").matches(of: /"(\w+)"/)
      .map { String($0.1) }
    return Set(products + targets)
  }
}
