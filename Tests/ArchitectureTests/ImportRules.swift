/// What each target may import: the arrows of the house, read from the sources.
enum ImportRules {
  /// The modules that files of a target may import, besides nothing.
  ///
  /// The core touches `Foundation`, and a lock for the one value that the configuration adds to its
  /// table of meeting servers; `CNcurses` is behind `Terminal` alone,
  /// libical behind `ICalendar`, GRDB behind `LocalCache`, HTTP behind `CalendarServices`, and the sandbox knows nothing of
  /// the client, so that an error cannot agree with itself.
  static let sources: [String: Set<String>] = [
    "ConferencingCore": ["Foundation", "Synchronization"],
    "CalendarCore": ["ConferencingCore", "ICalendar", "Foundation", "Synchronization"],
    "CalendarFiles": [
      "ConferencingCore", "CalendarCore", "ICalendar", "Foundation", "Synchronization",
    ],
    "ICalendar": ["CLibical"],
    "ViewModels": ["ConferencingCore", "CalendarCore", "Foundation"],
    "Terminal": ["CNcurses", "Glibc", "Darwin", "Synchronization"],
    "TerminalUI": ["ConferencingCore", "CalendarCore", "ViewModels", "Terminal", "TOMLKit"],
    "LocalCache": [
      "ConferencingCore", "CalendarCore", "CSQLite", "GRDB", "GRDBSQLite", "Foundation",
      "Dispatch",
      "Synchronization", "Glibc", "Darwin",
    ],
    "CalendarServices": [
      "ConferencingCore", "CalendarCore", "CalendarFiles", "AsyncHTTPClient", "CMessageDigest",
      "CExpat",
      "NIOCore", "NIOHTTP1", "NIOPosix",
      "NIOFoundationCompat", "NIOHTTPCompression", "NIOSSL", "Logging", "Foundation",
      "Synchronization", "Glibc", "Darwin",
    ],
    "CalendarSync": [
      "ConferencingCore", "CalendarCore", "LocalCache", "CalendarServices", "Logging", "Foundation",
      "Synchronization",
    ],
    "Sandbox": [
      "CMessageDigest", "CExpat", "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore",
      "Logging",
      "Foundation",
      "Synchronization",
    ],
    "convene": [
      "ConferencingCore", "CalendarCore", "CalendarFiles", "ViewModels", "Terminal", "TerminalUI",
      "LocalCache", "CalendarServices", "CalendarSync", "Sandbox", "CQRCode", "ArgumentParser",
      "Logging", "TOMLKit",
      "Foundation", "Dispatch", "Synchronization", "Glibc", "Darwin",
    ],
    // C: it imports nothing, and only `Terminal`, or only `ICalendar`, imports it.
    "CNcurses": [],
    "CLibical": [],
    "CMessageDigest": [],
    "CQRCode": [],
    "CExpat": [],
    "CSQLite": [],
  ]

  /// The modules of this package that tests of a target may import; others are free to them.
  static let tests: [String: Set<String>] = [
    "ConferencingCoreTests": ["ConferencingCore", "TestSupport"],
    "CalendarCoreTests": ["ConferencingCore", "CalendarCore", "TestSupport"],
    "ICalendarTests": ["ICalendar"],
    "CalendarFilesTests": ["ConferencingCore", "CalendarCore", "CalendarFiles", "ICalendar"],
    "ViewModelsTests": ["ConferencingCore", "CalendarCore", "ViewModels"],
    "TerminalTests": ["Terminal", "CNcurses"],
    "TerminalUITests": [
      "ConferencingCore", "CalendarCore", "ViewModels", "Terminal", "TerminalUI",
    ],
    "LocalCacheTests": ["ConferencingCore", "CalendarCore", "LocalCache"],
    "CalendarServicesTests": ["ConferencingCore", "CalendarCore", "CalendarServices", "Sandbox"],
    "CalendarSyncTests": [
      "ConferencingCore", "CalendarCore", "LocalCache", "CalendarServices", "CalendarSync",
      "Sandbox",
    ],
    "SandboxTests": ["Sandbox"],
    "ConveneTests": Set(sources.keys),
    // The binary alone, as a user meets it.
    "EndToEndTests": ["convene"],
    "ArchitectureTests": [],
    "TestSupport": ["ConferencingCore"],
  ]

  /// The modules that a file imports, by line.
  static func imports(in file: SourceFile) -> [(line: Int, module: String)] {
    let modifiers: Set<Substring> = [
      "public", "package", "internal", "fileprivate", "private", "@testable", "@preconcurrency",
      "@_exported", "@_spi", "@_implementationOnly",
    ]
    let kinds: Set<Substring> = [
      "typealias", "struct", "class", "enum", "protocol", "let", "var", "func", "actor",
    ]
    return file.code.enumerated().flatMap { number, line in
      // Several statements may stand on one line.
      line.split(separator: ";").compactMap { statement -> (Int, String)? in
        var words = statement.split { $0 == " " || $0 == "\t" }[...]
        while let word = words.first, modifiers.contains(word.prefix { $0 != "(" }) {
          words = words.dropFirst()
        }
        guard words.first == "import" else { return nil }
        words = words.dropFirst()
        if let kind = words.first, kinds.contains(kind) { words = words.dropFirst() }
        return words.first.map { (number + 1, String($0.prefix { $0 != "." })) }
      }
    }
  }

  /// The imports of a source file that its target may not have.
  static func findings(inSource file: SourceFile) -> [Finding] {
    guard let allowed = sources[file.target] else {
      return [Finding(file, line: 1, "The target \(file.target) is not in the import table.")]
    }
    return imports(in: file).filter { !allowed.contains($0.module) }.map { line, module in
      Finding(file, line: line, "\(file.target) may not import \(module).")
    }
  }

  /// The imports of a test that reach past what it tests.
  static func findings(inTest file: SourceFile) -> [Finding] {
    guard let allowed = tests[file.target] else {
      return [Finding(file, line: 1, "The target \(file.target) is not in the import table.")]
    }
    return imports(in: file)
      .filter { sources.keys.contains($0.module) && !allowed.contains($0.module) }
      .map { line, module in
        Finding(file, line: line, "\(file.target) may not import \(module).")
      }
  }
}
