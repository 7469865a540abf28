/// A field of conferencing, as forms and commands name it.
public enum ConferencingField: Hashable, Sendable {
  /// The choice between none, a fresh link and a link that exists.
  case choice
  case provider
  case hostGrant
  /// A setting of the provider, by its name.
  case setting(String)
  case url
  case meetingCode
  case accessCode
  case pin
  /// A telephone number, by its place in the list.
  case phone(Int)
}

/// A rule that an input breaks: where, and in words what is wrong and what helps.
public struct RuleViolation: Error, Hashable, Sendable, CustomStringConvertible {
  /// The field to fix.
  public var field: ConferencingField
  /// Names the thing, the reason and the remedy.
  public var message: String
  /// The message.
  public var description: String { message }
  /// Makes a violation.
  public init(_ field: ConferencingField, _ message: String) {
    self.field = field
    self.message = message
  }
}
