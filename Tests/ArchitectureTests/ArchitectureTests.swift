import Testing

/// The house, held to its plan: each test reads the sources as they are.
@Suite struct ArchitectureTests {
  @Test func finds() {
    // Nothing below can fail where nothing is found.
    #expect(SourceTree.sources.count > 150)
    #expect(SourceTree.tests.count > 30)
    #expect(SourceTree.sources.contains { $0.path == "Sources/convene/LiveEnvironment.swift" })
  }

  @Test func everyTargetIsInTheTable() {
    #expect(Set(SourceTree.folders(in: "Sources")) == Set(ImportRules.sources.keys))
    #expect(Set(SourceTree.folders(in: "Tests")) == Set(ImportRules.tests.keys))
  }

  @Test func targetsImportOnlyWhatTheyMay() {
    let findings = SourceTree.sources.flatMap(ImportRules.findings(inSource:))
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func theTableHasNoArrowThatNobodyUses() {
    let ours = Set(ImportRules.sources.keys)
    for (target, allowed) in ImportRules.sources {
      let used = SourceTree.sources.filter { $0.target == target }
        .flatMap { ImportRules.imports(in: $0).map(\.module) }
      let unused = allowed.intersection(ours).subtracting(used)
      #expect(unused.isEmpty, "\(target) need not import \(unused.sorted()).")
    }
  }

  @Test func theTableIsTheManifest() throws {
    let manifest = Manifest.dependencies(in: try SourceTree.manifest())
    for (target, allowed) in ImportRules.sources {
      #expect(
        manifest[target] == allowed.subtracting(Manifest.ofTheSystem),
        "Package.swift and the import table differ about \(target)."
      )
    }
  }

  @Test func theArrowsPointOneWay() {
    let ours = Set(ImportRules.sources.keys)
    var rest = ImportRules.sources.mapValues { $0.intersection(ours) }
    while let leaf = rest.first(where: { $0.value.isEmpty })?.key {
      rest[leaf] = nil
      rest = rest.mapValues { $0.subtracting([leaf]) }
    }
    #expect(rest.isEmpty, "These import each other in a circle: \(rest.keys.sorted()).")
  }

  @Test func testsReachNoFurtherThanTheyMay() {
    let findings = SourceTree.tests.flatMap(ImportRules.findings(inTest:))
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func nothingIsForced() {
    let findings = SourceTree.sources.flatMap(CodeRules.forbidden)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func noMessageNamesAKey() {
    let findings = SourceTree.sources.flatMap(CodeRules.keys)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func timeAndPlaceAreArguments() {
    let findings = SourceTree.sources.flatMap(CodeRules.outsideWorld)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func onlyTheCoreIsPublic() {
    let findings = SourceTree.sources.flatMap(CodeRules.publicDeclarations)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func filesAreShortAndNamedAfterSomething() {
    let findings =
      SourceTree.sources.flatMap { FileRules.length(of: $0, limit: FileRules.limits.sources) }
      + SourceTree.tests.flatMap { FileRules.length(of: $0, limit: FileRules.limits.tests) }
      + (SourceTree.sources + SourceTree.tests).flatMap(FileRules.vagueName)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func typesLieInFewFiles() {
    #expect(TypeSpread.files(of: SourceTree.sources).count > 500)
    let findings = TypeSpread.findings(in: SourceTree.sources)
    #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))")
  }

  @Test func nothingIsLeftForLater() {
    let findings = (SourceTree.sources + SourceTree.tests).flatMap(CodeRules.leftovers)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func testsWaitForConditions() {
    let findings = SourceTree.tests.flatMap(CodeRules.pauses)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func testsBringTheirOwnDate() {
    let findings = SourceTree.tests.flatMap(CodeRules.dates)
    #expect(findings.isEmpty, "\(findings.list)")
  }

  @Test func theTopHoldsOnlyWhatIsAgreed() {
    let names = SourceTree.topLevel()
    #expect(names.isSuperset(of: ["Package.swift", "Sources", "Tests", "themes"]))
    #expect(FileRules.unexpected(atTop: names) == [])
  }
}
