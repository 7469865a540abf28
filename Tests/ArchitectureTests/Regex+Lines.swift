import Foundation

extension String {
  /// Whether a regular expression matches somewhere.
  func contains(regex pattern: String) -> Bool {
    range(of: pattern, options: .regularExpression) != nil
  }

  /// The text without blanks before it.
  var trimmedStart: Substring { drop { $0 == " " || $0 == "\t" } }
}

extension SourceFile {
  /// The lines of code in which a pattern occurs, as findings.
  func findings(_ patterns: [String], _ message: String) -> [Finding] {
    code.enumerated().flatMap { index, line in
      patterns.compactMap { pattern in
        line.range(of: pattern, options: .regularExpression).map { range in
          let word = line[range].trimmingCharacters(in: .whitespaces)
          return Finding(self, line: index + 1, "\(word) \(message)")
        }
      }
    }
  }
}
