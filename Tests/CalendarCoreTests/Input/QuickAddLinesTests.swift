import CalendarCore
import Foundation
import Testing

/// Lines as users of Google Calendar, Fantastical, calcurse and khal type them, on Monday 23 November
/// 2026, 14:20 in Berlin.
@Suite struct QuickAddLinesTests {
  static let lines = TimeInputTable.rows(
    """
    standup mo-fr 9:15 | standup; 09:15; repeats every mon-fri
    standup mon-fri 9:15 | standup; 09:15; repeats every mon-fri
    standup mo-fr 9:15 until xmas | standup; 09:15; repeats every mon-fri until xmas
    1:1 weekly on fridays 10 until end of march | 1:1; 10:00; repeats weekly on fridays until end of march
    sync on fridays 10 | sync; 10:00; repeats on fridays
    sync fridays 10:00 | sync; 10:00; repeats fridays
    brunch weekends 11:00 | brunch; 11:00; repeats weekends
    call mum every other fri 18:00 | call mum; 18:00; repeats every other fri
    call at 3 tomorrow for 1,5 hours | call; 2026-11-24 15:00 → 90 min
    workshop fri 9:00 1,5h | workshop; 2026-11-27 09:00; 90 min
    two weeks from tomorrow 9am review | review; 2026-12-08 09:00
    review in two weeks 10:00 | review; 2026-12-07 10:00
    review in two weeks | review; 2026-12-07
    review a week from friday | review; 2026-12-04
    review 3 days from now 9:00 | review; 2026-11-26 09:00
    review in a fortnight | review; 2026-12-07
    sprint review thu 14h-15h30 | sprint review; 2026-11-26 14:00 → 15:30
    sprint review thu 14h to 15h30 | sprint review; 2026-11-26 14:00 → 15:30
    sprint review 14h | sprint review; 14:00
    sprint review 14h tomorrow | sprint review; 2026-11-24 14:00
    call mom tonight | call mom; 2026-11-23 20:00
    drinks this evening | drinks; 2026-11-23 18:00
    call mom this afternoon | call mom; 2026-11-23 14:00
    call mom this evening 7 | call mom; 2026-11-23 19:00
    jog tomorrow morning | jog; 2026-11-24 09:00
    jog tomorrow morning 7 | jog; 2026-11-24 07:00
    dinner tomorrow evening | dinner; 2026-11-24 18:00
    movie fri night 9 | movie; 2026-11-27 21:00
    movie night fri 21:00 | movie night; 2026-11-27 21:00
    Run every evening 7 | Run; 19:00; repeats every day
    Standup every morning at 9:15 | Standup; 09:15; repeats every day
    Piano every sunday afternoon at 3 | Piano; 15:00; repeats every sunday
    Yoga tuesday evenings 7 | Yoga; 19:00; repeats tuesdays
    Coffee tomorrow at 8 in the evening | Coffee; 2026-11-24 20:00
    Coffee tomorrow at 8 at night | Coffee; 2026-11-24 20:00
    Coffee tomorrow 3 in the afternoon | Coffee; 2026-11-24 15:00
    pick up kids 3:30 | pick up kids; 15:30
    pick up kids at 3:30 | pick up kids; 15:30
    pick up kids 03:30 | pick up kids; 03:30
    pick up kids 3:30-4:30 | pick up kids; 15:30 → 16:30
    Early shift 6:00-14:00 fri | Early shift; 2026-11-27 06:00 → 14:00
    shift 6-14 fri | shift; 2026-11-27 06:00 → 14:00
    lunch 12:30-14:00 | lunch; 12:30 → 14:00
    Movie 8:30 tonight | Movie; 2026-11-23 20:30
    Doctor Dec 4 at 230 | Doctor; 2026-12-04 14:30
    1:1 1400-1430 | 1:1; 14:00 → 14:30
    Plan 2026-2027 fri | Plan 2026-2027; 2026-11-27
    thu at half past nine sync | sync; 2026-11-26 09:30
    sync thu half past nine | sync; 2026-11-26 09:30
    sync thu at quarter to 4 | sync; 2026-11-26 15:45
    sync thu a quarter past 3pm | sync; 2026-11-26 15:15
    lunch noon-1 | lunch; 12:00 → 13:00
    Dentist 4.12 8:15 | Dentist; 2026-12-04 08:15
    26.11 14:00 Doctor | Doctor; 2026-11-26 14:00
    Zoom with Ada tomorrow 10-11 | Zoom with Ada; 2026-11-24 10:00 → 11:00
    Zoom with Ann tomorrow 10-11 | Zoom; 2026-11-24 10:00 → 11:00; with ann@acme.example
    zoom call thu 10 | zoom call; 2026-11-26 10:00
    zoom thu 10:00 | zoom; 2026-11-26 10:00
    google meet with Ann fri 3pm | google meet; 2026-11-27 15:00; with ann@acme.example
    teams call tomorrow 9am | teams call; 2026-11-24 09:00
    Retro zoom with Ada fri 10:00 | Retro with Ada; 2026-11-27 10:00; zoom
    Retro zoom with Ann fri 10:00 | Retro; 2026-11-27 10:00; with ann@acme.example; zoom
    1:1 thu 10 zoom with Ann | 1:1; 2026-11-26 10:00; with ann@acme.example; zoom
    via zoom Retro fri 10:00 | Retro; 2026-11-27 10:00; zoom
    Lunch w Ann tomorrow 12:30 | Lunch; 2026-11-24 12:30; with ann@acme.example
    Dinner with Ann on the 14th at 7pm | Dinner; 2026-12-14 19:00; with ann@acme.example
    Doctor the 4th at 2:30pm | Doctor; 2026-12-04 14:30
    Doctor on the 4th | Doctor; 2026-12-04
    Meet on the 4th floor fri 10:00 | Meet on the 4th floor; 2026-11-27 10:00
    Fireworks the 4th of july 21:00 | Fireworks; 2027-07-04 21:00
    Conference 12/14-12/16 | Conference; 2026-12-14 → 2026-12-16
    Trip 20.-27.12. | Trip; 2026-12-20 → 2026-12-27
    Vacation from Dec 20 to Jan 3 | Vacation; 2026-12-20 → 2027-01-03
    Vacation from 20 dec to 3 jan | Vacation; 2026-12-20 → 2027-01-03
    Vacation dec 20 thru jan 3 | Vacation; 2026-12-20 → 2027-01-03
    Trip this weekend | Trip; 2026-11-28 → 2026-11-29
    Trip next weekend | Trip; 2026-12-05 → 2026-12-06
    Meeting between 2 and 3 tomorrow | Meeting; 2026-11-24 14:00 → 15:00
    Submit report by friday 5pm | Submit report; 2026-11-27 17:00
    Brunch sunday 10:30ish | Brunch; 2026-11-29 10:30
    Brunch sunday around 10:30 | Brunch; 2026-11-29 10:30
    Brunch sunday noonish | Brunch; 2026-11-29 12:00
    Coffee 3ish tomorrow | Coffee; 2026-11-24 15:00
    Haircut Sat @11 | Haircut; 2026-11-28 11:00
    Yoga M/W/F 7am | Yoga; 07:00; repeats every mon, wed, fri
    Yoga MWF 7am | Yoga; 07:00; repeats every mon, wed, fri
    Chess tu/th 19:00 | Chess; 19:00; repeats every tue, thu
    Chess tu th 19:00 | Chess; 19:00; repeats every tue, thu
    As we sat down fri 10:00 | As we sat down; 2026-11-27 10:00
    Piano Tuesdays 4pm x10 | Piano; 16:00; repeats Tuesdays 10 times
    Piano bi-weekly tue 4pm | Piano; 16:00; repeats biweekly tue
    Piano once a week tue 4pm | Piano; 16:00; repeats weekly tue
    Standup everyday 9:15 | Standup; 09:15; repeats daily
    Doctor 2026-12-04 14:30 15:30 | Doctor; 2026-12-04 14:30 → 15:30
    tomorrow 10:00 11:30 Planning | Planning; 2026-11-24 10:00 → 11:30
    Doctor 4.12.2026 14.30 Uhr | Doctor; 2026-12-04 14:30
    Coffee tomorrow 15 Uhr | Coffee; 2026-11-24 15:00
    Coffee tomorrow 3 o'clock | Coffee; 2026-11-24 15:00
    Doctor Dec 4 2:30p | Doctor; 2026-12-04 14:30
    Doctor Dec 4 14:30h | Doctor; 2026-12-04 14:30
    Conference tomorrow allday | Conference; 2026-11-24
    Meeting tomorrow 2pm for two hours | Meeting; 2026-11-24 14:00 → 120 min
    Meeting tomorrow 2pm for an hour and a half | Meeting; 2026-11-24 14:00 → 90 min
    Sync tue 9am pacific | Sync; 2026-11-24 09:00 America/Los_Angeles
    Sync tue 15:00 utc | Sync; 2026-11-24 15:00 UTC
    Sync tue 3pm london time | Sync; 2026-11-24 15:00 Europe/London
    3pm Easter lunch tue | Easter lunch; 2026-11-24 15:00
    fri 10-11 design review | design review; 2026-11-27 10:00 → 11:00
    tomorrow 2-3 call | call; 2026-11-24 14:00 → 15:00
    10-11 standup tomorrow | standup; 2026-11-24 10:00 → 11:00
    fri 9 to 5 offsite | offsite; 2026-11-27 09:00 → 17:00
    offsite 9 to 5 fri | offsite; 2026-11-27 09:00 → 17:00
    lunch 12-1 | lunch; 12:00 → 13:00
    Buy 2-3 eggs fri 10:00 | Buy 2-3 eggs; 2026-11-27 10:00
    1-1 with Ann fri 10:00 | 1-1; 2026-11-27 10:00; with ann@acme.example
    tomorrow at 2 call with Ann | call; 2026-11-24 14:00; with ann@acme.example
    tomorrow at 2 to 3 call | call; 2026-11-24 14:00 → 15:00
    dinner tomorrow at 5 Main Street | dinner; 2026-11-24; at 5 Main Street
    standup every weekday morning 9:15 | standup; 09:15; repeats every weekday
    standup weekday mornings 9:15 | standup; 09:15; repeats weekdays
    concert 8 pm on friday the 4th | concert; 2026-12-04 20:00
    ping Ann 2 hours from now | ping Ann; 2026-11-23 16:20 +01:00
    holiday 24.12-26.12 | holiday; 2026-12-24 → 2026-12-26
    holiday 24 to 26 dec | holiday; 2026-12-24 → 2026-12-26
    meeting 9.30 fri | meeting; 2026-11-27 09:30
    tea at three tomorrow | tea; 2026-11-24 15:00
    tea at three thirty tomorrow | tea; 2026-11-24 15:30
    meet at one point fri | meet; 2026-11-27; at one point
    Tomorrow: Call plumber 10am | Call plumber; 2026-11-24 10:00
    Buy milk tomorrow! | Buy milk; 2026-11-24
    1on1 bob weds 3p | 1on1 bob; 2026-11-25 15:00
    1on1 bob weds 3p-4p | 1on1 bob; 2026-11-25 15:00 → 16:00
    Standup M-F 9:15 | Standup; 09:15; repeats every mon-fri
    Class tue+thu 14:00 | Class; 14:00; repeats every tue, thu
    Class tuesday and thursday afternoons 2-3 | Class; 14:00 → 15:00; repeats tuesdays and thursdays
    Board meeting every quarter 10:00 | Board meeting; 10:00; repeats quarterly
    Focus 9-12 every morning | Focus; 09:00 → 12:00; repeats every day
    "Tonight" show fri 20:00 | Tonight show; 2026-11-27 20:00
    Dinner tomorrow evening 7:30-22:00 | Dinner; 2026-11-24 19:30 → 22:00
    Concert fri evening 8-23:00 | Concert; 2026-11-27 20:00 → 23:00
    Lunch 1:30-14:00 fri | Lunch; 2026-11-27 13:30 → 14:00
    shift 6-22 fri | shift; 2026-11-27 06:00 → 22:00
    shift 6:00-18:30 fri | shift; 2026-11-27 06:00 → 18:30
    Elternabend 3a at school fri 18:00 | Elternabend 3a; 2026-11-27 18:00; at school
    Seat 12a at gate 3 fri 18:00 | Seat 12a; 2026-11-27 18:00; at gate 3
    Class 3p at school fri 18:00 | Class 3p; 2026-11-27 18:00; at school
    Gate 3a - check in tomorrow 10:00 | Gate 3a - check in; 2026-11-24 10:00
    Class 3a fri 18:00 | Class 3a; 2026-11-27 18:00
    call at 3p fri | call; 2026-11-27 15:00
    Deploy 3.2 14:00 tomorrow | Deploy 3.2; 2026-11-24 14:00
    Room 2.1 14:00 fri | Room 2.1; 2026-11-27 14:00
    Sprint 12.3 9:30 mon | Sprint 12.3; 2026-11-30 09:30
    Dentist fri 4.12 8:15 | Dentist; 2026-12-04 08:15
    Sync 15:00 utc fri | Sync; 2026-11-27 15:00 UTC
    Sync 3pm pacific fri | Sync; 2026-11-27 15:00 America/Los_Angeles
    Sync 3pm eastern tomorrow | Sync; 2026-11-24 15:00 America/New_York
    Party fri night until 2am | Party; 2026-11-27 20:00 → 02:00 next day
    Party tonight until 2am | Party; 2026-11-23 20:00 → 02:00 next day
    Concert fri evening until 23:00 | Concert; 2026-11-27 18:00 → 23:00
    Meeting fri morning until noon | Meeting; 2026-11-27 09:00 → 12:00
    Chapters 3 to 5 | Chapters 3 to 5
    Read pages 3-5 | Read pages 3-5
    Round 1 to 4 | Round 1 to 4
    Order parts 1200-1400 fri 9:00 | Order parts 1200-1400; 2026-11-27 09:00
    Divide between 2 and 3 people fri 10:00 | Divide between 2 and 3 people; 2026-11-27 10:00
    Half past nine band concert fri 20:00 | Half past nine band concert; 2026-11-27 20:00
    Gym every week 2x fri 18:00 | Gym 2x; 2026-11-27 18:00; repeats every week
    Take pills every day 2x 8:00 | Take pills 2x; 08:00; repeats every day
    lunch easter monday 12:00 | lunch; 2027-03-29 12:00
    egg hunt good friday 10:00 | egg hunt; 2027-03-26 10:00
    party new year's eve 21:00 | party; 2026-12-31 21:00
    party nye 21:00 | party; 2026-12-31 21:00
    brunch boxing day 11 | brunch; 2026-12-26 11:00
    Easter Monday planning tue 10:00 | Easter Monday planning; 2026-11-24 10:00
    kickoff monday after next 10:00 | kickoff; 2026-12-07 10:00
    call Ann fri week 16:00 | call Ann; 2026-12-04 16:00
    call tue at 3pm. | call; 2026-11-24 15:00
    meeting wed ~3pm | meeting; 2026-11-25 15:00
    call nine thirty tue | call; 2026-11-24 09:30
    call half nine tue | call; 2026-11-24 09:30
    call twenty past nine tue | call; 2026-11-24 09:20
    tea half past five tue | tea; 2026-11-24 17:30
    meeting fri 9:30 (2h) | meeting; 2026-11-27 09:30; 120 min
    meeting tue 10:00 (30 min) | meeting; 2026-11-24 10:00; 30 min
    meeting (tue 10:00-11:00) | meeting; 2026-11-24 10:00 → 11:00
    train fri 6:02 | train; 2026-11-27 06:02
    flight tue 5:50 | flight; 2026-11-24 05:50
    Flight LH 1234 fri 6:45-9:10 | Flight LH 1234; 2026-11-27 06:45 → 09:10
    run fri 6 | run; 2026-11-27 18:00
    Thank God it's friday wed 18:00 | Thank God it's friday; 2026-11-25 18:00
    Sun protection talk tue 10 | Sun protection talk; 2026-11-24 10:00
    sunday roast at The Sun Inn sun 13:00 | sunday roast; 2026-11-29 13:00; at The Sun Inn
    24h race sat | 24h race; 2026-11-28
    workshop tue 9 2h | workshop; 2026-11-24 09:00; 120 min
    book club once a month thu 19:00 | book club; 19:00; repeats monthly thu
    rent every 1st | rent; repeats every 1st
    standup every day 9:15 from 4 jan to 8 jan | standup; 2027-01-04 09:15; repeats every day until 2027-01-08
    standup every day from 4 jan to 8 jan 9:15 | standup; 2027-01-04 09:15; repeats every day until 2027-01-08
    yoga every tue 18:00 to 18 jan | yoga; 18:00; repeats every tue until 2027-01-18
    yoga every tue 18:00 5 jan - 9 mar | yoga; 2027-01-05 18:00; repeats every tue until 2027-03-09
    yoga every tue 18:00 up to 18 jan | yoga; 18:00; repeats every tue until 18 jan
    yoga every tue 18:00 through march | yoga; 18:00; repeats every tue until march
    yoga every tue 18:00 for 10 sessions | yoga; 18:00; repeats every tue 10 times
    yoga every tue from 5 jan to 9 mar | yoga; 2027-01-05; repeats every tue until 2027-03-09
    holiday every year 24 dec - 26 dec | holiday; 2026-12-24 → 2026-12-26; repeats every year
    party 15 dec tuesday 20:00 | party; 2026-12-15 20:00
    call first monday of december 9:00 | call; 2026-12-07 09:00
    call the last fri in jan 15:00 | call; 2027-01-29 15:00
    call 5-jan-2027 9:00 | call; 2027-01-05 09:00
    call 5/jan/2027 9:00 | call; 2027-01-05 09:00
    call tue 9. | call; 2026-11-24 09:00
    call tue nine | call; 2026-11-24 09:00
    meds 8:00, 14:00 daily | meds 14:00; 08:00; repeats daily
    dentist 24-12-2026 10:00 | dentist; 2026-12-24 10:00
    meeting tue at 10 at 11 | meeting at 11; 2026-11-24 10:00
    """
  )

