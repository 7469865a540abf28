import CalendarCore
import ConferencingCore
import Foundation

/// What an account of a subscription says and does.
package enum SubscriptionDescriptor {
  /// A calendar file that somebody publishes, such as the holidays of a country; it can be read alone.
  static let kind = ServiceKind(
    "subscription",
    displayName: "Subscription",
    traits: [.calendars, .deliversMasters]
  )

  /// A calendar file at an address or on this machine.
  package static let value = ServiceDescriptor(
    kind,
    keys: [
      ConfigurationKey(
        "url",
        asking: "The address of the calendar (https, webcal, or a file)",
        missing: "The account needs url. Add url = \"https://example.org/holidays.ics\"."
      ),
      ConfigurationKey("name"), ConfigurationKey("color"),
      ConfigurationKey("user"), ConfigurationKey("password", .secret),
    ],
    problem: { settings in
      if let color = settings["color"], !isColor(color) {
        return "\"\(color)\" is no colour. Write one like color = \"#3a86ff\"."
      }
      guard (settings["user"] == nil) == (settings.secrets["password"] == nil) else {
        return "user and password go together. Add user = \"your name at the server\" and "
          + "password_command = \"pass show calendar\", or neither."
      }
      do throws(ServiceError) { _ = try SubscriptionSource(settings["url"] ?? "") } catch {
        return error.message
      }
      return nil
    },
    calendars: { context throws(ServiceError) in try service(context) },
    probe: { context throws(ServiceError) in
      let start = context.transport.clock.now()
      try await service(context).look()
      return ServiceProbe.Finding(
        duration: .seconds(max(0, context.transport.clock.now().timeIntervalSince(start)))
      )
    }
  )

  private static func service(
    _ context: ServiceContext
  ) throws(ServiceError) -> SubscriptionService {
    let settings = context.settings
    return SubscriptionService(
      CalendarInfo(
        id: CalendarID("subscription"),
        account: context.account,
        name: settings["name"] ?? context.account.rawValue,
        color: settings["color"] ?? "",
        isPrimary: true,
        isReadOnly: true
      ),
      source: try SubscriptionSource(settings["url"] ?? ""),
      user: settings["user"],
      password: context.secret,
      zone: context.zone,
      transport: context.transport
    )
  }

  private static func isColor(_ text: String) -> Bool {
    text.utf8.count == 7 && text.hasPrefix("#") && text.dropFirst().allSatisfy(\.isHexDigit)
  }
}
