// swift-tools-version: 6.2
import PackageDescription

// The manifest is the architecture diagram: a target may import what it lists here and nothing else.
// `ArchitectureTests` hold the sources to it.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
  .enableUpcomingFeature("ExistentialAny"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
  .enableUpcomingFeature("InternalImportsByDefault"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
  .enableUpcomingFeature("MemberImportVisibility"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0461-async-function-isolation.md
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0470-isolated-conformances.md
  .enableUpcomingFeature("InferIsolatedConformances"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0480-swiftpm-warning-control.md
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "convene",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "convene", targets: ["convene"]),
    .library(name: "ConferencingCore", targets: ["ConferencingCore"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    // The program: composition root and commands.
    .executableTarget(
      name: "convene",
      dependencies: [
        "ConferencingCore", "CalendarCore", "CalendarFiles", "ViewModels", "Terminal",
        "TerminalUI", "LocalCache", "CalendarServices", "CalendarSync", "Sandbox", "CQRCode",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      exclude: ["Manual"],
      swiftSettings: strict,
      linkerSettings: [
        // Packed relocations make a position-independent program start quickly; nothing looks up
        // its symbols, so they are neither exported nor kept (decision 0002).
        .unsafeFlags(
          [
            "-use-ld=lld", "-Xlinker", "--no-export-dynamic", "-Xlinker", "--icf=safe",
            "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "-s",
          ],
          .when(platforms: [.linux], configuration: .release)
        )
      ]
    ),

    // The cores: meetings, their links and rules, for any program; events and their edits, for this.
    .target(name: "ConferencingCore", swiftSettings: strict),
    .target(
      name: "CalendarCore",
      dependencies: ["ConferencingCore", "ICalendar"],
      swiftSettings: strict
    ),

    // Events of ours as iCalendar text has them, read and written.
    .target(
      name: "CalendarFiles",
      dependencies: ["ConferencingCore", "CalendarCore", "ICalendar"],
      swiftSettings: strict
    ),

    // iCalendar text, and recurrence rules. `CLibical` opens the library when it is first needed (decision 0030).
    .target(name: "ICalendar", dependencies: ["CLibical"], swiftSettings: strict),
    .target(name: "CLibical"),

    // QR codes. libqrencode is opened when it is first needed, and need not be there (decision 0035).
    .target(name: "CQRCode"),

    // The screen: what it says, how it looks, how it reaches a terminal.
    .target(
      name: "ViewModels",
      dependencies: ["ConferencingCore", "CalendarCore"],
      swiftSettings: strict
    ),
    .target(
      name: "TerminalUI",
      dependencies: [
        "ConferencingCore", "CalendarCore", "ViewModels", "Terminal",
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      resources: [.embedInCode("themes")],
      swiftSettings: strict
    ),
    .target(name: "Terminal", dependencies: ["CNcurses"], swiftSettings: strict),
    .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw")]),

    // The data: the cache, the services, and what keeps them in step.
    .target(
      name: "LocalCache",
      dependencies: [
        "ConferencingCore", "CalendarCore", "CSQLite",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict
    ),
    // The settings of SQLite that Swift cannot reach.
    .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
      name: "CalendarServices",
      dependencies: [
        "ConferencingCore", "CalendarCore", "CalendarFiles", "CMessageDigest", "CExpat",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOFoundationCompat", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "CalendarSync",
      dependencies: [
        "ConferencingCore", "CalendarCore", "LocalCache", "CalendarServices",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),

    .systemLibrary(
      name: "CMessageDigest",
      pkgConfig: "libmd",
      providers: [.apt(["libmd-dev"])]
    ),

    // XML. Expat is opened when it is first needed (decision 0043).
    .target(name: "CExpat"),

    // The stand-in service. Imports nothing of the client, so that an error cannot agree with itself.
    .target(
      name: "Sandbox",
      dependencies: [
        "CMessageDigest", "CExpat",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: strict
    ),

    // What several targets of tests share.
    .target(
      name: "TestSupport",
      dependencies: ["ConferencingCore"],
      path: "Tests/TestSupport",
      swiftSettings: strict
    ),
    .testTarget(
      name: "ConferencingCoreTests",
      dependencies: ["ConferencingCore", "TestSupport"],
      resources: [.copy("Fixtures")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "CalendarCoreTests",
      dependencies: ["ConferencingCore", "CalendarCore", "TestSupport"],
      swiftSettings: strict
    ),
    .testTarget(name: "ICalendarTests", dependencies: ["ICalendar"], swiftSettings: strict),
    .testTarget(
      name: "CalendarFilesTests",
      dependencies: ["ConferencingCore", "CalendarCore", "CalendarFiles", "ICalendar"],
      resources: [.copy("Fixtures")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ViewModelsTests",
      dependencies: ["ConferencingCore", "CalendarCore", "ViewModels"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["Terminal", "CNcurses"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "TerminalUITests",
      dependencies: ["ConferencingCore", "CalendarCore", "ViewModels", "Terminal", "TerminalUI"],
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "LocalCacheTests",
      dependencies: [
        "ConferencingCore", "CalendarCore", "LocalCache",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      exclude: ["Fixtures"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "SandboxTests",
      dependencies: [
        "Sandbox", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOFoundationCompat", package: "swift-nio"),
      ],
      resources: [.copy("Fixtures")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "CalendarServicesTests",
      dependencies: [
        "ConferencingCore", "CalendarCore", "CalendarServices", "Sandbox", "TestSupport",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      resources: [.copy("Fixtures")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "CalendarSyncTests",
      dependencies: [
        "ConferencingCore", "CalendarCore", "LocalCache", "CalendarServices", "CalendarSync",
        "Sandbox",
        "TestSupport",
      ],
      swiftSettings: strict
    ),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .testTarget(
      name: "ConveneTests",
      dependencies: [
        "convene", "ConferencingCore", "CalendarCore", "CalendarFiles", "CalendarServices",
        "LocalCache", "Sandbox", "TerminalUI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),
    .testTarget(name: "EndToEndTests", dependencies: ["convene"], swiftSettings: strict),
  ]
)
