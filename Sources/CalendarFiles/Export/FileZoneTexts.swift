import CalendarCore
import ICalendar

/// The time zones and other components of files, from what is kept of them beside events.
struct FileZoneTexts {
  /// The texts of time zones by TZID; the first of a name counts.
  private(set) var byName: [String: [UInt8]] = [:]
  /// The time zones.
  private(set) var definitions: [ZoneDefinition] = []
  /// The texts of components that are neither time zones nor events; of one that several files have
  /// the last.
  private(set) var others: [[UInt8]] = []
  /// The places of those that have a UID.
  private var places: [String: Int] = [:]

  init(_ texts: [FileText]) {
    for text in texts {
      // Each is a piece of its file, and a component never reaches over two.
      let piece = CalendarText(text.bytes)
      for entry in CalendarOutline(piece).entries {
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
        definitions.append(definition)
        if byName[definition.name] == nil { byName[definition.name] = bytes }
      }
    }
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
