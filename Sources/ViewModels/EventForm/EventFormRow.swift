import CalendarCore

/// A row of the form of an event: where its value is, how it looks, and what it has to do with the
/// event.
struct EventFormRow: Sendable {
  typealias Form = EventFormViewModel
  typealias Path<Value> = any WritableKeyPath<Form, Value> & Sendable

  /// What the row holds.
  enum Storage: Sendable {
    /// A text that is typed; the placeholder is shown while it is empty.
    case text(Path<TextField>, placeholder: String)
    /// On or off.
    case toggle(Path<Bool>)
    /// One of several.
    case choice(
      content: @Sendable (Form) -> FormField<Form.FieldID>.Content,
      step: @Sendable (inout Form, Int) -> Void
    )
  }

  let id: Form.FieldID
  let label: String
  let storage: Storage
  /// The section that begins with the row.
  var section: String?
  /// Whether the form has the row as it stands.
  var isShown: @Sendable (Form) -> Bool = { _ in true }
  /// What helps to fill it in.
  var hint: @Sendable (Form) -> String? = { _ in nil }
  /// What is wrong with it; the rows of the time are judged together, see `timeProblems`.
  var problem: @Sendable (Form) -> String? = { _ in nil }
  /// Puts what an event has into the row.
  var fill: @Sendable (inout Form, Event) -> Void = { _, _ in }
  /// Puts what the row holds into a draft.
  var put: @Sendable (Form, inout EventDraft) -> Void = { _, _ in }
  /// Takes what a fresh form has where the row is as the form began.
  var follow: @Sendable (inout Form, _ original: Form, _ fresh: Form) -> Void = { _, _, _ in }
  /// Lets other rows follow a change of this one; gets the time as it was typed before.
  var didChange: @Sendable (inout Form, Form.TimeEntry) -> Void = { _, _ in }
  /// Writes the value in its full form once the cursor leaves the row.
  var leave: @Sendable (inout Form) -> Void = { _ in }
  /// What stands before it on the line of the row before; `nil` for a row with a line of its own.
  var joint: String?
  /// Whether what is typed first replaces the value: nobody types the rest of a day or a zone.
  var isReplaced = false

  /// Whether it takes text.
  var isText: Bool { if case .text = storage { true } else { false } }

  /// The row as the screen shows it.
  func field(of form: Form) -> FormField<Form.FieldID> {
    let content: FormField<Form.FieldID>.Content =
      switch storage {
      case .text(let path, let placeholder):
        .text(form[keyPath: path], placeholder: placeholder)
      case .toggle(let path): .toggle(form[keyPath: path])
      case .choice(let content, _): content(form)
      }
    var field = FormField(id, label, content, hint: hint(form), section: section)
    (field.joint, field.isSelected) = (joint, form.isSelected(self))
    return field
  }
}

extension EventFormRow {
  /// A text of the event.
  static func text(
    _ id: Form.FieldID,
    _ label: String,
    _ path: Path<TextField>,
    placeholder: String = "none",
    of event: @escaping @Sendable (Event) -> String,
    put: @escaping @Sendable (Form, inout EventDraft) -> Void,
    problem: @escaping @Sendable (Form) -> String? = { _ in nil },
    hint: @escaping @Sendable (Form) -> String? = { _ in nil }
  ) -> EventFormRow {
    EventFormRow(
      id: id,
      label: label,
      storage: .text(path, placeholder: placeholder),
      hint: hint,
      problem: problem,
      fill: { $0[keyPath: path].set(event($1)) },
      put: put,
      follow: { form, original, fresh in
        guard form[keyPath: path].text == original[keyPath: path].text else { return }
        form[keyPath: path].replace(with: fresh[keyPath: path].text)
      }
    )
  }

  /// A flag of the event.
  static func flag(
    _ id: Form.FieldID,
    _ label: String,
    _ path: Path<Bool>,
    of event: any WritableKeyPath<Event, Bool> & Sendable,
    draft: any WritableKeyPath<EventDraft, Bool> & Sendable
  ) -> EventFormRow {
    EventFormRow(
      id: id,
      label: label,
      storage: .toggle(path),
      fill: { $0[keyPath: path] = $1[keyPath: event] },
      put: { $1[keyPath: draft] = $0[keyPath: path] },
      follow: { form, original, fresh in
        guard form[keyPath: path] == original[keyPath: path] else { return }
        form[keyPath: path] = fresh[keyPath: path]
      }
    )
  }

  /// A choice of the event.
  static func choice<Value: Hashable & Sendable>(
    _ id: Form.FieldID,
    _ label: String,
    _ path: Path<ChoiceField<Value>>,
    of event: any WritableKeyPath<Event, Value> & Sendable,
    draft: any WritableKeyPath<EventDraft, Value> & Sendable
  ) -> EventFormRow {
    EventFormRow(
      id: id,
      label: label,
      storage: .choice(
        content: { .choice($0[keyPath: path]) },
        step: { $0[keyPath: path].step(by: $1) }
      ),
      fill: { $0[keyPath: path].selection = $1[keyPath: event] },
      put: { form, made in
        if let value = form[keyPath: path].selection { made[keyPath: draft] = value }
      },
      follow: { form, original, fresh in
        guard form[keyPath: path] == original[keyPath: path] else { return }
        form[keyPath: path] = fresh[keyPath: path]
      }
    )
  }

  /// A text of the time.
  static func time(
    _ id: Form.FieldID,
    _ label: String,
    _ path: Path<TextField>,
    placeholder: String,
    joint: String? = nil,
    isShown: @escaping @Sendable (Form) -> Bool = { _ in true },
    hint: @escaping @Sendable (Form) -> String?,
    didChange: @escaping @Sendable (inout Form, Form.TimeEntry) -> Void = { _, _ in },
    leave: @escaping @Sendable (inout Form) -> Void
  ) -> EventFormRow {
    EventFormRow(
      id: id,
      label: label,
      storage: .text(path, placeholder: placeholder),
      isShown: isShown,
      hint: hint,
      didChange: didChange,
      leave: leave,
      joint: joint,
      isReplaced: true
    )
  }
}
