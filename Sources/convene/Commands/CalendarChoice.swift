import ConferencingCore

/// Finding the calendar that a command names.
struct CalendarChoice {
  let directory: Directory

  init(_ directory: Directory) { self.directory = directory }

  /// The calendar of an id or a unique name; the first main calendar when none is named.
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
    let qualified = directory.calendars.filter { "\($0.account)/\($0.id)" == name }
    let byID = directory.calendars.filter { $0.id.rawValue == name }
    let byName = directory.calendars.filter { $0.name.lowercased() == name.lowercased() }
    let found = [qualified, byID, byName].first { !$0.isEmpty } ?? []
    guard let calendar = found.first else {
      let names = directory.calendars.map { "\"\($0.name)\"" }.joined(separator: ", ")
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
}