  @Test("Lines are read as those who type them expect", arguments: lines)
  func reads(_ row: TimeInputTable.Row) {
    TimeInputTable.expect(row) { try QuickAddTests.text(row.text) }
  }

  /// What is said of a line; `-` where nothing is.
  static let said = TimeInputTable.rows(
    """
    call mom tonight | "tonight" is taken for 20:00. Write the hour for another one.
    call mom this evening | "evening" is taken for 18:00. Write the hour for another one.
    call mom tonight 21:00 | -
    pick up kids 3:30 | It begins at 15:30, in the afternoon. Write 03:30 for the morning.
    dinner fri 7:30 | -
    call Ann fri at 3 | -
    Early shift 6:00-14:00 fri | -
    Dentist 4.12 8:15 | "4.12" is read as a day, for a time stands behind it.
    Zoom with Ann tomorrow 10-11 | "Zoom" is a word of the title, and no link is made. Write "via zoom" for one.
    google meet with Ann fri 3pm | "google meet" is a word of the title, and no link is made. Write "via google meet" for one.
    teams call tomorrow 9am | "teams" is a word of the title, and no link is made. Write "via teams" for one.
    Meet Ann fri 10:00 | -
    All teams sync fri 10:00 | -
    Retro fri 10:00 zoom | -
    Lunch with Ada tomorrow noon | Not invited: "Ada". No address is known of this name; write one like ann@acme.example.
    Lunch with Ann and Ada tomorrow noon | Not invited: "Ada". No address is known of this name; write one like ann@acme.example.
    Lunch with Jo fri noon | Not invited: "Jo". Several people have this name; write one like ann@acme.example.
    Lunch with Ann and Bob fri noon | -
    tue 9 call | Not read as a time, and left in the title: "9". Write it in another way, or in quotation marks.
    Coffee 12 tomorrow | left in the title: "12".
    Buy 9 eggs tomorrow | -
    Haircut Sat at 11 for 30 | left in the title: "for 30".
    Lunch for 30 people fri | -
    Walk 20 minutes fri | left in the title: "20 minutes".
    Plan mon for tue 9:00 | left in the title: "mon".
    Daily standup 9:15 | left in the title: "Daily".
    "Daily standup" 9:15 | -
    Piano twice a week tue 4pm | left in the title: "twice a week".
    Review end of month fri 10:00 | left in the title: "end of month".
    Review eod fri | left in the title: "eod".
    Morning run fri | left in the title: "Morning".
    Morning run fri 7:00 | -
    work fri until 5 | left in the title: "until 5".
    Doctor fri 14:00 15 dec | left in the title: "15 dec".
    Kickoff 4/7 fri 10:00 | left in the title: "4/7".
    Easter lunch 12:30 | left in the title: "Easter".
    Christmas dinner dec 25 18:00 | -
    quarterly review first monday 10:00 | left in the title: "quarterly", "first".
    meeting fri 9:30 30 | left in the title: "30".
    meeting fri 9:30/30m | left in the title: "9:30/30m".
    meeting 0930 fri | left in the title: "0930".
    Office hours alternate tuesdays 3pm | left in the title: "alternate".
    Meds twice daily | left in the title: "twice".
    School run every school day 8:10 | left in the title: "every school
    Focus tomorrow 9:00 +2h | left in the title: "+2h".
    Camp jul 5-12 2028 | left in the title: "2028".
    Sync tue 15:00 tokyo | left in the title: "tokyo".
    Every second counts fri 10:00 | -
    24/7 support rota fri 10:00 | -
    Release 4.12 fri 10:00 | -
    Push ups 3 times fri 10:00 | -
    Concert fri evening 8-23:00 | -
    Lunch 1:30-14:00 fri | It begins at 13:30, in the afternoon. Write 01:30 for the morning.
    Deploy 3.2 14:00 tomorrow | -
    Sync 15:00 utc 4 dec | left in the title: "utc".
    Party fri night until 2am | "night" is taken for 20:00. Write the hour for another one.
    Party until 2am fri 20:00 | left in the title: "until 2am".
    Order parts 1200-1400 fri 9:00 | left in the title: "1200-1400".
    Half past nine band concert fri 20:00 | left in the title: "Half past nine".
    Gym every week 2x fri 18:00 | left in the title: "2x".
    shift 6-22 fri | -
    next tuesday kickoff 10 | left in the title: "10".
    meeting tue at 10 at 11 | left in the title: "at 11".
    call tue 10 in Tokyo | left in the title: "in Tokyo".
    call tue 10:00 in New York | left in the title: "in New York".
    call tue 10 in Berlin | -
    zero tue 10:00 for 0m | left in the title: "for 0m".
    24h race sat | left in the title: "24h".
    planning week 50 mon 10:00 | left in the title: "week 50".
    Treffen übermorgen 19 Uhr | left in the title: "übermorgen".
    meeting fr 10:00 | left in the title: "fr".
    tomorrow's plan 10:00 | left in the title: "tomorrow's".
    Thank God it's friday wed 18:00 | left in the title: "friday".
    Lunch at Luigi's on tue with Ann fri 12:00 | left in the place: "tue".
    Paris fri-mon at 9 | left in the title: "at 9".
    kickoff next monday week 10:00 | left in the title: "week".
    call jan 9:00 | left in the title: "jan".
    yoga every tue 18:00 in january | left in the title: "january".
    call in 2027 9:00 | left in the title: "in 2027".
    call 5 jan 27 9:00 | left in the title: "27".
    call tue ten to nine | left in the title: "ten".
    call tue quarter past | left in the title: "quarter past".
    call tue 14:00 for a half hour | left in the title: "for a half hour".
    meds at 8 and 20 daily | left in the title: "at 8".
    payday end of every month | left in the title: "end of".
    review bimonthly 3 jan 10:00 | left in the title: "bimonthly".
    thanksgiving dinner 16:00 | left in the title: "thanksgiving".
    mother's day brunch 11:00 | left in the title: "mother's day".
    call the following tue 9:00 | left in the title: "following".
    report before tue 17:00 | left in the title: "before".
    call tue 19:00 UK time | left in the title: "UK time".
    call tue 19:00 (London) | left in the title: "(London)".
    pills three times a day 8:00 | left in the title: "three times a day".
    meeting before 5pm tue | left in the title: "before".
    dinner every christmas 19:00 | left in the title: "every christmas".
    train fri 6:02 | -
    tea half past five tue | It begins at 17:30, in the afternoon.
    """
  )

