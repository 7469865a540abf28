package import CalendarServices
package import ConferencingCore

/// The hosts of a Convene that is signed in to none by itself.
package struct NoHosts: ConferencingHosts {
  /// Makes them.
  package init() {}
  /// None.
  package func grants() async -> [Grant] { [] }
  /// Nothing.
  package func service(at grant: GrantID) -> (any ConferencingService)? { nil }
}
