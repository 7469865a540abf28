import CalendarCore
import CalendarFiles
import Foundation
import LocalCache
import ViewModels

/// Imports and exports calendar files from the screen.
struct FileEffects {
  /// How many names of files are found at most.
  private static let nameLimit = 200

  let session: Session
  /// The zone in which days are shown.
  let zone: TimeZone

  /// Carries out an effect on a file; `nil` for another.
  ///
  /// - Throws: ``CommandError`` when the file cannot be read or written, ``CacheError``.
  func result(_ effect: Effect) throws -> Action? {
    switch effect {
    case .completePath(let text): return .pathCompleted(text, names(text))
    case .previewImport(let path, let calendar):
      return .importPreviewed(try summary(path, calendar, isDryRun: true))
    case .importFile(let path, let calendar):
      return .imported(try summary(path, calendar, isDryRun: false))
    case .exportFile(let path, let scope, let replaces):
      return try export(scope, to: path, replaces: replaces)
    case .writeOut(let id):
      let export = EventExport(session: session)
      let found = try export.events([id].compactMap { try session.cache.event($0) })
      return .writtenOut(String(decoding: try export.bytes(found, isWhole: false), as: UTF8.self))
    default: return nil
    }
  }

  /// The path that a name means: `~` is the home folder.
  private func expanded(_ name: String) -> String {
    guard name == "~" || name.hasPrefix("~/"), let home = session.environment.variable("HOME")
    else { return name }
    return home + name.dropFirst()
  }

  // MARK: Import

  private func summary(
    _ path: String,
    _ calendar: CalendarKey,
    isDryRun: Bool
  ) throws -> ImportSummary {
    var run = CacheImport(
      calendar: calendar.calendar,
      account: calendar.account,
      now: session.environment.now(),
      zone: session.environment.zone
    )
    run.beginFile()
    let input = try ImportInput(expanded(path))
    let file = FileImport(session: session, input: input, isDryRun: isDryRun, showsProgress: false)
    let report = try file.run(&run)
    if let interruption = report.interruption { throw interruption }
    return ImportSummary(
      path: path,
      calendar: calendar,
      new: report.counts.new,
      updated: report.counts.updated,
      unchanged: report.counts.unchanged,
      skipped: report.skippedSentences,
      remarks: report.sentences
    )
  }

  // MARK: Export

  private func export(_ scope: ExportScope, to path: String, replaces: Bool) throws -> Action {
    let file = expanded(path)
    var isFolder: ObjCBool = false
    if !replaces, FileManager.default.fileExists(atPath: file, isDirectory: &isFolder),
      !isFolder.boolValue
    {
      return .exportExists(path, scope)
    }
    let export = EventExport(session: session)
    var isWhole = false
    let found: EventExport.Found
    switch scope {
    case .events(let ids): found = try export.events(ids.compactMap { try session.cache.event($0) })
    case .day(let day):
      let window = try session.cache.agenda.window(days: day...day, in: zone)
      found = try export.events(window.events.compactMap { try session.cache.event($0.id) })
    case .calendar(let key):
      isWhole = true
      found = try session.cache.exports.exported(calendar: key.calendar, account: key.account)
    }
    try export.write(found, isWhole: isWhole, to: file, replaces: replaces)
    return .exported(found.events.count, path: path)
  }

  // MARK: Names

  /// The files and folders whose names begin so, as they are typed.
  private func names(_ text: String) -> [String] {
    let split = text.lastIndex(of: "/").map { text.index(after: $0) } ?? text.startIndex
    let (typed, start) = (String(text[..<split]), text[split...])
    let folder = typed.isEmpty ? "." : expanded(typed)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let found = names.filter { $0.hasPrefix(start) && ($0.first != "." || start.first == ".") }
    var result: [String] = []
    for name in found.sorted() where result.count < Self.nameLimit {
      var isFolder: ObjCBool = false
      let path = folder + (folder.hasSuffix("/") ? "" : "/") + name
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
      if isFolder.boolValue {
        result.append(typed + name + "/")
      } else if name.lowercased().hasSuffix(".ics") {
        result.append(typed + name)
      }
    }
    return result
  }
}
