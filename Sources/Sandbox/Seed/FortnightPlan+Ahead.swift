extension FortnightPlan {
  static let today: [PlannedEvent] = [
    PlannedEvent(
      .own,
      8,
      30,
      30,
      "1:1 Amara",
      .own(.googleMeet),
      words: "Career plan, second half.",
      with: [("amara", "yes")]
    ),
    PlannedEvent(
      .project,
      10,
      0,
      60,
      "Aurora design review",
      .own(.zoomMeeting),
      words: "Prototype: https://design.acme.example/aurora/7\nDecide on navigation.",
      with: [("amara", "yes"), ("hiroshi", "maybe"), ("priya", "noreply")]
    ),
    PlannedEvent(.own, 12, 15, 60, "Lunch: Mensa mit Tomasz", at: "Mensa Nord"),
    PlannedEvent(
      .client,
      13,
      30,
      30,
      "Weekly with Lena",
      .own(.microsoftTeams),
      words: "Open points, next steps.",
      with: [("lena.brandt", "yes")]
    ),
    PlannedEvent(
      .own,
      15,
      0,
      45,
      "Architecture council",
      .foreign(.googleMeet),
      words: "Proposals 31 and 34. Read them before, we only decide.",
      with: [("jonas", "yes"), ("ingrid", "yes")]
    ).with { $0.isInvitation = true },
    PlannedEvent(.office, 16, 0, 30, "Delivery: new desks", at: "Loading ramp, Hof 2"),
    PlannedEvent(.family, 19, 0, 120, "Choir rehearsal 🎶", at: "Gemeindesaal St. Marien"),
  ]

  static let tomorrow: [PlannedEvent] = [
    PlannedEvent(
      .team,
      10,
      0,
      45,
      "Backlog refinement",
      .own(.googleMeet),
      with: [("jonas", "yes"), ("priya", "yes"), ("tomasz", "yes")]
    ),
    PlannedEvent(
      .client,
      11,
      0,
      60,
      "Security questionnaire",
      .details(
        "WebEx",
        [
          "url": "https://northwind.webex.com/northwind/j.php?MTID=m3f1c9a0b7d2e4f6",
          "password": "aQ7vTz2pX4m", "phone": ["+49 619 6781 9736", "+44 20 7660 8149"],
        ]
      ),
      words: "Questions 12 to 40.",
      with: [("stefan", "yes")]
    ),
    PlannedEvent(.own, 13, 0, 45, "Lunch with the new colleagues 👩🏽‍💻👨‍👩‍👧‍👦"),
    PlannedEvent(
      .project,
      14,
      30,
      45,
      "Vendor demo: observability",
      .foreign(.microsoftTeams),
      words: "They show tracing; we ask about prices.",
      with: [("sales", "yes")]
    ).with { $0.isInvitation = true },
    PlannedEvent(.own, 16, 0, 30, "Call with the tax adviser")
      .with {
        $0.isPrivate = true
        $0.location = "tel:+49309021834"
      },
    PlannedEvent(.own, 17, 30, 30, "Hold: Aurora go/no-go?")
      .with { $0.status = .maybe },
  ]

  static let inTwo: [PlannedEvent] = [
    PlannedEvent(.visits, 6, 45, 250, "Train ICE 1001 Berlin – München", at: "Coach 23, seat 61"),
    PlannedEvent(
      .visits,
      12,
      0,
      240,
      "On site: Northwind plant tour",
      at: "Werkstraße 9, München",
      words: "Safety shoes! Visitor badge at gate 2.",
      with: [("stefan", "yes"), ("lena.brandt", "yes")]
    ),
    PlannedEvent(
      .own,
      17,
      0,
      30,
      "New York sync",
      .own(.googleMeet),
      with: [("dana", "yes")]
    ).with {
      $0.zone = "America/New_York"
      $0.endZone = "America/New_York"
    },
    PlannedEvent(.visits, 19, 30, 150, "Dinner with Northwind", at: "Wirtshaus in der Au"),
    PlannedEvent(.family, 16, 0, 60, "Zahnarzt Ella", at: "Praxis Dr. Yılmaz")
      .with { $0.isPrivate = true },
  ]

  static let inThree: [PlannedEvent] =
    HostileEvents.plan + [
      PlannedEvent(
        .client,
        9,
        30,
        60,
        "Cut-over rehearsal",
        .teamsHTML,
        words: "<div>Dry run of the <b>migration</b>.<br>Everyone on the bridge, please.</div>",
        with: [("lena.brandt", "noreply"), ("oscar", "yes")]
      ).with { $0.isInvitation = true },
      PlannedEvent(.own, 12, 30, 45, "Lunch")
        .with { $0.isFree = true },
      PlannedEvent(
        .own,
        14,
        0,
        30,
        "Customer call: Fabrikam",
        .details(
          "GoToMeeting",
          [
            "url": "https://meet.goto.com/482917365", "meeting_code": "482-917-365",
            "phone": ["+49 721 9881 4161"],
          ]
        ),
        with: [("bea", "yes")]
      ),
    ]

  static let inFour: [PlannedEvent] = [
    PlannedEvent(
      .team,
      10,
      0,
      60,
      "Retrospective",
      .own(.googleMeet),
      words: "What to keep, what to change. Anonymous notes are open.",
      with: [("jonas", "yes"), ("priya", "yes"), ("tomasz", "noreply"), ("amara", "yes")]
    ),
    PlannedEvent(
      .project,
      13,
      0,
      90,
      "Aurora usability test",
      .own(.zoomMeeting),
      words: "Six people, 15 minutes each. Recording is agreed.",
      with: [("amara", "yes")]
    ),
    PlannedEvent(.office, 15, 0, 60, "Room 4.12: projector repair", at: "Room 4.12"),
    PlannedEvent(
      .own,
      15,
      30,
      30,
      "Podcast recording",
      .unknown("https://riverside.example/studio/maras-studio?t=c1f0")
    ),
    PlannedEvent(.family, 20, 0, 300, "Ceilidh night", at: "Kulturhaus"),
  ]

  static let inFive: [PlannedEvent] = [
    PlannedEvent(
      .own,
      9,
      30,
      30,
      "1:1 Jonas",
      .own(.googleMeet),
      with: [("jonas", "yes")]
    ),
    PlannedEvent(
      .own,
      11,
      0,
      25,
      "Quarterly numbers",
      .foreign(.zoomMeeting),
      words: "One slide each. I cut off at 25 minutes.",
      with: [("ingrid", "yes"), ("jonas", "maybe")]
    ).with {
      $0.isInvitation = true
      $0.isReadOnly = true
    },
    PlannedEvent(
      .client,
      14,
      0,
      45,
      "Contract renewal",
      .foreign(.microsoftTeams),
      words: "Legal joins for the first ten minutes.",
      with: [("stefan", "yes"), ("mei", "yes")]
    ),
    PlannedEvent(.visits, 18, 10, 505, "Flight BER – JFK", at: "Terminal 1, booking QX7R2M")
      .with { $0.endZone = "America/New_York" },
    PlannedEvent(.own, 16, 0, 0, "Reminder: submit travel costs")
      .with { $0.isFree = true },
  ]
}
