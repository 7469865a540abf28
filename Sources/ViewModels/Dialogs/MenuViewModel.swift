/// A short list to choose one thing from.
package struct MenuViewModel: Equatable, Sendable {
  /// One thing.
  package struct Item: Equatable, Sendable {
    /// The key that chooses it at once; empty when there is none.
    package var key: String
    package var label: String
    /// What is done when it is chosen.
    package var effects: [Effect]
    /// What is done while it is only looked at.
    package var preview: [Effect]
    /// Makes an item.
    package init(key: String = "", _ label: String, _ effects: [Effect], preview: [Effect] = []) {
      self.key = key
      self.label = label
      self.effects = effects
      self.preview = preview
    }
  }

  package var title: String
  package var items: [Item]
  package var selected: Int
  /// What is done when nothing is chosen.
  package var cancelled: [Effect]

  /// Makes a list.
  package init(_ title: String, _ items: [Item], selected: Int = 0, cancelled: [Effect] = []) {
    self.title = title
    self.items = items
    self.selected = selected
    self.cancelled = cancelled
  }

  /// Moves the selection.
  ///
  /// - Returns: What is done meanwhile, or `nil` when the command means nothing here.
  package mutating func handle(_ command: Command) -> [Effect]? {
    let count = items.count
    guard let line = ListCursor.line(command, from: selected, count: count, height: count) else {
      return nil
    }
    selected = line
    return items.indices.contains(selected) ? items[selected].preview : []
  }

  /// The item that a typed letter chooses.
  package func item(forKey key: String) -> Item? {
    items.first { !$0.key.isEmpty && $0.key == key }
  }
}

extension MenuViewModel: ScreenModel {
  package func context(in app: AppState) -> CommandContext { .dialog }
  package func footer(in app: AppState) -> [Command] { [.moveDown, .choose, .back] }
  package func wantsText(_ key: String, in app: AppState) -> Bool { item(forKey: key) != nil }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    switch command {
    case .choose, .confirm:
      app.close()
      return items.indices.contains(selected) ? items[selected].effects : []
    case .back, .quit, .refuse:
      app.close()
      return cancelled
    default: return handle(command) ?? []
    }
  }

  package mutating func type(_ text: String, in app: inout AppState) -> [Effect] {
    guard let item = item(forKey: text) else { return [] }
    app.close()
    return item.effects
  }
}
