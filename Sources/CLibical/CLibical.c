#include "CLibical.h"

#include <dlfcn.h>
#include <libical/ical.h>
#include <pthread.h>
#include <stddef.h>

#if ICAL_MAJOR_VERSION != 3
#error "This file is written for the structures of libical 3."
#endif

// The functions that are used of the library, found when it is first needed.
static struct {
  struct icalrecurrencetype (*rule_from_string)(const char *);
  icalrecur_iterator *(*iterator_new)(struct icalrecurrencetype, struct icaltimetype);
  int (*iterator_set_start)(icalrecur_iterator *, struct icaltimetype);
  struct icaltimetype (*iterator_next)(icalrecur_iterator *);
  void (*iterator_free)(icalrecur_iterator *);
  bool is_complete;
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
  static const char *const names[] = {
    "libical.so.3", "libical.3.dylib", "/opt/homebrew/opt/libical/lib/libical.3.dylib",
    "/usr/local/opt/libical/lib/libical.3.dylib",
  };
  void *handle = NULL;
  for (size_t i = 0; handle == NULL && i < sizeof names / sizeof names[0]; i++) {
    handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  }
  if (handle == NULL) return;
  *(void **)&library.rule_from_string = dlsym(handle, "icalrecurrencetype_from_string");
  *(void **)&library.iterator_new = dlsym(handle, "icalrecur_iterator_new");
  *(void **)&library.iterator_set_start = dlsym(handle, "icalrecur_iterator_set_start");
  *(void **)&library.iterator_next = dlsym(handle, "icalrecur_iterator_next");
  *(void **)&library.iterator_free = dlsym(handle, "icalrecur_iterator_free");
  library.is_complete = library.rule_from_string && library.iterator_new
    && library.iterator_set_start && library.iterator_next && library.iterator_free;
}

static struct icaltimetype library_time(CLTime time, bool is_date) {
  struct icaltimetype result = {0};
  result.year = time.year;
  result.month = time.month;
  result.day = time.day;
  result.hour = time.hour;
  result.minute = time.minute;
  result.second = time.second;
  result.is_date = is_date;
  return result;
}

// The order of two times of one kind, without the library's own comparison, which asks for zones.
static int compare(struct icaltimetype a, struct icaltimetype b) {
  const int left[] = {a.year, a.month, a.day, a.hour, a.minute, a.second};
  const int right[] = {b.year, b.month, b.day, b.hour, b.minute, b.second};
  for (size_t i = 0; i < sizeof left / sizeof left[0]; i++) {
    if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
  }
  return 0;
}

CLAnswer cl_expand(const char *rule, CLRequest request, CLTime *times, int capacity) {
  CLAnswer answer = {CLUnavailable, 0, 0, false};
  pthread_once(&once, open_library);
  if (!library.is_complete) return answer;

  answer.result = CLRefused;
  struct icalrecurrencetype recurrence = library.rule_from_string(rule);
  if (recurrence.freq == ICAL_NO_RECURRENCE) return answer;
  const struct icaltimetype from = library_time(request.from, request.isDate);
  const struct icaltimetype last = library_time(request.last, request.isDate);
  // Ends the library's own search; without it a rule that never matches is searched to 2582.
  recurrence.until = last;
  const struct icaltimetype start = library_time(request.start, request.isDate);
  icalrecur_iterator *iterator = library.iterator_new(recurrence, start);
  if (iterator == NULL) return answer;

  answer.result = CLExpanded;
  if (!request.isCounted && compare(from, start) > 0) library.iterator_set_start(iterator, from);
  for (;; answer.steps++) {
    const struct icaltimetype next = library.iterator_next(iterator);
    if (next.year == 0 || compare(next, last) > 0) break;
    if (answer.steps == request.maximumSteps || answer.count == capacity) {
      answer.isCut = true;
      break;
    }
    if (compare(next, from) < 0) continue;
    times[answer.count++] = (CLTime){
      next.year, next.month, next.day, next.hour, next.minute, next.second,
    };
  }
  library.iterator_free(iterator);
  return answer;
}
