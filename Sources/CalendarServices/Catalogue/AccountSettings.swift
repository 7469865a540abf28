package import CalendarCore
package import ConferencingCore

/// Where a secret comes from.
package enum Secret: Sendable, Equatable {
  case literal(String)
  /// The first line that a command prints.
  case command(String)
}

/// What an account says in the configuration besides its name and its service.
package struct AccountSettings: Sendable, Equatable {
  /// Texts, by their keys.
  package var texts: [String: String]
  /// Secrets, by their keys.
  package var secrets: [String: Secret]

  /// Makes settings.
  package init(_ texts: [String: String] = [:], secrets: [String: Secret] = [:]) {
    self.texts = texts
    self.secrets = secrets
  }

  /// The text of a key.
  package subscript(_ key: String) -> String? {
    get { texts[key] }
    set { texts[key] = newValue }
  }

  /// The settings with the home folder for the `~` that the path of a file or a folder begins with.
  ///
  /// - Parameter home: The user's home as the environment says it, which the system need not know:
  ///   `nil` leaves all as it is.
  /// - Returns: The settings that services are made from.
  package func expanded(home: String?) -> AccountSettings {
    guard let home, home.hasPrefix("/") else { return self }
    var expanded = self
    for key in ["path", "url"] {
      guard let text = texts[key], text == "~" || text.hasPrefix("~/") else { continue }
      let end = home.hasSuffix("/") ? String(home.dropLast()) : home
      expanded.texts[key] = text == "~" ? home : end + text.dropFirst()
    }
    return expanded
  }

  /// The grant that an account works with: the one that it names, or itself.
  package func grant(of account: AccountID) -> GrantID {
    GrantID(texts["grant"] ?? account.rawValue)
  }
}

/// A key that accounts of a service may have in the configuration.
package struct ConfigurationKey: Sendable, Equatable {
  /// What stands behind it.
  package enum Form: Sendable, Equatable {
    /// A text that is not empty.
    case text
    /// The address of a service.
    case url
    /// A secret, or under `NAME_command` a command that prints it.
    case secret
    /// `true` or `"yes"`, `false` or `"no"`.
    case choice
    /// One of these words.
    case word([String])
  }

  /// The key.
  package let name: String
  /// What stands behind it.
  package let form: Form
  /// What it is when nothing is said; `nil` for nothing.
  package let standard: String?
  /// What is asked for at a terminal where it lacks; `nil` where it is not asked for.
  package let question: String?
  /// What to write where it lacks, as a sentence; `nil` where it may.
  package let missing: String?

  /// Describes a key.
  package init(
    _ name: String,
    _ form: Form = .text,
    standard: String? = nil,
    asking question: String? = nil,
    missing: String? = nil
  ) {
    self.name = name
    self.form = form
    self.standard = standard
    self.question = question
    self.missing = missing
  }

  /// The names that it can have in the configuration.
  package var spellings: [String] { form == .secret ? [name, name + "_command"] : [name] }

  /// What every account may say that the user signs in to.
  static let signIn = [
    ConfigurationKey(
      "client_id",
      asking: "The client id",
      missing: "The account needs client_id. Add client_id = "
        + "\"the id of the app that you registered\"."
    ),
    ConfigurationKey("url", .url), ConfigurationKey("token_get"), ConfigurationKey("token_set"),
  ]
}
