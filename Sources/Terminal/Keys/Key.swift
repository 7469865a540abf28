/// One press of a key, or something else that arrives like one.
package enum Key: Equatable, Hashable, Sendable {
  /// A letter, digit, sign or space.
  case character(Character)
  /// Ctrl with a lower-case letter or one of `@ \ ] ^ _`.
  case control(Character)
  /// Alt (Meta) with a character; `\u{7F}` for Alt and Backspace.
  case alt(Character)
  /// The big one on the right.
  case enter
  /// The tabulator key.
  case tab
  /// Shift and the tabulator key.
  case backTab
  /// Escape.
  case escape
  /// Deletes to the left.
  case backspace
  /// Deletes to the right.
  case delete
  /// Insert.
  case insert
  /// The arrow up.
  case up
  /// The arrow down.
  case down
  /// The arrow left.
  case left
  /// The arrow right.
  case right
  /// To the beginning.
  case home
  /// To the end.
  case end
  /// A page up.
  case pageUp
  /// A page down.
  case pageDown
  /// F1 and so on, counted from one.
  case function(Int)
  /// Text that was pasted, as one; line breaks are `\n`. Not yet safe to show.
  case paste(String)
  /// The terminal has a new size.
  case resize(Size)
}
