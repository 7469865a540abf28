import CalendarCore
import CalendarServices
import Foundation
import TOMLKit
import TerminalUI

/// Reads `config.toml`.
struct ConfigurationFile {
  let path: String
  let text: String
  /// The services that accounts can be of.
  let catalogue: ServiceCatalogue

  /// Reads the configuration of a path; a file that does not exist is an empty configuration, a link
  /// that leads nowhere is a mistake.
  static func read(
    _ path: String,
    _ catalogue: ServiceCatalogue = .standard
  ) throws(ConfigurationError) -> Configuration {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
        return Configuration()
      }
      throw ConfigurationError(
        path: path,
        message: "is a link to \(target), which does not exist. Make that file, or remove the link."
      )
    }
    guard !isDirectory.boolValue else {
      throw ConfigurationError(path: path, message: "is a folder. Put a file of this name there.")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationError(
        path: path,
        message: "cannot be read. Check its permissions (chmod 600 \(path))."
      )
    }
    let text = try ConfigurationText.text(data, of: path)
    var configuration = try ConfigurationFile(path: path, text: text, catalogue).parse()
    if let warning = ConfigurationText.warning(path, configuration.accounts) {
      configuration.warnings.insert(warning, at: 0)
    }
    return configuration
  }

  /// Makes a reader of a text; the path is for messages.
  init(path: String, text: String, _ catalogue: ServiceCatalogue = .standard) {
    self.path = path
    self.text = text
    self.catalogue = catalogue
  }

  /// Reads the text.
  func parse() throws(ConfigurationError) -> Configuration {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw ConfigurationError(
        path: path,
        line: Int(error.source.begin.line),
        message: "\(error.description)."
      )
    } catch {
      throw ConfigurationError(path: path, message: "is not TOML: \(error).")
    }
    var configuration = Configuration()
    for key in table.keys {
      switch key {
      case "theme": configuration.theme = try theme(table)
      case "escape_delay":
        guard let delay = table[key]?.int, (0...1_000).contains(delay) else {
          throw problem(key, in: "", "escape_delay is a number of milliseconds from 0 to 1000.")
        }
        configuration.escapeDelay = delay
      case "keys":
        let (keys, note) = try keys(table)
        configuration.keys = keys
        if let note { configuration.warnings.append("\(path): \(note)") }
      case "accounts": configuration.accounts = try AccountReader.read(table, in: self)
      case "meeting": configuration.meetings = try MeetingSection.read(table, in: self)
      case "rooms", "new-event":
        let rooms = table.contains(key: "rooms") ? try RoomsSection.read(table, in: self) : []
        configuration.newEvents = try NewEventSection.read(table, rooms: rooms, in: self)
        configuration.newEventCalendars = NewEventSection.calendars(table, in: self)
      case "hosts": configuration.hosts = try HostsSection.read(table, in: self)
      case "join": configuration.join = try JoinSection.read(table, in: self)
      case "calendar": configuration.calendar = try CalendarSection.read(table, in: self)
      default:
        throw problem(
          key,
          in: "",
          "\"\(key)\" is not known here. Known are theme, escape_delay, [keys], "
            + "[calendar], [new-event], [rooms], [hosts], [join], [accounts.NAME] and [[meeting]]."
        )
      }
    }
    configuration.newEvents.telephoneCountry = configuration.join.country
    return configuration
  }

  private func theme(_ table: TOMLTable) throws(ConfigurationError) -> String {
    let name = try string(table, "theme", in: "")
    let themes = ThemeStore(beside: path)
    guard themes.contains(name) else { throw problem("theme", in: "", themes.missing(name)) }
    return name
  }

  private func keys(_ table: TOMLTable) throws(ConfigurationError) -> (KeyTable, String?) {
    guard let keys = table["keys"]?.table else {
      throw problem("keys", in: "", "keys is a table: [keys], then lines like sync = \"s\".")
    }
    var found: [String: [String]] = [:]
    var places: [String: [String: [String]]] = [:]
    for name in keys.keys {
      if let place = keys[name]?.table {
        for command in place.keys {
          places[name, default: [:]][command] = try self.keys(
            of: command,
            place,
            in: "keys.\(name)"
          )
        }
      } else {
        found[name] = try self.keys(of: name, keys, in: "keys")
      }
    }
    var keyTable = KeyTable.standard
    do {
      let note = try keyTable.remap(found, in: places)
      return (keyTable, note)
    } catch {
      for name in error.names where found[name] != nil {
        throw problem(name, in: "keys", error.description)
      }
      for (place, keys) in places.sorted(by: { $0.key < $1.key }) {
        guard let name = error.names.first(where: { keys[$0] != nil }) else { continue }
        throw problem(name, in: "keys.\(place)", error.description)
      }
      throw problem(nil, in: "keys", error.description)
    }
  }

  /// The keys of a command: one text or several.
  private func keys(
    of name: String,
    _ table: TOMLTable,
    in section: String
  ) throws(ConfigurationError) -> [String] {
    if let one = table[name]?.string { return [one] }
    guard let many = table[name]?.array else {
      throw problem(name, in: section, "The key of \(name) is a text, like \"j\" or \"<Down>\".")
    }
    let texts = many.compactMap(\.string)
    guard texts.count == many.count else {
      throw problem(
        name,
        in: section,
        "The keys of \(name) are texts, like [\"j\", \"<Down>\"]."
      )
    }
    return texts
  }

  func required(
    _ table: TOMLTable,
    _ key: String,
    in section: String,
    example: String
  ) throws(ConfigurationError) -> String {
    guard table.contains(key: key) else {
      throw problem(nil, in: section, "The account needs \(key). Add \(key) = \(example).")
    }
    return try string(table, key, in: section)
  }

  func string(
    _ table: TOMLTable,
    _ key: String,
    in section: String
  ) throws(ConfigurationError) -> String {
    guard let text = table[key]?.string, !text.isEmpty else {
      throw problem(key, in: section, "\(key) is a text in quotes, and not empty.")
    }
    return text
  }

  func problem(
    _ key: String?,
    in section: String,
    _ message: String
  ) -> ConfigurationError {
    ConfigurationError(path: path, line: line(of: key, in: section), message: message)
  }

  /// The line of a key, or of the section's head.
  ///
  /// TOMLKit tells no positions of what it has read, so the text is searched.
  func line(of key: String?, in section: String) -> Int? {
    var isInSection = section.isEmpty
    let head = section.split(separator: ".").map(Self.unquoted).joined(separator: ".")
    var headLine: Int?
    // CR LF is one character.
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let bare = line.trimmingCharacters(in: .whitespaces)
      if bare.hasPrefix("["), let end = bare.firstIndex(of: "]") {
        let name = bare[bare.index(after: bare.startIndex)..<end]
          .split(separator: ".").map(Self.unquoted).joined(separator: ".")
        isInSection = name == head
        if isInSection || (key.map { Self.heads(name, $0, in: head) } ?? false) {
          headLine = headLine ?? index + 1
        }
        continue
      }
      guard isInSection, let key, let equals = bare.firstIndex(of: "=") else { continue }
      // The key may be the first part of one with dots.
      let name = bare[..<equals].split(separator: ".").map(Self.unquoted)
      if name.joined(separator: ".") == key || name.first == key { return index + 1 }
    }
    return headLine
  }

  /// Whether a head is that of the table, or of the list of tables, that a key of a section is, or of
  /// a table in it: `[acounts.work]` is in the key "acounts" of the file.
  private static func heads(_ name: String, _ key: String, in head: String) -> Bool {
    let path = head.isEmpty ? key : head + "." + key
    let name = name.drop { $0 == "[" }
    return name == path || name == key || name.hasPrefix(path + ".")
  }

  private static func unquoted(_ name: Substring) -> String {
    name.trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'"))
  }
}
