/// An identifier of one kind of thing; those of different kinds cannot be mistaken for another.
public struct Identifier<Kind>: Hashable, Sendable, Codable, RawRepresentable,
  CustomStringConvertible
{
  /// The text of it.
  public let rawValue: String
  /// Makes an identifier from its text.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// Makes an identifier from its text.
  public init(_ rawValue: String) { self.rawValue = rawValue }
  /// The text of it.
  public var description: String { rawValue }
}

/// Identifies a grant: a signed-in connection at a service.
public typealias GrantID = Identifier<Grant>
