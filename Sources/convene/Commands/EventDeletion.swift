import ArgumentParser
import CalendarCore
import ConferencingCore
import LocalCache
import ViewModels

/// Deletes an event.
struct EventDeletion: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete an event, and the meeting that was made for it."
  )

  @Argument(help: "The event's id.")
  var id: String

  @OptionGroup var series: ScopeOptions

  @Flag(inversion: .prefixedNo, help: "Notify attendees.")
  var notify = true

  func run() throws {
    let delivery = try EventDelivery.open()
    let event = try delivery.event(id, for: series)
    let context = try delivery.context(of: event)
    try delivery.check(.keep, in: context)
    let zone = delivery.session.environment.zone
    let scope = try series.scope(of: event, on: context.account.service, zone: zone)
    let (_, waiting) = try delivery.save(
      EventEdit(
        event: event.id,
        change: .delete,
        notifiesParticipants: notify,
        scope: scope
      )
    )
    Console.say(
      ScopeOptions.words(forDeleting: event, scope, at: context.account.service, zone: zone)
    )
    if let waiting {
      throw CommandError(.later, "Deleted here, not sent yet: \(waiting) convene sync sends it.")
    }
  }
}
