#define _GNU_SOURCE

#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

// The variables without the one by which gpg finds a terminal again; to be freed by the caller.
static char **variables_without_terminal(void) {
  size_t count = 0;
  while (environ[count]) count++;
  char **variables = calloc(count + 1, sizeof *variables);
  if (!variables) return NULL;
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (strncmp(environ[i], "GPG_TTY=", 8) != 0) variables[kept++] = environ[i];
  return variables;
}

// A descriptor above the standard ones, so that none of them is overwritten before it is moved.
static int raised(int descriptor) {
  if (descriptor < 0 || descriptor > STDERR_FILENO) return descriptor;
  return fcntl(descriptor, F_DUPFD, STDERR_FILENO + 1);
}

// A handler of the parent must not run in a child, and what it ignores is its own affair; only an ignored hang-up
// (nohup) is meant for children too. All signals stay blocked.
static void reset_signals(void) {
  struct sigaction standard = {.sa_handler = SIG_DFL}, now;
  for (int number = 1; number < NSIG; number++) {
    if (sigaction(number, NULL, &now) != 0) continue;
    if (number == SIGHUP && now.sa_handler == SIG_IGN) continue;
    sigaction(number, &standard, NULL);
  }
}

// In the child, between fork and exec: async-signal-safe calls only. Returns when the program cannot be started.
static void become(const cn_program *program, char **variables) {
  int from[3] = {raised(program->input), raised(program->output), raised(program->errors)};
  for (int i = 0; i < 3; i++)
    if (from[i] >= 0 && dup2(from[i], i) < 0) return;
  syscall(SYS_close_range, STDERR_FILENO + 1, ~0u, 1u << 2); // CLOSE_RANGE_CLOEXEC
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execvpe(program->name, program->arguments, variables);
}

// ---- The guard: a child that does nothing but wait for the program and for the end of this process. ----
// A death signal reaches only a direct child, which mostly is a shell; its children would go on. So the guard gets
// it, on whose behalf the program runs. It blocks all signals, and uses async-signal-safe calls only.

// What the kernel sends the guard when the thread that started it has ended.
enum { death_notice = SIGUSR1 };
// How long a program has for ending by itself when it is asked to, in milliseconds.
enum { goodbye = 200 };

// Ends the guard as the program ended, once it has.
static void end_as(pid_t program) {
  int status;
  if (waitpid(program, &status, WNOHANG) != program) return;
  if (!WIFSIGNALED(status)) _exit(WEXITSTATUS(status));
  struct rlimit nothing = {0};
  setrlimit(RLIMIT_CORE, &nothing); // the program has left its own
  cn_die(WTERMSIG(status));
}

// Whether no descendant is left, after waiting for that.
static bool gone_within(int milliseconds) {
  for (int left = milliseconds;; left -= 20) {
    pid_t one;
    do one = waitpid(-1, NULL, WNOHANG);
    while (one > 0);
    if (one < 0) return true;
    if (left <= 0) return false;
    struct timespec moment = {.tv_nsec = 20 * 1000 * 1000};
    nanosleep(&moment, NULL);
  }
}

// Sends a signal to the children of a process, their children and so on; none where the system does not tell.
static void signal_below(pid_t process, int number) {
  char text[4096];
  snprintf(text, 64, "/proc/%d/task/%d/children", (int)process, (int)process); // small numbers: no heap, no lock
  int file = open(text, O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  ssize_t count = read(file, text, sizeof text);
  close(file);
  pid_t child = 0;
  for (ssize_t i = 0; i < count; i++) {
    if (text[i] >= '0' && text[i] <= '9') {
      child = child * 10 + (text[i] - '0');
    } else if (child > 1) {
      signal_below(child, number);
      kill(child, number);
      child = 0;
    }
  }
}

// Waits for the end of the program, or ends it with all that it started when the process that wanted it is gone.
static _Noreturn void stand_guard(const cn_program *program, pid_t process, pid_t parent) {
  prctl(PR_SET_NAME, "convene-guard");
  syscall(SYS_close_range, 0, ~0u, 0);
  sigset_t news;
  sigemptyset(&news);
  sigaddset(&news, SIGCHLD);
  sigaddset(&news, death_notice);
  // The end of the thread alone is no reason: others of the process go on.
  while (end_as(process), getppid() == parent) sigwaitinfo(&news, NULL);
  // From now on what loses its parent becomes a child of the guard.
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  if (gone_within(program->grace)) _exit(0);
  // With the terminal it is in a group with others, the shell script that called this process say.
  if (program->has_terminal) {
    signal_below(getpid(), SIGHUP);
    signal_below(getpid(), SIGCONT);
  } else {
    kill(0, SIGTERM);
    kill(0, SIGCONT);
  }
  if (gone_within(goodbye)) _exit(0);
  if (!program->has_terminal) kill(0, SIGKILL); // the guard too
  kill(process, SIGKILL);
  for (int round = 0; round < 10; round++) {
    signal_below(getpid(), SIGKILL);
    if (gone_within(20)) break;
  }
  _exit(0);
}

// In the child: the program itself, or its guard with the program as its child. Returns when it cannot be started.
static void start_in_child(const cn_program *program, char **variables, pid_t parent) {
  reset_signals();
  if (!program->has_terminal) setsid();
  if (program->grace >= 0) {
    prctl(PR_SET_PDEATHSIG, death_notice);
    if (getppid() != parent) return; // it had ended before it was asked
    pid_t guard = getpid();
    pid_t process = _Fork();
    if (process < 0) return;
    if (process > 0) stand_guard(program, process, parent);
    // Should the guard be killed.
    prctl(PR_SET_PDEATHSIG, program->has_terminal ? SIGHUP : SIGKILL);
    if (getppid() != guard) return;
  }
  become(program, variables);
}

int cn_program_start(const cn_program *program, int *process) {
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return errno;
  char **variables = program->has_terminal ? NULL : variables_without_terminal();
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t parent = getpid();
  pid_t child = fork();
  if (child == 0) {
    start_in_child(program, variables ? variables : environ, parent);
    int reason = errno;
    ssize_t ignored = write(report[1], &reason, sizeof reason);
    (void)ignored;
    _exit(127);
  }
  int reason = child < 0 ? errno : 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  free(variables);
  close(report[1]);
  if (child > 0) {
    ssize_t count;
    do count = read(report[0], &reason, sizeof reason);
    while (count < 0 && errno == EINTR);
    if (count != sizeof reason) reason = 0; // closed by exec
    if (reason != 0) waitpid(child, NULL, 0);
  }
  close(report[0]);
  *process = child;
  return reason;
}

int cn_program_watch(int process) { return (int)syscall(SYS_pidfd_open, process, 0); }

bool cn_program_ended(int process) {
  siginfo_t end = {0};
  return waitid(P_PID, (id_t)process, &end, WEXITED | WNOHANG | WNOWAIT) != 0 || end.si_pid != 0;
}

int cn_pipe(int *reading, int *writing) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return errno;
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  *reading = ends[0];
  *writing = ends[1];
  return 0;
}

int cn_memory_file(const void *bytes, size_t count) {
  int file = memfd_create("convene-input", MFD_CLOEXEC);
  if (file < 0) return -1;
  for (size_t at = 0; at < count;) {
    ssize_t written = write(file, (const char *)bytes + at, count - at);
    if (written < 0) {
      if (errno == EINTR) continue;
      close(file);
      return -1;
    }
    at += (size_t)written;
  }
  lseek(file, 0, SEEK_SET);
  return file;
}
