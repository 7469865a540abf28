/// How long a write waits for other writers, in this process or another.
///
/// Nobody waits within SQLite or the kernel: a write that finds the file locked is tried again a
/// little later, so that it keeps no other thread of this process from its work meanwhile.
package enum WritePatience {
  /// The longest wait of what is written now; that of a command unless something else is set.
  @TaskLocal package static var current: Duration = .seconds(10)

  /// What a user waits for who looks at the screen.
  package static let screen: Duration = .seconds(1)
  /// What nobody waits for: far more than any transaction takes.
  package static let background: Duration = .seconds(60)
}
