#define _GNU_SOURCE

#include "CNcurses.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

// How long a process that was asked to end may stay busy before it is ended all the same, in seconds.
enum { patience = 2 };

static const int caught[] = {SIGTERM, SIGHUP, SIGINT, SIGWINCH, SIGTSTP, SIGCONT, SIGALRM};
enum { caught_count = sizeof caught / sizeof *caught };

static struct sigaction before[caught_count];
static int event_descriptor = -1;
static atomic_ullong arrived;
static atomic_int ending; // the signal that asked the process to end, until the loop has taken it
static volatile sig_atomic_t lent;

void cn_die(int signal_number) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigaction(signal_number, &action, NULL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal_number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  raise(signal_number);
  _exit(128 + signal_number); // where the default action does not end a process
}

static bool asks_for_end(int number) { return number == SIGTERM || number == SIGHUP || number == SIGINT; }

// Runs on any thread at any moment: async-signal-safe calls only.
static void signal_came(int number) {
  int error = errno;
  bool ends = asks_for_end(number);
  if (lent && number == SIGINT) return;
  // A second one while the first waits to be taken: a shell that ends hands on what it got. The alarm is set already.
  if (ends && atomic_load(&ending)) return;
  if (number == SIGALRM) {
    // The loop did not answer: it hangs. End without it, but give the terminal back.
    int first = atomic_load(&ending);
    if (first) {
      cn_guard_restore();
      cn_die(first);
    }
    errno = error;
    return;
  }
  if (ends) {
    atomic_store(&ending, number);
    alarm(patience);
  }
  atomic_fetch_or(&arrived, 1ull << number);
  cn_event_raise(event_descriptor);
  errno = error;
}

static void catch_signals(void) {
  struct sigaction action = {.sa_handler = signal_came, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < caught_count; i++) {
    sigaction(caught[i], NULL, &before[i]);
    if (before[i].sa_handler != SIG_IGN) sigaction(caught[i], &action, NULL);
  }
}

int cn_signals_install(void) {
  if (event_descriptor < 0) event_descriptor = cn_event_open();
  if (event_descriptor < 0) return -1;
  atomic_store(&arrived, 0);
  atomic_store(&ending, 0);
  catch_signals();
  return event_descriptor;
}

// No SIG_IGN, which programs that are started meanwhile would inherit: a handler never outlives exec.
static void disregard(int number) { (void)number; }

static void stop_catching(bool disregards) {
  if (event_descriptor < 0) return;
  struct sigaction nothing = {.sa_handler = disregard, .sa_flags = SA_RESTART};
  sigemptyset(&nothing.sa_mask);
  for (int i = 0; i < caught_count; i++) {
    bool keeps = disregards && (asks_for_end(caught[i]) || caught[i] == SIGALRM) && before[i].sa_handler != SIG_IGN;
    sigaction(caught[i], keeps ? &nothing : &before[i], NULL);
  }
  alarm(0); // last: a handler may have set it meanwhile
  close(event_descriptor);
  event_descriptor = -1;
}

void cn_signals_remove(void) { stop_catching(false); }

void cn_signals_finish(void) { stop_catching(true); }

uint64_t cn_signals_take(void) {
  cn_event_clear(event_descriptor);
  if (atomic_exchange(&ending, 0)) alarm(0);
  return atomic_exchange(&arrived, 0);
}

int cn_signals_ending(void) { return atomic_load(&ending); }

// A job stops and goes on as a whole, which the shell sees to when nobody in it has a handler for the signal.
void cn_signals_lend(bool on) {
  static struct sigaction ours;
  lent = on;
  struct sigaction stop = {.sa_handler = SIG_DFL};
  struct sigaction now;
  if (on && sigaction(SIGTSTP, NULL, &now) == 0 && now.sa_handler == signal_came) {
    ours = now;
    sigaction(SIGTSTP, &stop, NULL);
  } else if (!on && ours.sa_handler == signal_came) {
    sigaction(SIGTSTP, &ours, NULL);
    ours.sa_handler = SIG_DFL;
  }
}

void cn_stop_process(void) {
  struct sigaction stop = {.sa_handler = SIG_DFL}, ignore = {.sa_handler = SIG_IGN}, ours;
  // The others of the job first, a script that waits for this process say: as the terminal would do it.
  sigaction(SIGTSTP, &ignore, &ours);
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &stop, NULL);
  raise(SIGTSTP);
  // Continued (or, in an orphaned group that nobody could continue, never stopped).
  sigaction(SIGTSTP, &ours, NULL);
  atomic_fetch_and(&arrived, ~(1ull << SIGCONT));
}
