/// What happens on the workdays around today: -3 is three workdays ago, 0 today or the next one.
enum FortnightPlan {
  static func events(onWorkday day: Int) -> [PlannedEvent] {
    switch day {
    case -3: threeAgo
    case -2: twoAgo
    case -1: yesterday
    case 0: today
    case 1: tomorrow
    case 2: inTwo
    case 3: inThree
    case 4: inFour
    case 5: inFive
    default: []
    }
  }
}
