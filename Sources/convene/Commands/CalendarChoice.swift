import ConferencingCore
import CalendarCore
import Foundation
import Terminal

/// What is said where nothing was found and calendars are hidden; empty otherwise.
func hiddenNote(_ directory: Directory, _ filter: CalendarFilter) -> String {
  let count = directory.calendars.count(where: \.isHidden)
  guard filter == .shown, count > 0 else { return "" }
  return count == 1 ? " 1 calendar is hidden." : " \(count) calendars are hidden."
}

/// Finding the calendar that a command names.
struct CalendarChoice {
  let directory: Directory

  init(_ directory: Directory) { self.directory = directory }

  /// The calendar of an id or a unique name; the first primary calendar when none is named.
  ///
  /// - Throws: ``CommandError`` when there is none, or more than one.
  func calendar(_ name: String?) throws(CommandError) -> CalendarInfo {
    guard let name else {
      let writable = directory.calendars.filter { !$0.isReadOnly }
      guard let calendar = writable.first(where: \.isPrimary) ?? writable.first else {
        throw CommandError(.notFound, "There is no calendar to write to. Try convene sync.")
      }
      return calendar
    }
    let found = matches(name)
    guard let calendar = found.first else { throw CommandError(.notFound, unknown(name)) }
    guard found.count == 1 else {
      let ids = found.map { "\($0.account)/\($0.id)" }.joined(separator: ", ")
      throw CommandError(
        .badInput,
        "\"\(name)\" names \(found.count) calendars. Write one of \(ids)."
      )
    }
    return calendar
  }

  /// The calendars of some names; those that are not hidden when none are named.
  ///
  /// - Throws: ``CommandError`` when a name is of none, or of several.
  func filter(_ names: [String]) throws(CommandError) -> CalendarFilter {
    if names.isEmpty { return .shown }
    var keys: Set<CalendarKey> = []
    for name in names { keys.insert(try calendar(name).key) }
    return .only(keys)
  }

  /// The calendars that a text names.
  private func matches(_ name: String) -> [CalendarInfo] {
    let loose = Self.loose(name)
    // From what names one alone to what may name several.
    let rules: [(CalendarInfo) -> Bool] = [
      { "\($0.account)/\($0.id)" == name }, { $0.id.rawValue == name }, { $0.name == name },
      { "\($0.account)/\($0.name)" == name }, { Self.loose($0.name) == loose },
    ]
    return rules.lazy.map { rule in directory.calendars.filter { rule($0) } }
      .first { !$0.isEmpty } ?? []
  }

  /// What is said of a name that is of no calendar: which ones are near, and which there are.
  private func unknown(_ name: String) -> String {
    let loose = Self.loose(name)
    let near = directory.calendars.filter { calendar in
      let other = Self.loose(calendar.name)
      return WordDistance.between(loose, other) <= min(2, loose.count / 2)
        || (loose.count > 2 && other.contains(loose))
    }
    func list(_ calendars: some Sequence<CalendarInfo>, _ word: String) -> String {
      calendars.map { "\"\(SafeText.visible(directory.label(of: $0)))\"" }
        .joined(separator: word)
    }
    let question = near.isEmpty ? "" : " Did you mean \(list(near.prefix(3), " or "))?"
    let all = directory.calendars
    let others =
      all.isEmpty
      ? "No calendars are known. convene sync reads them."
      : all.count <= Self.listed
        ? "There are \(list(all, ", "))." : "convene calendars lists all \(all.count)."
    return "There is no calendar \"\(SafeText.visible(name))\".\(question) \(others)"
  }

  /// The most calendars that an error names.
  private static let listed = 12

  /// A name without its case and the space around it.
  private static func loose(_ name: String) -> String {
    name.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
  }
}