  @Test("What is taken for granted, and what is left of a time, is said", arguments: said)
  func says(_ row: TimeInputTable.Row) throws {
    let context = try TimeInputTable.context()
    let read = QuickAdd.read(row.text, context, vocabulary: QuickAddTests.vocabulary)
    let remarks = try #require(try read.time(context, length: 3_600)).remarks
    if row.expected == "-" {
      #expect(remarks.isEmpty, "\(remarks)")
    } else {
      #expect(remarks.count == 1, "\(remarks)")
      #expect(remarks.first?.contains(row.expected) == true, "\(remarks)")
    }
  }

  @Test(
    "What looks like a time and is none is refused, where no other time is typed",
    arguments: [
      ("meeting 25:00 tomorrow", true), ("Yoga 25:00 every thu", true), ("13pm lunch fri", true),
      ("Talk 9:99 fri 14:00", false), ("Watch \"25:00 news\" fri", false),
    ]
  )
  func refuses(_ line: String, _ isRefused: Bool) throws {
    let context = try TimeInputTable.context()
    let read = QuickAdd.read(line, context, vocabulary: QuickAddTests.vocabulary)
    guard isRefused else {
      #expect(try read.time(context, length: 3_600) != nil)
      return
    }
    let error = #expect(throws: InputError.self) { try read.time(context, length: 3_600) }
    #expect(error?.message.contains("is not a time of day") == true)
    #expect(error?.message.hasSuffix("where it is a part of the title.") == true)
  }

