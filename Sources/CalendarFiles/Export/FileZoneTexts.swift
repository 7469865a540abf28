import CalendarCore
import ICalendar

/// The time zones and other components of files, from what is kept of them beside events.
struct FileZoneTexts {
  /// The time zones, of the texts of one file.
  private(set) var zones = DefinedZones()
  /// The names of the time zones.
  private(set) var names: Set<String> = []
  /// The texts of components that are neither time zones nor events; of one that several files have
  /// the last.
  private(set) var others: [[UInt8]] = []
  /// The texts of time zones.
  private var texts: [DefinedZones.Key: [UInt8]] = [:]
  /// The places of those of the others that have a UID.
  private var places: [String: Int] = [:]
  /// How many calendars of the file have begun behind a position.
  private var begun: [(position: Int, calendars: Int)] = []

  /// Looks through texts.
  ///
  /// - Parameter texts: What is kept of files beside events; of each in its order.
  init(_ texts: [FileText]) {
    for text in texts {
      // Each is a piece of its file, and a component never reaches over two.
      let piece = CalendarText(text.bytes)
      let outline = CalendarOutline(piece)
      let former = begun.last?.calendars ?? 0
      for entry in outline.entries {
        let bytes = Array(piece.bytes[entry.range])
        guard entry.name == "VTIMEZONE" else {
          if entry.name != "VEVENT" { add(bytes, entry.name) }
          continue
        }
        guard
          let component = try? Component(
            piece.bytes,
            entry.range,
            breaksAtReturn: piece.breaksAtReturn
          ), let definition = ZoneDefinition(component)
        else { continue }
        let count = outline.calendarStarts.count { $0 < entry.range.lowerBound }
        let key = zones.add(definition, in: max(0, former + count - 1))
        names.insert(definition.name)
        if self.texts[key] == nil { self.texts[key] = bytes }
      }
      begun.append((text.position, former + outline.calendarStarts.count))
    }
  }

  /// Which of the calendars of the file a position among its pieces is in, from 0.
  func calendar(at position: Int) -> Int {
    var (low, high) = (0, begun.count)
    while low < high {
      let middle = (low + high) / 2
      if begun[middle].position < position { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 0 : max(0, begun[low - 1].calendars - 1)
  }

  /// The text of a time zone, as a calendar of the file means its name; `nil` where none defines it.
  func text(of name: String, in calendar: Int) -> [UInt8]? {
    texts[zones.key(DefinedZones.trimmed(name), in: calendar)]
  }

  /// Adds a component, in the place of an older one of the same UID.
  private mutating func add(_ bytes: [UInt8], _ name: String) {
    guard let component = KeptReading.component(bytes), let uid = component.first("UID")?.value
    else {
      return others.append(bytes)
    }
    let key = [name, uid, component.first("RECURRENCE-ID")?.value ?? ""].joined(separator: "\n")
    if let place = places[key] {
      others[place] = bytes
    } else {
      places[key] = others.count
      others.append(bytes)
    }
  }
}

/// The TZIDs that a component names.
struct TimeZoneNames {
  private(set) var names: Set<String> = []

  init(_ bytes: [UInt8]) {
    let breaksAtReturn = !bytes.contains(0x0A)
    if let component = try? Component(bytes, 0..<bytes.count, breaksAtReturn: breaksAtReturn) {
      add(component)
    }
  }

  private mutating func add(_ component: Component) {
    for line in component.properties {
      if let name = line.parameter("TZID") { names.insert(name) }
    }
    for part in component.components { add(part) }
  }
}
