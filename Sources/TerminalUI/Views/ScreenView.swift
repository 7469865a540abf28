import ViewModels

/// A screen that can be drawn: every ``ScreenModel`` has its view beside it.
protocol ScreenView {
  /// Draws it.
  ///
  /// - Parameters:
  ///   - app: The program.
  ///   - canvas: What is drawn on: everything between header and status line.
  ///   - isFocused: Whether keys are its own: nothing lies on it.
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool)
}
