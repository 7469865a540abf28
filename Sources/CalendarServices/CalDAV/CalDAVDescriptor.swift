import CalendarCore
import ConferencingCore
import Foundation

/// What an account of a CalDAV server says and does.
package enum CalDAVDescriptor {
  /// Calendars of a server that speaks CalDAV, such as Nextcloud, Fastmail or iCloud.
  static let kind = ServiceKind(
    "caldav",
    displayName: "CalDAV",
    traits: [.calendars, .deliversMasters, .createsSeries, .takesAnyLink, .keepsTexts]
  )

  /// A CalDAV server (RFC 4791).
  package static let value = ServiceDescriptor(
    kind,
    keys: [
      ConfigurationKey(
        "url",
        asking: "The address of the server, such as https://caldav.fastmail.com",
        missing: "The account needs url. Add url = \"https://caldav.example.org\"."
      ),
      ConfigurationKey(
        "user",
        asking: "The user name at the server, often the e-mail address",
        missing: "The account needs user. Add user = \"the name that you have at the server\"."
      ),
      ConfigurationKey(
        "password",
        .secret,
        asking: "The password; an app password where the server has such",
        missing: "The account needs a password. Add password_command = \"pass show calendar\", or "
          + "password."
      ),
      ConfigurationKey("calendars"),
    ],
    passwordLogin: { url, transport throws(ServiceError) in
      try await NextcloudLogin.begin(at: url, transport)
    },
    problem: { settings in
      do throws(ServiceError) {
        let url = try address(settings)
        return CalDAVProvider.problem(host: url.origin.host)
      } catch {
        return error.message
      }
    },
    calendars: { context throws(ServiceError) in
      ResourceService(
        account: context.account,
        store: try store(context),
        email: context.email,
        zone: context.zone,
        clock: context.transport.clock,
        formerTexts: context.formerTexts
      )
    },
    probe: { context throws(ServiceError) in
      let (store, clock) = (try store(context), context.transport.clock)
      let start = clock.now()
      var finding = ServiceProbe.Finding(duration: .zero)
      do throws(ServiceError) { finding.remarks = [try await store.summary()] } catch {
        guard case .unauthorized = error else { throw error }
        finding.refusal = error
      }
      finding.duration = .seconds(max(0, clock.now().timeIntervalSince(start)))
      return finding
    }
  )

  /// The address of the server; one without a scheme is taken for https.
  private static func address(_ settings: AccountSettings) throws(ServiceError) -> DAVAddress {
    let text = settings["url"] ?? ""
    let whole = text.contains("://") ? text : "https://" + text
    guard !whole.lowercased().hasPrefix("http://") || (try? ServiceURL(whole)) != nil else {
      throw .rejected(
        "\(whole) would send the password readable over the network. Write https:// in url."
      )
    }
    let scheme = whole.prefix { $0 != ":" }.lowercased()
    guard scheme == "https" || scheme == "http" else {
      throw .rejected(
        "\(scheme):// leads to no CalDAV server. Write an address like https://cloud.example.org in url."
      )
    }
    return try DAVAddress(of: ServiceURL(whole))
  }

  private static func store(_ context: ServiceContext) throws(ServiceError) -> CalDAVStore {
    let secret = context.secret
    return CalDAVStore(
      account: context.account,
      url: try address(context.settings),
      client: DAVClient(
        account: context.account,
        authorizer: PasswordAuthorizer(
          account: context.account,
          user: context.settings["user"] ?? ""
        ) { () async throws(ServiceError) in try await secret("password") },
        transport: context.transport
      ),
      wanted: wanted(context.settings)
    )
  }

  /// The calendars of `calendars = "Work, Private"`.
  private static func wanted(_ settings: AccountSettings) -> Set<String> {
    Set(
      (settings["calendars"] ?? "").split(separator: ",")
        .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    )
  }
}
