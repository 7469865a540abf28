/// Whether a command can be carried out now: dispatch and footer ask for it.
package enum Availability: Equatable, Sendable {
  case available
  /// It means something here and cannot be done, for this reason.
  case unavailable(Notice)

  /// Makes one of the reason against it; `nil` when there is none.
  init(unless reason: Notice?) { self = reason.map(Availability.unavailable) ?? .available }

  /// That it cannot be done, and why.
  static func not(_ reason: String) -> Availability { .unavailable(Notice(.info, reason)) }
}
