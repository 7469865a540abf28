#define _GNU_SOURCE

#include "CNcurses.h"

#include <sys/eventfd.h>
#include <unistd.h>

int cn_event_open(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

void cn_event_raise(int event) {
  uint64_t one = 1;
  ssize_t ignored = write(event, &one, sizeof one); // fails only when it is readable already
  (void)ignored;
}

void cn_event_clear(int event) {
  uint64_t count;
  ssize_t ignored = read(event, &count, sizeof count);
  (void)ignored;
}
