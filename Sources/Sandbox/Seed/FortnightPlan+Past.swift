extension FortnightPlan {
  static let threeAgo: [PlannedEvent] = [
    PlannedEvent(
      .team,
      10,
      0,
      60,
      "Sprint planning",
      .own(.googleMeet),
      words: "Board: https://tracker.acme.example/sprints/41\n\nPlease size your tickets before.",
      with: [("jonas", "yes"), ("priya", "yes"), ("tomasz", "maybe")]
    ),
    PlannedEvent(.own, 12, 30, 45, "Lunch with Priya", at: "Café Einstein, Unter den Linden 42"),
    PlannedEvent(
      .client,
      14,
      0,
      45,
      "Kick-off data migration",
      .teamsHTML,
      words: "<p>Agenda</p><ul><li>Scope &amp; risks</li><li>Cut-over date</li></ul>",
      with: [("lena.brandt", "yes"), ("oscar", "yes")]
    ),
    PlannedEvent(.own, 16, 0, 30, "1:1 Jonas", .own(.googleMeet), with: [("jonas", "yes")]),
    PlannedEvent(.family, 18, 30, 90, "Elternabend Klasse 3b", at: "Grundschule am Park"),
  ]

  static let twoAgo: [PlannedEvent] = [
    PlannedEvent(.own, 8, 15, 30, "Dentist", at: "Dr. Okonkwo, Torstraße 140")
      .with { $0.isPrivate = true },
    PlannedEvent(
      .project,
      11,
      0,
      90,
      "Aurora: risk workshop",
      .foreign(.zoomMeeting),
      words: "Bring the risk list, please. We keep it to the top ten.",
      with: [("amara", "yes"), ("hiroshi", "yes"), ("jonas", "no")]
    ),
    PlannedEvent(.own, 13, 0, 45, "Lunch")
      .with { $0.isFree = true },
    PlannedEvent(
      .client,
      15,
      0,
      60,
      "Northwind steering committee",
      .own(.microsoftTeams),
      words: "Status, budget, decisions. Slides in the usual place.",
      with: [("lena.brandt", "yes"), ("stefan", "yes"), ("mei", "maybe")]
    ),
    PlannedEvent(.team, 17, 0, 30, "Release review 4.7", .own(.googleMeet)),
  ]

  static let yesterday: [PlannedEvent] = [
    PlannedEvent(
      .own,
      9,
      45,
      25,
      "Interview: backend engineer (A. Novák)",
      .own(.googleMeet),
      words: "CV and exercise are in the folder. You ask about operations.",
      with: [("hr", "yes")]
    ).with { $0.isPrivate = true },
    PlannedEvent(
      .project,
      13,
      30,
      60,
      "Projekt Aurora – Abstimmung mit 東京チーム 🗼",
      .foreign(.zoomMeeting),
      words: "議題: 翻訳、リリース日程\nPlease note the time in Tokyo.",
      with: [("hiroshi", "yes"), ("yuki", "yes")]
    ).with {
      $0.zone = "Asia/Tokyo"
      $0.endZone = "Asia/Tokyo"
    },
    PlannedEvent(.office, 14, 0, 120, "Fire safety inspection", at: "All floors"),
    PlannedEvent(.own, 16, 30, 60, "Focus: review of the storage design"),
    PlannedEvent(.team, 16, 0, 30, "Incident 2291 follow-up", .own(.googleMeet))
      .with { $0.status = .cancelled },
    PlannedEvent(.own, 23, 0, 180, "Maintenance window: database failover")
      .with {
        $0.words = "Runbook: https://wiki.acme.example/runbooks/failover (join only if paged)"
      },
  ]
}
