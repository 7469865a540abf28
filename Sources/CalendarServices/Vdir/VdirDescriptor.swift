import CalendarCore
import ConferencingCore
import Foundation

/// What an account of a folder says and does.
package enum VdirDescriptor {
  /// Folders with a file for each event, as khal and vdirsyncer have them.
  static let kind = ServiceKind(
    "vdir",
    displayName: "Folder of calendars",
    traits: [.calendars, .deliversMasters, .createsSeries, .takesAnyLink, .keepsTexts]
  )

  /// A folder of calendars on this machine.
  package static let value = ServiceDescriptor(
    kind,
    keys: [
      ConfigurationKey(
        "path",
        asking: "The folder of the calendars, such as ~/.calendars",
        missing: "The account needs path. Add path = \"~/.calendars\"."
      ),
      ConfigurationKey("email"),
    ],
    problem: { settings in
      guard let path = settings["path"] else { return nil }
      guard path.hasPrefix("/") || path == "~" || path.hasPrefix("~/") else {
        return "\"\(path)\" is no whole path. Write one like path = \"~/.calendars\"."
      }
      guard settings["email"]?.contains("@") != false else {
        return "email is your address in invitations. Write one like "
          + "email = \"you@example.org\"."
      }
      return nil
    },
    calendars: { context in
      ResourceService(
        account: context.account,
        store: store(context),
        email: context.settings["email"] ?? "",
        zone: context.zone,
        clock: context.transport.clock,
        formerTexts: context.formerTexts
      )
    },
    probe: { context throws(ServiceError) in
      let clock = context.transport.clock
      let start = clock.now()
      let broken = try await store(context).brokenFiles()
      return ServiceProbe.Finding(
        duration: .seconds(max(0, clock.now().timeIntervalSince(start))),
        defects: broken,
        hasReadEvents: true
      )
    }
  )

  private static func store(_ context: ServiceContext) -> VdirStore {
    VdirStore(account: context.account, path: context.settings["path"] ?? "")
  }
}
