import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation
import LocalCache
import Terminal

/// The import of one file, page by page.
struct FileImport {
  let session: Session
  let input: ImportInput
  let isDryRun: Bool
  /// Whether it is said on the terminal how far it is.
  var showsProgress = true

  /// Imports the file.
  ///
  /// - Throws: ``CommandError`` when it is no calendar, ``CacheError``.
  func run(_ run: inout CacheImport) throws -> ImportReport {
    let file: CalendarFile
    do throws(CalendarFile.Refusal) {
      file = try CalendarFile(input.bytes, zone: session.environment.zone)
    } catch {
      throw CommandError(.badInput, "\(input.name) \(error.reason)")
    }
    let reader = PageReader(
      file,
      at: EventReading.Place(account: run.account, calendar: run.calendar)
    )
    let progress = ImportProgress(count: showsProgress ? file.count : 0)
    var plan = ImportPlan()
    plan.note(file.problems)
    var others = isDryRun ? [] : file.otherTexts
    var done = 0
    while let page = reader.next() {
      plan.note(page.problems)
      let uids = page.series.compactMap { series in
        series.readings.first.map { (uid: $0.uid, id: EventReading.id($0.uid)) }
      }
      let kept = try session.cache.kept(uids, for: run)
      for series in page.series {
        plan.add(series, of: file, kept: series.readings.first.flatMap { kept[$0.uid] } ?? [])
      }
      let changes = plan.takeChanges()
      if !isDryRun {
        others += page.broken
        if try session.cache.carryOut(changes, others: others, zone: file.floatingZone, &run) {
          others = []
        }
      }
      done += page.series.count
      progress.show(done)
    }
    progress.end()
    return ImportReport(
      name: input.name,
      counts: plan.counts,
      remarks: reader.remarks
    )
  }
}

/// How far an import is, on a terminal.
private struct ImportProgress {
  let count: Int
  private let isShown: Bool

  init(count: Int) {
    self.count = count
    isShown = count > 2_000 && isatty(STDERR_FILENO) == 1
  }

  func show(_ done: Int) {
    guard isShown else { return }
    let text = "\rImporting… \(done) of \(count)"
    _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  }

  /// Takes the line away.
  func end() {
    guard isShown else { return }
    _ = "\r\u{1B}[K".withCString { write(STDERR_FILENO, $0, strlen($0)) }
  }
}

/// What became of a file.
struct ImportReport {
  let name: String
  let counts: ImportPlan.Counts
  /// What the user should know of the file.
  let remarks: [String]

  /// How many events that were not imported are named.
  private static let named = 20

  /// Why events were not imported, a sentence each, in the order of the file.
  var skippedSentences: [String] {
    counts.skipped.sorted { $0.line < $1.line }.map { skipped in
      let title = skipped.title.isEmpty ? "" : "\(quoted(skipped.title)): "
      return "line \(skipped.line): \(title)\(skipped.reason)."
    }
  }

  /// Prints it: what was done as data, why some was not as talk.
  func say() {
    for sentence in skippedSentences.prefix(Self.named) { Console.say("\(name), \(sentence)") }
    let more = counts.skipped.count - Self.named
    if more > 0 { Console.say("\(name): \(more) more events were skipped; --json names all.") }
    for remark in remarks { Console.say("\(name): \(remark)") }
    Console.data(
      "\(name): \(counts.new) new, \(counts.updated) updated, \(counts.unchanged) unchanged, "
        + "\(counts.skipped.count) skipped"
    )
  }

  /// It as JSON.
  var json: JSONText {
    .object([
      ("file", .text(name)), ("new", .number(counts.new)), ("updated", .number(counts.updated)),
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
      ("remarks", .list(remarks.map { .text($0) })),
    ])
  }
}
