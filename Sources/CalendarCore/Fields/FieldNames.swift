/// What a field is called.
package struct FieldNames: Sendable {
  /// In a sentence: "the attendees of the event".
  package let name: String
  /// Whether ``name`` is a plural.
  package let isPlural: Bool
  /// Before a value on the screen.
  package let label: String
  /// In commands and JSON; the name of the case when `nil`.
  let keyword: String?

  init(_ name: String, label: String, keyword: String? = nil, isPlural: Bool = false) {
    (self.name, self.label, self.keyword, self.isPlural) = (name, label, keyword, isPlural)
  }
}

extension EventField {
  /// What the field is called.
  package var names: FieldNames { rules.names }
  /// The word for it in a sentence.
  package var name: String { names.name }
  /// What it is called on the screen.
  package var label: String { names.label }
  /// The word that commands and JSON use.
  package var keyword: String { names.keyword ?? rawValue }

  /// Makes a field from the word that commands use.
  package init?(keyword: String) {
    guard let field = Self.allCases.first(where: { $0.keyword == keyword.lowercased() }) else {
      return nil
    }
    self = field
  }

  /// Whether both sides of a conflict can be kept: texts one under the other, people together.
  ///
  /// A meeting is one thing and never half of two.
  package var canKeepBoth: Bool { rules.canKeepBoth }

  /// `title, time and location`.
  package static func list(_ fields: [EventField]) -> String {
    let names = fields.map(\.name)
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
