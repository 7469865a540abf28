@testable import CalendarServices

extension SignInProvider {
  /// Every one that the catalogue has.
  static let allCases = ServiceCatalogue.standard.services.compactMap(\.signIn)
}
