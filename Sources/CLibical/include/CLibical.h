#ifndef CONVENE_CLIBICAL_H
#define CONVENE_CLIBICAL_H

#include <stdbool.h>

/// A wall-clock time without a zone. `hour`, `minute` and `second` are 0 for a date.
typedef struct {
  int year;
  int month;
  int day;
  int hour;
  int minute;
  int second;
} CLTime;

/// What of a recurrence rule is asked for.
typedef struct {
  /// The first time of the series (DTSTART).
  CLTime start;
  /// Whether times are dates.
  bool isDate;
  /// The first time wanted.
  CLTime from;
  /// The last time wanted, from year 1 to 2500.
  CLTime last;
  /// Whether the rule has COUNT, which must be counted from `start`.
  bool isCounted;
  /// How many times may be stepped over or returned.
  int maximumSteps;
} CLRequest;

/// What a rule gave.
typedef enum {
  CLExpanded,
  /// The library cannot be opened.
  CLUnavailable,
  /// The library refuses the rule.
  CLRefused,
} CLResult;

/// How far a rule was followed.
typedef struct {
  CLResult result;
  /// How many times were written.
  int count;
  /// How many times the rule gave, those before `request.from` included.
  int steps;
  /// Whether steps or room ended before the times did.
  bool isCut;
} CLAnswer;

/// Writes the times of a recurrence rule from `request.from` to `request.last` to `times`.
///
/// libical is opened by the first call, not at the start of the program: it brings ICU along, whose
/// loading costs more than a start may. Calls from several threads are safe: a rule on floating time
/// touches none of the library's shared state.
///
/// - Parameters:
///   - rule: A rule of RFC 5545 without UNTIL, whose cost the caller has bounded.
///   - request: What is asked for.
///   - times: Room for `capacity` times.
///   - capacity: How many times fit.
CLAnswer cl_expand(const char *rule, CLRequest request, CLTime *times, int capacity);

#endif
