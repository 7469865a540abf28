import CalendarFiles

/// What became of a file that was imported.
struct ImportReport {
  let name: String
  /// How many tasks and journal entries it has, which are not shown.
  let tasks: Int
  let journals: Int
  var counts = ImportPlan.Counts()
  /// Whether it has any events.
  var hasEvents = true
  /// Whether what of it is no event was kept with this import.
  var keepsOthers = false
  /// What the user should know of the file besides.
  var remarks: [String] = []
  /// Why the import was ended before the end of the file; `nil` when it was not.
  var interruption: CommandError?

  /// Makes the report of a file of which nothing is imported yet.
  init(name: String, tasks: Int, journals: Int) {
    (self.name, self.tasks, self.journals) = (name, tasks, journals)
  }

  /// How many events that were not imported are named.
  private static let named = 20

  /// Why events were not imported, a sentence each, in the order of the file.
  var skippedSentences: [String] {
    counts.skipped.sorted { $0.line < $1.line }.map { skipped in
      let title = skipped.title.isEmpty ? "" : "\(quoted(skipped.title)): "
      return "line \(skipped.line): \(title)\(skipped.reason)."
    }
  }

  /// What the user should know of the file, a sentence each.
  var sentences: [String] { [leftOut].compactMap(\.self) + remarks }

  /// What is said of tasks and journal entries; `nil` when there are none.
  private var leftOut: String? {
    let kinds = [(tasks, "task", "tasks"), (journals, "journal entry", "journal entries")]
    let parts = kinds.filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
    guard !parts.isEmpty else { return nil }
    let what = parts.joined(separator: " and ")
    let isOne = tasks + journals == 1
    guard hasEvents else {
      return
        "It has no events. \(what) \(isOne ? "was" : "were") left out: Convene keeps events alone."
    }
    return "\(what) \(isOne ? "is" : "are") not shown"
      + (keepsOthers ? ", and kept for exports of the calendar." : ".")
  }

  /// Prints it: what was done as data, why some was not as talk.
  func say() {
    for sentence in skippedSentences.prefix(Self.named) { Console.say("\(name), \(sentence)") }
    let more = counts.skipped.count - Self.named
    if more > 0 { Console.say("\(name): \(more) more events were skipped; --json names all.") }
    for sentence in sentences { Console.say("\(name): \(sentence)") }
    Console.data(
      "\(name): \(counts.new) new, \(counts.updated) updated, \(counts.unchanged) unchanged, "
        + "\(counts.skipped.count) skipped" + (interruption == nil ? "" : ", not complete")
    )
  }

  /// It as JSON.
  var json: JSONText {
    .object([
      ("file", .text(name)), ("complete", .bool(interruption == nil)),
      ("new", .number(counts.new)), ("updated", .number(counts.updated)),
      ("unchanged", .number(counts.unchanged)),
      (
        "skipped",
        .list(
          counts.skipped.map { skipped in
            .object([
              ("line", .number(skipped.line)), ("title", .text(skipped.title)),
              ("reason", .text(skipped.reason)),
            ])
          }
        )
      ),
      ("tasks", .number(tasks)), ("journal_entries", .number(journals)),
      ("remarks", .list(sentences.map { .text($0) })),
    ])
  }
}
