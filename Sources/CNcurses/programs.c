#define _GNU_SOURCE

#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
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

// In the child, between fork and exec: async-signal-safe calls only. Returns when the program cannot be started.
static void become(const cn_program *program, char **variables, pid_t parent) {
  if (program->death_signal) {
    prctl(PR_SET_PDEATHSIG, program->death_signal);
    if (getppid() != parent) return; // it had ended before it was asked
  }
  if (!program->has_terminal) setsid();
  int from[3] = {raised(program->input), raised(program->output), raised(program->errors)};
  for (int i = 0; i < 3; i++)
    if (from[i] >= 0 && dup2(from[i], i) < 0) return;
  syscall(SYS_close_range, STDERR_FILENO + 1, ~0u, 1u << 2); // CLOSE_RANGE_CLOEXEC
  // A handler of the parent must not run here, and what it ignores is its own affair; only an ignored hang-up
  // (nohup) is meant for children too.
  struct sigaction standard = {.sa_handler = SIG_DFL}, now;
  for (int number = 1; number < NSIG; number++) {
    if (sigaction(number, NULL, &now) != 0) continue;
    if (number == SIGHUP && now.sa_handler == SIG_IGN) continue;
    sigaction(number, &standard, NULL);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execvpe(program->name, program->arguments, variables);
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
    become(program, variables ? variables : environ, parent);
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
