import ConferencingCore
import TOMLKit

/// Reads the meeting servers: `[[meeting]]` with a host and a name each.
enum MeetingSection {
  /// Reads the sections of a file.
  ///
  /// - Throws: ``ConfigurationError`` for an unknown key or a value that is none.
  static func read(
    _ table: TOMLTable,
    in file: ConfigurationFile
  ) throws(ConfigurationError) -> [MeetingServers.Rule] {
    // As the lines of the file are searched, the head of a list of tables is "[meeting".
    let section = "[meeting"
    guard let list = table["meeting"]?.array else {
      throw file.problem(
        "meeting",
        in: "",
        "Write each meeting server as [[meeting]] with host = \"meet.acme.example\" and name = \"Acme\"."
      )
    }
    var rules: [MeetingServers.Rule] = []
    for item in list {
      guard let rule = item.table else {
        throw file.problem(nil, in: section, "Write each meeting server as a table: [[meeting]].")
      }
      for key in rule.keys where !["host", "name"].contains(key) {
        throw file.problem(
          key,
          in: section,
          "\"\(key)\" is not known in [[meeting]]. Known are host and name."
        )
      }
      guard let host = rule["host"]?.string, let name = rule["name"]?.string,
        let made = MeetingServers.Rule(host: host, name: name)
      else {
        throw file.problem(
          nil,
          in: section,
          "A [[meeting]] needs host, such as \"meet.acme.example\" or \"*.acme.example\", and name, "
            + "such as \"Acme\"."
        )
      }
      rules.append(made)
    }
    return rules
  }
}
