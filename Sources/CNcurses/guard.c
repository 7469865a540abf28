#define _GNU_SOURCE

#include "CNcurses.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

// Everything a handler reads is written before the handlers are installed, except `armed`.
static const int crash_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS, SIGQUIT};
enum { crash_count = sizeof crash_signals / sizeof *crash_signals };

static char restore_bytes[512];
static size_t restore_count;
static struct termios shell_mode;
static bool has_shell_mode;
static volatile sig_atomic_t armed;
static bool installed;
static struct sigaction before[crash_count];
// Swift's backtracer asks the user what to do and waits half a minute. It has the last word only when asked for:
// https://github.com/swiftlang/swift/blob/main/docs/Backtracing.rst
static bool wants_backtrace;
// A stack overflow leaves no stack for its handler.
static char alternate_stack[64 * 1024];

static int held_stderr = -1; // the real stderr while it is kept aside
static int kept_messages = -1;

void cn_guard_arm(bool on) { armed = on; }

static void write_fully(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

void cn_guard_restore(void) {
  if (!armed) return;
  armed = 0;
  write_fully(STDOUT_FILENO, restore_bytes, restore_count);
  if (has_shell_mode) tcsetattr(STDIN_FILENO, TCSANOW, &shell_mode);
  cn_stderr_release();
  cn_stderr_show();
}

static void crashed(int signal_number) {
  if (signal_number == SIGQUIT && !armed) return; // ^\\ is for the program that has the terminal now
  cn_guard_restore();
  struct sigaction last = {.sa_handler = SIG_DFL};
  for (int i = 0; i < crash_count; i++)
    if (wants_backtrace && crash_signals[i] == signal_number) last = before[i];
  // The signal is blocked until this handler returns, and is delivered then.
  sigaction(signal_number, &last, NULL);
  raise(signal_number);
}

void cn_guard_remember_mode(void) { has_shell_mode = tcgetattr(STDIN_FILENO, &shell_mode) == 0; }

void cn_guard_install(const char *bytes, size_t count) {
  restore_count = count < sizeof restore_bytes ? count : sizeof restore_bytes;
  memcpy(restore_bytes, bytes, restore_count);
  wants_backtrace = getenv("SWIFT_BACKTRACE") != NULL;
  if (installed) return;
  installed = true;
  stack_t stack = {.ss_sp = alternate_stack, .ss_size = sizeof alternate_stack};
  sigaltstack(&stack, NULL);
  struct sigaction action = {.sa_handler = crashed, .sa_flags = SA_ONSTACK};
  sigfillset(&action.sa_mask);
  for (int i = 0; i < crash_count; i++) sigaction(crash_signals[i], &action, &before[i]);
}

void cn_guard_remove(void) {
  if (!installed) return;
  installed = false;
  for (int i = 0; i < crash_count; i++) sigaction(crash_signals[i], &before[i], NULL);
}

void cn_stderr_hold(void) {
  if (held_stderr >= 0 || !isatty(STDERR_FILENO)) return;
  if (kept_messages < 0) kept_messages = memfd_create("convene-stderr", MFD_CLOEXEC);
  if (kept_messages < 0) return;
  held_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (held_stderr >= 0) dup2(kept_messages, STDERR_FILENO);
}

void cn_stderr_release(void) {
  if (held_stderr < 0) return;
  dup2(held_stderr, STDERR_FILENO);
  close(held_stderr);
  held_stderr = -1;
}

void cn_stderr_show(void) {
  if (kept_messages < 0) return;
  enum { most = 64 * 1024 }; // the end of it tells why
  char block[4096];
  off_t end = lseek(kept_messages, 0, SEEK_END);
  for (off_t at = end > most ? end - most : 0; at < end;) {
    ssize_t count = pread(kept_messages, block, sizeof block, at);
    if (count <= 0) break;
    write_fully(STDERR_FILENO, block, (size_t)count);
    at += count;
  }
  close(kept_messages);
  kept_messages = -1;
}