  @Test(
    "A time that is an end and has no start is refused",
    arguments: ["Meeting fri until 17:00", "Meeting fri till noon", "Office until 5pm tomorrow"]
  )
  func refusesAnEndAlone(_ line: String) throws {
    let context = try TimeInputTable.context()
    let read = QuickAdd.read(line, context, vocabulary: QuickAddTests.vocabulary)
    let error = #expect(throws: InputError.self) { try read.time(context, length: 3_600) }
    #expect(error?.message.contains("is an end, and no time of day is its start") == true)
  }

  @Test("An evening that has begun is taken from its next hour on")
  func laterTonight() throws {
    let zone = try TimeInputTable.berlin
    // The clocks go forward on the second day, and back on the third.
    for (date, clock, expected) in [
      ("2026-11-23", 19.5, 20), ("2026-11-23", 20.5, 21), ("2026-11-23", 23.5, 23),
      ("2026-03-29", 20.5, 21), ("2026-10-25", 20.5, 21),
    ] {
      let day = try #require(Day(date))
      let now = day.time(secondsFromMidnight: Int(clock * 3_600), in: zone)
      let context = InputContext(now: now, zone: zone)
      let read = QuickAdd.read("call mom tonight", context)
      #expect(read.span?.start.seconds == expected * 3_600)
    }
  }
}
