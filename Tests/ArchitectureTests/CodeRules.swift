import Foundation

/// The rules about what stands in the code: nothing forced, nothing hidden, no clock but one.
enum CodeRules {
  /// What is never written in `Sources`, with the reason.
  private static let forbidden: [(pattern: String, reason: String)] = [
    (#"\btry!"#, "Handle the error."),
    (#"\bas!"#, "Handle the other type."),
    (#"\bfatalError\s*\("#, "Throw an error that says what to do."),
    (#"\bpreconditionFailure\s*\("#, "Throw an error that says what to do."),
  ]

  /// What needs a comment on the next line that says what protects it.
  private static let excused = [#"@unchecked\s+Sendable"#, #"\bnonisolated\s*\(\s*unsafe\s*\)"#]

  /// The constructs of a source file that are never written.
  static func forbidden(in file: SourceFile) -> [Finding] {
    var findings: [Finding] = []
    for (index, line) in file.code.enumerated() {
      for (pattern, reason) in forbidden where line.contains(regex: pattern) {
        findings.append(
          Finding(file, line: index + 1, "\(matched(pattern)) is not used. \(reason)")
        )
      }
      let next = index + 1 < file.lines.count ? file.lines[index + 1] : ""
      let isExcused = next.trimmedStart.hasPrefix("//")
      for pattern in excused where !isExcused && line.contains(regex: pattern) {
        findings.append(
          Finding(
            file,
            line: index + 1,
            "\(matched(pattern)) needs a comment on the next line that says what protects it."
          )
        )
      }
    }
    return findings
  }

  /// Where a source file asks the outside world for the time, the zone, the place or itself.
  ///
  /// One file of the program asks; everything else is told. The sandbox is a program of its own.
  static func outsideWorld(in file: SourceFile) -> [Finding] {
    let isFree = file.path == "Sources/convene/LiveEnvironment.swift" || file.target == "Sandbox"
    guard !isFree else { return [] }
    let patterns = [
      #"\bDate\s*\(\s*\)"#, #"\bDate\.now\b"#, #"\btimeIntervalSinceNow\b"#,
      #"\bTimeZone\.(current|autoupdatingCurrent)\b"#,
      #"\bLocale\.(current|autoupdatingCurrent)\b"#,
      #"\bCalendar\.(current|autoupdatingCurrent)\b"#, #"\bProcessInfo\b"#, #"\bgetenv\s*\("#,
    ]
    return file.findings(patterns, "is asked for in LiveEnvironment alone. Take it as an argument.")
  }

  /// Where a message says which key to press: keys can be given to other commands.
  static func keys(in file: SourceFile) -> [Finding] {
    guard !["Terminal", "Sandbox"].contains(file.target), !file.path.contains("/Commands/") else {
      return []
    }
    let patterns = [
      #"".*\b(Enter|Esc|Tab|PgUp|PgDn|Space)\b [a-z]+s\b"#,
      #"".*\^[A-Z] [a-z]+s\b"#,
      #"("|["”.:;,] )[b-zB-HJ-Z/] [a-z]+s\b"#,
      #"("|[.:;,] )[b-z] or [b-z]\b"#,
    ]
    return file.lines.enumerated().compactMap { index, line in
      guard !line.trimmedStart.hasPrefix("//"), line.contains("\""),
        patterns.contains(where: { line.contains(regex: $0) })
      else { return nil }
      return Finding(file, line: index + 1, #"A message names a command as \(key: .undo)."#)
    }
  }

  /// Where a test asks for the real date: it would pass at some hours and fail at others.
  ///
  /// How long something takes may be asked for.
  static func dates(in file: SourceFile) -> [Finding] {
    let patterns = [
      #"\bDate\s*(\.init)?\s*\(\s*\)"#, #"\bDate\.now\b"#, #"\btimeIntervalSinceNow\b"#,
      #"\b(clock_gettime|gettimeofday|time)\s*\(\s*(nil|&|CLOCK_REALTIME)"#,
    ]
    return file.findings(patterns, "is the real clock. A test brings its own.")
  }

  /// What a test writes to wait by time instead of for a condition.
  ///
  /// A pause may stand in a function that asks a condition again and again, and is named for it.
  static func pauses(in file: SourceFile) -> [Finding] {
    let pause = #"\b(Task\.sleep|Thread\.sleep|usleep|nanosleep|sleep)\s*\("#
    var function = ""
    var findings: [Finding] = []
    for (index, line) in file.code.enumerated() {
      if let range = line.range(of: #"\bfunc\s+\w+"#, options: .regularExpression) {
        function = line[range].split(separator: " ").last.map(String.init) ?? ""
      }
      let waits = ["until", "eventually", "wait"].contains { function.hasPrefix($0) }
      if !waits, line.contains(regex: pause) {
        findings.append(
          Finding(file, line: index + 1, "A test waits for a condition, not for time.")
        )
      }
    }
    return findings
  }

  /// What is left to do, which is done or written down elsewhere.
  static func leftovers(in file: SourceFile) -> [Finding] {
    let words = ["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]
    return file.lines.enumerated().flatMap { index, line in
      words.filter { line.contains(regex: #"\b"# + $0 + #"\b"#) }
        .map { Finding(file, line: index + 1, "\($0) is done or is not written.") }
    }
  }

  /// Declarations that the world outside of the package sees: only the core has any.
  static func publicDeclarations(in file: SourceFile) -> [Finding] {
    guard file.target != "ConferencingCore" else { return [] }
    return file.findings(
      [#"^\s*(@\w+(\([^)]*\))?\s+)*(public|open)\s"#],
      "is for ConferencingCore."
    )
  }

  private static func matched(_ pattern: String) -> String {
    pattern.replacing(#"\b"#, with: "").replacing(#"\s*"#, with: "").replacing(#"\s+"#, with: " ")
      .replacing("\\", with: "")
  }
}

/// The rules about files and folders.
enum FileRules {
  /// The most lines of a file.
  ///
  /// A table of test cases is one thing however long it is, but not endless.
  static let limits = (sources: 300, tests: 400)

  /// Names that say nothing about what is in a file.
  private static let vagueNames = ["Util", "Helper", "Manager", "Common", "Misc"]

  /// What lies at the top, besides files that begin with a dot.
  private static let topLevel: Set = ["Package.swift", "README.md", "Sources", "Tests", "themes"]

  static func length(of file: SourceFile, limit: Int) -> [Finding] {
    guard file.lines.count > limit else { return [] }
    return [
      Finding(
        file,
        line: file.lines.count,
        "\(file.lines.count) lines, \(limit) are the most. Look for the second thing in it."
      )
    ]
  }

  static func vagueName(of file: SourceFile) -> [Finding] {
    vagueNames.filter { file.name.contains($0) }
      .map { Finding(file, line: 1, "\"\($0)\" says nothing: name it after its main type.") }
  }

  /// What lies at the top and does not belong there.
  static func unexpected(atTop names: Set<String>) -> [String] {
    names.filter { !topLevel.contains($0) && !$0.hasPrefix(".") }.sorted()
  }
}
