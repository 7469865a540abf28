import ConferencingCore
import TOMLKit

/// Reads `[join]`: how meetings are opened and called.
enum JoinSection {
  /// What is configured.
  struct Settings: Sendable, Equatable {
    /// The providers whose own apps open their links; the browser opens all others.
    var apps: Set<MeetingApp> = []
    /// The country whose telephone numbers come first, two letters of ISO 3166; that of the locale
    /// when `nil`.
    var country: String?
    /// Whose links are joined where an event has several.
    var prefer = LinkRanking.none
  }

  private static let name = "join"

  /// Reads the section of a file.
  ///
  /// - Throws: ``ConfigurationError`` for an unknown key or a value that is none.
  static func read(
    _ table: TOMLTable,
    in file: ConfigurationFile
  ) throws(ConfigurationError) -> Settings {
    guard let section = table[name]?.table else {
      throw file.problem(
        name,
        in: "",
        "join is a table: [join], then lines like apps = [\"zoom\"]."
      )
    }
    var settings = Settings()
    for key in section.keys {
      switch key {
      case "apps": settings.apps = try apps(section, in: file)
      case "prefer": settings.prefer = try ranking(section, besides: servers(table), in: file)
      case "country":
        let country = try file.string(section, key, in: name).uppercased()
        guard country.utf8.count == 2, country.utf8.allSatisfy({ (65...90).contains($0) }) else {
          throw file.problem(
            key,
            in: name,
            "country is the two letters of a country, like \"DE\" or \"US\"."
          )
        }
        settings.country = country
      default:
        throw file.problem(
          key,
          in: name,
          "\"\(key)\" is not known here. Known are apps, country and prefer."
        )
      }
    }
    return settings
  }

  /// What the user's own meeting servers are called.
  private static func servers(_ table: TOMLTable) -> [String] {
    table["meeting"]?.array?.compactMap { $0.table?["name"]?.string } ?? []
  }

  private static func ranking(
    _ section: TOMLTable,
    besides names: [String],
    in file: ConfigurationFile
  ) throws(ConfigurationError) -> LinkRanking {
    let example = "prefer = [\"zoom\", \"meet\"]"
    guard let words = section["prefer"]?.array?.map(\.string) else {
      throw file.problem("prefer", in: name, "prefer is a list of providers: \(example).")
    }
    return LinkRanking(
      try words.map { word throws(ConfigurationError) in
        let known = word.flatMap { ConferencingProvider.recognized(as: $0, besides: names) }
        guard let known else {
          throw file.problem(
            "prefer",
            in: name,
            "\"\(word ?? "")\" is no provider whose links are known. Write zoom, meet, teams, a "
              + "service's name such as \"WebEx\", or the name of a [[meeting]]: \(example)."
          )
        }
        return known
      }
    )
  }

  private static func apps(
    _ section: TOMLTable,
    in file: ConfigurationFile
  ) throws(ConfigurationError) -> Set<MeetingApp> {
    let names = MeetingApp.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    let words = section["apps"]?.array?.map(\.string)
    guard let words else {
      throw file.problem("apps", in: name, "apps is a list: apps = [\(names)].")
    }
    return Set(
      try words.map { word throws(ConfigurationError) in
        guard let app = word.flatMap({ MeetingApp(rawValue: $0) }) else {
          throw file.problem(
            "apps",
            in: name,
            "\"\(word ?? "")\" has no app that Convene can open. Write some of \(names)."
          )
        }
        return app
      }
    )
  }
}
