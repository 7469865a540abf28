/// The services that accounts can be of.
package struct ServiceCatalogue: Sendable {
  /// Their descriptions, in the order in which they are offered.
  package let services: [ServiceDescriptor]

  /// Lists services.
  package init(_ services: [ServiceDescriptor]) { self.services = services }

  /// The services of this program.
  package static let standard = ServiceCatalogue([
    GoogleDescriptor.value, MicrosoftDescriptor.value, ZoomDescriptor.value, NylasDescriptor.value,
    CalDAVDescriptor.value, VdirDescriptor.value, SubscriptionDescriptor.value,
  ])

  /// The service of a name.
  package subscript(_ name: String) -> ServiceDescriptor? { services.first { $0.name == name } }
  /// The names.
  package var names: [String] { services.map(\.name) }
}
