import CalendarCore
import ConferencingCore
import Testing
import ViewModels

/// The lists and lines beside the views of the calendar, cell by cell, with the texts of
/// ``PictureTests``; see there how their pictures are made.
@Suite struct ListPictureTests {
  static let scenes = [
    Scene(name: "search") { test in
      test.press(.search)
      test.type("e")
      test.send(.searched("e", hits))
      test.press(.accept, .nextHit)
    },
    Scene(name: "search-typed") { test in
      test.press(.search)
      test.send(.text(hostile))
      test.send(.searched(test.app.search?.text ?? "", hits))
    },
    Scene(name: "invitations") { test in
      test.send(.invitationsLoaded(invitations))
      test.press(.invitations)
      for event in invitations.prefix(1) {
        test.send(.submitted(EventEdit(event: event.id, change: .respond(.maybe))))
      }
    },
    Scene(name: "invitation-scope") { test in
      test.send(.invitationsLoaded(invitations))
      test.press(.invitations, .answerYes)
    },
    Scene(name: "calendars") { test in
      test.send(.directoryLoaded(directory))
      test.openAccounts()
    },
    Scene(name: "quick-add") { test in
      test.press(.quickAdd)
      test.send(.text("Lunch \(hostile) with 東京@acme.example fri 12-1 at Luigi's"))
    },
    Scene(name: "palette") { test in
      test.send(.directoryLoaded(directory))
      test.press(.palette)
      test.type("hide")
    },
    Scene(name: "go-to-date") { test in
      test.press(.goToDate)
      test.type("next tue")
    },
    Scene(name: "help") { $0.press(.help) },
  ]

  private static let hostile = "\u{1B}[2Jé\u{202E}👩‍👩‍👧\u{200B}会議"

  private static let events = World.events + PictureTests.hostile

  private static var hits: SearchResult {
    let hits = events.map {
      SearchHit(id: $0.id, title: $0.title, time: $0.time, in: World.zone)
    }
    .sorted()
    return SearchResult(hits: hits, count: hits.count)
  }

  /// An occurrence of a daily series, the hostile texts, and a long name of who invites.
  private static var invitations: [PendingInvitation] {
    ([series] + PictureTests.hostile).map { event in
      PendingInvitation(
        event: EventSummary(
          id: event.id,
          account: event.account,
          calendar: event.calendar,
          title: event.title,
          time: event.time,
          location: event.location,
          isRecurring: event.isRecurring,
          response: ParticipantResponse.none
        ),
        organizer: Person(name: "Günther \(hostile) Längstname", email: "g@acme.example")
      )
    }
  }

  private static var series: Event {
    var event = World.event(
      "Daily \(hostile)",
      from: World.at(9, day: 1),
      participants: [Participant(email: "ada@acme.example")]
    )
    event.occurrence = OccurrenceKey(
      series: .event(EventID("series")),
      originalStart: event.time.startKey
    )
    return event
  }

  /// Forty calendars, some hidden, some with names that are hard to show.
  private static var directory: Directory {
    var directory = World.directory()
    directory.calendars += (1...37).map { number in
      CalendarInfo(
        id: CalendarID("c\(number)"),
        account: number < 30 ? World.work : .local,
        name: number % 5 == 0 ? "\(hostile) \(number)" : "Calendar of project \(number)",
        color: number % 2 == 0 ? "#aa3344" : "",
        isHidden: number % 3 == 0
      )
    }
    return directory
  }

  @Test(arguments: scenes, [(40, 12), (80, 24), (200, 50)])
  func looksAsBefore(_ scene: Scene, _ size: (columns: Int, rows: Int)) throws {
    let events = (Self.events + [Self.series]).sorted {
      $0.time.start(in: World.zone) < $1.time.start(in: World.zone)
    }
    let test = scene.app(columns: size.columns, rows: size.rows, events: events)
    try PictureTests.compare(test, scene.name)
  }
}
