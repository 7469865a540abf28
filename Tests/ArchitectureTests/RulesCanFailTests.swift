import Testing

/// Each rule, tried on samples that break it and on ones that do not: a check that cannot fail is none.
@Suite struct RulesCanFailTests {
  private func file(_ text: String, path: String = "Sources/ViewModels/Sample.swift") -> SourceFile
  {
    SourceFile(path: path, text: text)
  }

  @Test(arguments: [
    ("import GRDB", "GRDB"), ("package import Terminal", "Terminal"),
    ("@preconcurrency import Dispatch", "Dispatch"),
    ("@_spi(Testing) public import LocalCache", "LocalCache"),
    ("import struct TOMLKit.TOMLTable", "TOMLKit"), ("  import\tCNcurses // why", "CNcurses"),
    ("import Foundation; import Logging", "Logging"),
    ("#if os(Linux)\nimport Glibc\n#endif", "Glibc"),
  ])
  func seesAnImportThatMayNotBe(_ text: String, _ module: String) {
    let findings = ImportRules.findings(inSource: file(text))
    #expect(findings.map(\.message) == ["ViewModels may not import \(module)."])
  }

  @Test(arguments: [
    "import Foundation", "package import ConferencingCore", "// import GRDB", "/* import GRDB */",
    "let text = \"import GRDB\"", "let important = 1",
    "let lines = \"\"\"\n  import GRDB\n  \"\"\"",
  ])
  func letsOtherLinesBe(_ text: String) {
    #expect(ImportRules.findings(inSource: file(text)).isEmpty)
  }

  @Test func knowsEveryTarget() {
    let stranger = file("", path: "Sources/Extras/Sample.swift")
    #expect(ImportRules.findings(inSource: stranger).count == 1)
    let test = file("", path: "Tests/ExtrasTests/Sample.swift")
    #expect(ImportRules.findings(inTest: test).count == 1)
  }

  @Test func seesATestThatReachesTooFar() {
    let test = file("import LocalCache\nimport GRDB", path: "Tests/ViewModelsTests/Sample.swift")
    #expect(ImportRules.findings(inTest: test).map(\.line) == [1])
  }

  @Test(arguments: [
    "say(\"Deleted. u undoes it.\")", "\"Enter shows both.\"", "\"/ begins a search.\"",
    "\"Both: m or t.\"", "\"Undone. ^R redoes it.\"", "\"C signs in again.\"",
  ])
  func seesKeysInMessages(_ text: String) {
    #expect(CodeRules.keys(in: file(text)).count == 1)
  }

  @Test(arguments: [
    "\"A link is here.\"", "\"Deleted. \\(key: .undo) undoes it.\"", "// u undoes it", "u is set",
    "\"I see lines\"",
  ])
  func letsOtherMessagesBe(_ text: String) {
    #expect(CodeRules.keys(in: file(text)).isEmpty)
  }

  @Test(arguments: [
    "let a = try! f()", "let a = b as! Int", "fatalError(\"no\")", "preconditionFailure()",
    "final class A: @unchecked Sendable {}\n  let a = 1", "nonisolated(unsafe) var a = 1",
    "\"\\(b as! Int)\"", "#\"\\#(try! f())\"#",
  ])
  func seesWhatIsForced(_ text: String) {
    #expect(CodeRules.forbidden(in: file(text)).count == 1)
  }

  @Test(arguments: [
    "let a = try? f()", "let a = b as? Int", "// never try! this", "\"as! and fatalError(\"",
    "#\"a \"quoted\" try! b\"#", "if a != b, hasAs != 1 {}",
    "final class A: @unchecked Sendable {\n  // `lock` protects `a`.", "/* try! /* as! */ try! */",
    "nonisolated(unsafe) var a = 1\n// Written once, before threads begin.",
  ])
  func letsWhatIsNotForcedBe(_ text: String) {
    #expect(CodeRules.forbidden(in: file(text)).isEmpty)
  }

  @Test(arguments: [
    "let a = Date()", "let a = Date.now", "a.timeIntervalSinceNow", "TimeZone.current",
    "Locale.autoupdatingCurrent", "Calendar.current", "ProcessInfo.processInfo.environment",
    "getenv(\"HOME\")",
  ])
  func seesWhoAsksTheWorld(_ text: String) {
    #expect(CodeRules.outsideWorld(in: file(text)).count == 1)
    for free in ["Sources/convene/LiveEnvironment.swift", "Sources/Sandbox/Server/A.swift"] {
      #expect(CodeRules.outsideWorld(in: file(text, path: free)).isEmpty)
    }
  }

