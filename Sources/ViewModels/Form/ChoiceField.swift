/// One of several, and which.
package struct ChoiceField<Value: Hashable & Sendable>: Equatable, Sendable {
  /// What can be chosen.
  package struct Option: Equatable, Sendable {
    package var value: Value
    package var label: String
    /// Why it cannot be chosen; `nil` when it can.
    package var obstacle: String?
    /// Makes an option.
    package init(_ value: Value, label: String, obstacle: String? = nil) {
      self.value = value
      self.label = label
      self.obstacle = obstacle
    }
  }

  /// The options in their order.
  package var options: [Option]
  /// The chosen value; `nil` when none is.
  package var selection: Value?

  /// Makes a field.
  package init(_ options: [Option], selection: Value? = nil) {
    self.options = options
    self.selection = selection
  }

  /// The chosen option.
  package var selected: Option? { options.first { $0.value == selection } }

  /// Moves the choice by a step, round the end; options with an obstacle are passed through too,
  /// so that their reason can be read.
  package mutating func step(by step: Int) {
    guard !options.isEmpty else { return }
    let count = options.count
    guard let index = options.firstIndex(where: { $0.value == selection }) else {
      selection = options[step > 0 ? 0 : count - 1].value
      return
    }
    selection = options[((index + step) % count + count) % count].value
  }
}
