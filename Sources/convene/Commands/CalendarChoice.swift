import ConferencingCore
import CalendarCore
import Foundation
import Terminal

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
    let loose = Self.loose(name)
    // From what names one alone to what may name several.
    let rules: [(CalendarInfo) -> Bool] = [
      { "\($0.account)/\($0.id)" == name }, { $0.id.rawValue == name }, { $0.name == name },
      { "\($0.account)/\($0.name)" == name }, { Self.loose($0.name) == loose },
    ]
    let found =
      rules.lazy.map { rule in directory.calendars.filter { rule($0) } }
      .first { !$0.isEmpty } ?? []
    guard let calendar = found.first else {
      let names = directory.calendars.map { "\"\(SafeText.visible($0.name))\"" }
        .joined(separator: ", ")
      throw CommandError(.notFound, "There is no calendar \"\(name)\". There are \(names).")
    }
    guard found.count == 1 else {
      let ids = found.map { "\($0.account)/\($0.id)" }.joined(separator: ", ")
      throw CommandError(
        .badInput,
        "\"\(name)\" names \(found.count) calendars. Write one of \(ids)."
      )
    }
    return calendar
  }

  /// A name without its case and the space around it.
  private static func loose(_ name: String) -> String {
    name.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
  }
}