  @Test(arguments: ["Date(timeIntervalSince1970: 0)", "UpToDate()", "clock.now()", "// Date()"])
  func letsTimesThatAreGivenBe(_ text: String) {
    #expect(CodeRules.outsideWorld(in: file(text)).isEmpty)
  }

  @Test(arguments: [
    "let a = Date()", "a(Date.now)", "Date.init()", "a.timeIntervalSinceNow", "time(nil)",
    "gettimeofday(&a, nil)", "clock_gettime(CLOCK_REALTIME, &a)",
  ])
  func seesTestsThatAskForTheDate(_ text: String) {
    #expect(CodeRules.dates(in: file(text)).count == 1)
  }

  @Test(arguments: [
    "Date(timeIntervalSince1970: 0)", "ContinuousClock.now", "time(0)", "// Date()",
  ])
  func letsOtherClocksBe(_ text: String) {
    #expect(CodeRules.dates(in: file(text)).isEmpty)
  }

  @Test(arguments: ["Task.sleep(for: .seconds(1))", "usleep(10)", "sleep(1)", "Thread.sleep(1)"])
  func seesWhatWaitsByTime(_ call: String) {
    #expect(CodeRules.pauses(in: file("func shows() {\n  \(call)\n}")).map(\.line) == [2])
    #expect(CodeRules.pauses(in: file("func untilShown() {\n  \(call)\n}")).isEmpty)
    #expect(
      CodeRules.pauses(in: file("func until() {}\nfunc shows() {\n  \(call)\n}")).map(\.line) == [3]
    )
    #expect(CodeRules.pauses(in: file("// \(call)")).isEmpty)
  }

  @Test func seesWhatIsLeftForLater() {
    for word in ["TO" + "DO", "FIX" + "ME"] {
      #expect(CodeRules.leftovers(in: file("// \(word): later")).count == 1)
    }
    #expect(CodeRules.leftovers(in: file("let methodOfTheDay = 1")).isEmpty)
  }

  @Test func seesWhatIsPublicOutsideOfTheCore() {
    for text in ["public struct A {}", "  @discardableResult public func a()", "open class A {}"] {
      #expect(CodeRules.publicDeclarations(in: file(text)).count == 1)
      let core = file(text, path: "Sources/ConferencingCore/A.swift")
      #expect(CodeRules.publicDeclarations(in: core).isEmpty)
    }
    #expect(CodeRules.publicDeclarations(in: file("package struct A {}\nopen(url)")).isEmpty)
  }

  @Test func seesLongFilesAndVagueNames() {
    let lines = { String(repeating: "a\n", count: $0) }
    #expect(FileRules.length(of: file(lines(300)), limit: 300).isEmpty)
    #expect(FileRules.length(of: file(lines(301)), limit: 300).map(\.line) == [301])
    for name in ["StringUtils", "ViewHelper", "EventManager", "Common"] {
      #expect(FileRules.vagueName(of: file("", path: "Sources/A/\(name).swift")).count == 1)
    }
    #expect(FileRules.vagueName(of: file("", path: "Sources/A/AgendaView.swift")).isEmpty)
  }

  @Test func seesTypesThatLieInManyFiles() {
    let files = [
      "package struct A {}", "extension A: B {}", "private extension A {\n}", "// enum A",
    ]
    .enumerated().map { file($1, path: "Sources/Model/File\($0).swift") }
    #expect(TypeSpread.files(of: files)["A"]?.count == 3)
    #expect(TypeSpread.findings(in: files, most: 2).count == 1)
    #expect(TypeSpread.findings(in: files, most: 3).isEmpty)
  }

  @Test func seesStrangersAtTheTop() {
    let names: Set = ["Package.swift", ".ci", ".gitignore", "Sources", "notes.txt", "Makefile"]
    #expect(FileRules.unexpected(atTop: names) == ["Makefile", "notes.txt"])
  }

  @Test func keepsLinesWhereTheyAre() {
    let text = "a // b\n\"\"\"\nc \\(d(\"e\")) f\n\"\"\"\n/* g\nh */ i\n'\"j\\\"k\" l"
    #expect(CodeText.code(of: text) == "a \n\"\n(d(\"\"))\n\"\n\n i\n'\"\" l")
  }
}
