/// A row of a form, as the screen shows it.
package struct FormField<ID: Hashable & Sendable>: Equatable, Sendable {
  /// What the row holds.
  package enum Content: Equatable, Sendable {
    /// A text being typed; the placeholder is shown while it is empty.
    case text(TextField, placeholder: String)
    /// The labels of the options, the chosen one, and those that cannot be chosen.
    case choice([String], selected: Int?, blocked: Set<Int>)
    /// On or off.
    case toggle(Bool)
    /// A text that cannot be changed here.
    case fixed(String)
  }

  package var id: ID
  package var label: String
  package var content: Content
  /// What is wrong with it, in words.
  package var problem: String?
  /// What helps to fill it in.
  package var hint: String?
  /// The section that begins with this row.
  package var section: String?
  /// What stands before it where it follows the row before on the same line; `nil` for a row with a
  /// line of its own.
  package var joint: String?
  /// Whether the next text that is typed replaces the one that is there.
  package var isSelected = false

  /// Makes a row.
  package init(
    _ id: ID,
    _ label: String,
    _ content: Content,
    problem: String? = nil,
    hint: String? = nil,
    section: String? = nil
  ) {
    self.id = id
    self.label = label
    self.content = content
    self.problem = problem
    self.hint = hint
    self.section = section
  }

  /// Whether the cursor can come here.
  package var isFocusable: Bool {
    if case .fixed = content { false } else { true }
  }

  /// The same row under another name, for a form that holds another.
  package func mapID<Other>(_ transform: (ID) -> Other) -> FormField<Other> {
    let content: FormField<Other>.Content =
      switch self.content {
      case .text(let field, let placeholder): .text(field, placeholder: placeholder)
      case .choice(let labels, let selected, let blocked):
        .choice(labels, selected: selected, blocked: blocked)
      case .toggle(let isOn): .toggle(isOn)
      case .fixed(let text): .fixed(text)
      }
    var field = FormField<Other>(
      transform(id),
      label,
      content,
      problem: problem,
      hint: hint,
      section: section
    )
    (field.joint, field.isSelected) = (joint, isSelected)
    return field
  }
}

extension FormField.Content {
  /// The content that shows a choice.
  package static func choice<Value>(_ field: ChoiceField<Value>) -> Self {
    .choice(
      field.options.map(\.label),
      selected: field.options.firstIndex { $0.value == field.selection },
      blocked: Set(field.options.indices.filter { field.options[$0].obstacle != nil })
    )
  }
}

/// Moving through the rows of a form.
package enum FormFocus {
  /// The row that is a step away from another, staying within the form.
  package static func step<ID>(from id: ID, by step: Int, in fields: [FormField<ID>]) -> ID {
    let ids = fields.filter(\.isFocusable).map(\.id)
    guard let index = ids.firstIndex(of: id) else { return ids.first ?? id }
    return ids[min(max(0, index + step), ids.count - 1)]
  }
}
