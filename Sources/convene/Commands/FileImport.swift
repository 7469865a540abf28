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
  /// Called when a page is stored, with how many events and series are.
  var whenStored: (Int) -> Void = { _ in }

  /// The most bytes that are kept of what is no event: tasks, time zones, the head.
  private static let otherLimit = 32 << 20

  /// Imports the file.
  ///
  /// - Returns: What became of it, also where it was ended before its end: what was imported until then
  ///   stays, and is part of the undo.
  /// - Throws: ``CommandError`` when it is no calendar or cannot be read; then nothing is imported.
  func run(_ run: inout CacheImport) throws -> ImportReport {
    let content = try input.opened()
    let file = try content.calendar(zone: session.environment.zone)
    var report = ImportReport(name: input.name, tasks: file.tasks, journals: file.journals)
    report.hasEvents = file.count > 0
    let place = EventReading.Place(account: run.account, calendar: run.calendar)
    let reader = PageReader(file, at: place)
    var plan = ImportPlan()
    plan.note(file.problems)
    do {
      try store(reader, of: content, file, &plan, &run, &report)
    } catch let error as CommandError {
      report.interruption = error
    } catch let error as CacheError {
      report.interruption = CommandError(error)
    }
    report.counts = plan.counts
    report.remarks += reader.remarks
    return report
  }

  private func store(
    _ reader: PageReader,
    of content: ImportContent,
    _ file: CalendarFile,
    _ plan: inout ImportPlan,
    _ run: inout CacheImport,
    _ report: inout ImportReport
  ) throws {
    let progress = ImportProgress(count: showsProgress ? file.count : 0)
    defer { progress.end() }
    let keepsOthers = !isDryRun && file.otherSize <= Self.otherLimit
    if !isDryRun, !keepsOthers { report.remarks.append(Self.omission(file)) }
    var others = keepsOthers ? file.otherTexts : []
    var done = 0
    while let page = try reader.next(of: content) {
      let uids = page.series.compactMap { series in
        series.readings.first.map { (uid: $0.uid, id: EventReading.id($0.uid)) }
      }
      let kept = try session.cache.imports.kept(uids, for: run)
      let before = plan
      plan.note(page.problems)
      for series in page.series {
        let known = series.readings.first.flatMap { kept[EventUID($0.uid)] }
        plan.add(series, of: file, kept: known ?? [])
      }
      let changes = plan.takeChanges()
      if !isDryRun {
        others += page.broken
        do {
          if try session.cache.imports.carryOut(
            changes,
            others: others,
            zone: file.floatingZone,
            &run
          ) {
            others = []
            report.keepsOthers = keepsOthers
          }
        } catch {
          // Nothing of the page is done.
          plan = before
          throw error
        }
      }
      done += page.series.count
      whenStored(done)
      progress.show(done)
    }
  }

  private static func omission(_ file: CalendarFile) -> String {
    "\(file.otherSize >> 20) MB of it are no events, which is too much to be kept for exports."
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
