// The C door of Convene: everything that Swift cannot call itself (macros, variadic functions) or must not
// do itself (signal handlers). Nothing of <ncurses.h> leaks through this header.
#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// ---- The screen (screen.c). One screen per process; call from one thread only. ----

// ncurses keeps at most five code points in a cell (CCHARW_MAX): one that takes columns and four marks.
enum { CN_CELL_SCALARS = 5 };

// Attributes of a cell, mapped to A_BOLD and so on inside.
enum {
  CN_BOLD = 1 << 0,
  CN_DIM = 1 << 1,
  CN_ITALIC = 1 << 2,
  CN_UNDERLINE = 1 << 3,
  CN_REVERSE = 1 << 4,
};

typedef struct {
  uint32_t scalars[CN_CELL_SCALARS]; // the first takes the columns; unused ones are 0
  uint32_t attributes;               // CN_BOLD …
  int32_t pair;                      // from cn_pair
  int32_t columns;                   // what the caller believes the first scalar takes: 1 or 2
} cn_cell;

typedef enum {
  CN_OPENED,
  CN_UNKNOWN_TERMINAL,   // no such description in terminfo
  CN_UNSUITABLE_TERMINAL // it cannot place the cursor
} cn_open_result;

// Opens the screen on stdin and stdout and puts the terminal into key-by-key mode.
cn_open_result cn_open(const char *terminal_type);
// Gives the terminal back and frees the screen. Harmless when nothing is open.
void cn_close(void);
// Gives the terminal back for a while; cn_resume takes it again and forgets what was on it.
void cn_suspend(void);
void cn_resume(void);

// Colours that the terminal knows: 0, 8, 16, 88, 256, or 1 << 24 where a colour is its red, green and blue.
int cn_colors(void);
bool cn_has_direct_color(void);
// The pair of two colours, -1 being the terminal's own; ncurses recycles the least recently used.
int cn_pair(int foreground, int background);
// The bytes a key sends, by its terminfo name ("kcuu1"), or NULL.
const char *cn_key_bytes(const char *name);

// Rows and columns of the terminal now, at least 1.
void cn_terminal_size(int *rows, int *columns);
void cn_resize(int rows, int columns);

// Puts cells into a row; a cell of two columns covers the next column too.
void cn_put(int row, int column, const cn_cell *cells, int count);
// Has a whole row sent again with the next cn_flush, whatever ncurses believes is on it.
void cn_redraw_row(int row);
// Has everything sent again with the next cn_flush.
void cn_redraw_all(void);
void cn_erase(void);
// Sends what changed. The cursor rests at row and column, or anywhere when row is negative.
void cn_flush(int cursor_row, int cursor_column, bool cursor_visible);

// ---- Colours and attributes (attributes.c). ----

// Copies what is sent to an ANSI terminal, with fewer sequences for the same picture. Returns how many bytes that is;
// where it is more than `room`, what is in `out` is of no use.
size_t cn_merge_attributes(const char *bytes, size_t count, char *out, size_t room);
// From now on nothing is known of what the terminal has, and normal is what it is to have.
void cn_attributes_forget(void);

// ---- Crash guard (guard.c). ----

// Remembers the terminal's mode, which a crash brings back. To be called before ncurses changes it.
void cn_guard_remember_mode(void);
// From now on a crash (SIGSEGV, SIGILL …, SIGQUIT) writes `bytes` to the terminal, restores its mode, shows
// what was written to stderr, and then ends the process by the default action of its signal.
void cn_guard_install(const char *bytes, size_t count);
void cn_guard_remove(void);
// Whether a crash has a terminal to restore just now.
void cn_guard_arm(bool armed);
// Restores the terminal when armed. Async-signal-safe.
void cn_guard_restore(void);
// stderr of a terminal is kept aside while the screen is up, so that a stray message does not tear the screen.
void cn_stderr_hold(void);
void cn_stderr_release(void);
// Shows what was kept aside and forgets it.
void cn_stderr_show(void);

// ---- Events (events.c): descriptors for poll that one thread makes readable for another. ----

// A new event descriptor, or -1 with errno.
int cn_event_open(void);
// Makes it readable. Async-signal-safe.
void cn_event_raise(int event);
// Makes it unreadable.
void cn_event_clear(int event);

// ---- Signals (signals.c). ----

// Catches SIGTERM, SIGHUP, SIGINT, SIGWINCH, SIGTSTP and SIGCONT. Returns an event descriptor that becomes readable
// when one came, or -1 with errno. Signals that are ignored (nohup) stay ignored.
int cn_signals_install(void);
// As if they had never been installed.
void cn_signals_remove(void);
// The same at the end of the screen's use, except that SIGTERM, SIGHUP and SIGINT do nothing until cn_die: what was
// accepted is still being stored then, and a second one must not end the process meanwhile.
void cn_signals_finish(void);
// The signals that came since the last call, as a set of 1 << number. Clears the event descriptor.
uint64_t cn_signals_take(void);
// The signal that asked the process to end and was not taken yet; 0 for none.
int cn_signals_ending(void);
// While the terminal is lent to another program, ^C and ^\ are that program's and not ours, and ^Z stops both.
void cn_signals_lend(bool lent);
// Stops this process as ^Z does, and returns when it is continued.
void cn_stop_process(void);
// Ends the process by the default action of a signal, so that the parent sees how it ended.
_Noreturn void cn_die(int signal_number);


// ---- Programs (programs.c). May be called on any thread. ----

typedef struct {
  const char *name;       // a path, or a name that is looked up in PATH
  char *const *arguments; // the name first, NULL last
  int input, output, errors; // descriptors, or -1 for what this process has
  bool has_terminal;      // it stays in the session and the group of this process; otherwise it leads its own
  int grace;              // how long it may go on after this process before it is ended with all that it started, in
                          // milliseconds; -1 for as long as it likes
} cn_program;

// Starts a program with standard signal handling and no other descriptors. Returns 0, or errno of what failed. Unless
// it may go on, the process is a guard that blocks all signals, leads the group and ends as the program does.
int cn_program_start(const cn_program *program, int *process);
// A descriptor that becomes readable when a child has ended, or -1 with errno.
int cn_program_watch(int process);
// Whether a child has ended; it can still be waited for then.
bool cn_program_ended(int process);
// A pipe that never waits at its reading end. Returns 0 or errno.
int cn_pipe(int *reading, int *writing);
// An unnamed file in memory with these bytes, at its start; -1 with errno. A program can stop reading it at any
// moment, while a pipe would break and would need somebody to write on.
int cn_memory_file(const void *bytes, size_t count);

#endif
