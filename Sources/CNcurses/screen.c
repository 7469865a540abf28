#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1

#include "CNcurses.h"

#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// Bracketed paste: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h2-Bracketed-Paste-Mode
static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";

static SCREEN *screen;
static FILE *output; // what ncurses writes to: the terminal, or the frame while one is made
static int frame = -1;
static int fallback_rows, fallback_columns;
static bool speaks_ansi; // only such a terminal is sent sequences that are not from terminfo
static int shown_cursor; // what curs_set was last told, -1 for nothing

static void write_all(const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(STDOUT_FILENO, bytes, count);
    if (written <= 0) return; // the line is gone: nobody is left to tell
    bytes += written;
    count -= (size_t)written;
  }
}

// ncurses flushes at each cursor movement. Over SSH each write may become a packet, and a terminal may show half a
// picture; so a frame is collected in memory and leaves in one write.
static void begin_frame(void) {
  if (frame >= 0) dup2(frame, fileno(output));
}

static void write_frame(const char *bytes, size_t count) {
  static char *merged;
  static size_t room;
  // Merged it is shorter, but for texts that nobody sends: those go as they are.
  if (speaks_ansi && room < 2 * count + 128) {
    free(merged);
    room = 2 * count + 128;
    merged = malloc(room);
    if (!merged) room = 0;
  }
  size_t length = speaks_ansi && merged ? cn_merge_attributes(bytes, count, merged, room) : room + 1;
  bool fits = length <= room;
  write_all(fits ? merged : bytes, fits ? length : count);
}

static void end_frame(void) {
  if (frame < 0) return;
  dup2(STDOUT_FILENO, fileno(output));
  // The file is not cut: beyond `end` are the bytes of longer frames before this one.
  off_t end = lseek(frame, 0, SEEK_CUR);
  if (end <= 0) return;
  char *bytes = mmap(NULL, (size_t)end, PROT_READ, MAP_SHARED, frame, 0);
  if (bytes != MAP_FAILED) {
    write_frame(bytes, (size_t)end);
    munmap(bytes, (size_t)end);
  }
  lseek(frame, 0, SEEK_SET);
}

static bool open_output(void) {
  cn_attributes_forget();
  int descriptor = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  output = descriptor < 0 ? NULL : fdopen(descriptor, "w");
  if (!output && descriptor >= 0) close(descriptor);
  if (frame < 0) frame = memfd_create("convene-frame", MFD_CLOEXEC);
  return output != NULL;
}

static void close_output(void) {
  if (output) fclose(output);
  if (frame >= 0) close(frame);
  output = NULL;
  frame = -1;
}

// ncurses writes UTF-8 only in a UTF-8 locale. A server reached over SSH often has none set, while the terminal at
// the other end speaks UTF-8 all the same.
static void use_utf8(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
}

static const char *capability(const char *name) {
  char *text = tigetstr(name);
  return text == NULL || text == (char *)-1 ? NULL : text;
}

// Appends a capability without its padding ($<100/>), which only tputs understands.
static void append_capability(char *bytes, size_t size, const char *name) {
  const char *text = capability(name);
  size_t at = strlen(bytes);
  while (text && *text && at + 1 < size) {
    const char *end = strncmp(text, "$<", 2) == 0 ? strchr(text, '>') : NULL;
    if (end) text = end + 1;
    else bytes[at++] = *text++;
  }
  bytes[at] = 0;
}

// What gives the terminal back after a crash, in the order in which endwin does it.
static void install_guard(void) {
  char bytes[512] = "";
  bool alternate = capability("rmcup") != NULL;
  // The crash may have cut a sequence in two: CAN ends it. It may have left a scroll region, too; resetting that
  // homes the cursor, which leaving the alternate screen puts back.
  if (speaks_ansi) strcat(bytes, "\030");
  if (speaks_ansi && alternate) strcat(bytes, "\033[r");
  if (speaks_ansi) strcat(bytes, paste_off);
  append_capability(bytes, sizeof bytes, "sgr0");
  append_capability(bytes, sizeof bytes, "op");
  append_capability(bytes, sizeof bytes, "cnorm");
  append_capability(bytes, sizeof bytes, "rmkx");
  append_capability(bytes, sizeof bytes, "rmcup");
  // Without an alternate screen the prompt would land in the middle of the picture.
  if (!alternate && strlen(bytes) + 3 < sizeof bytes) strcat(bytes, "\r\n");
  cn_guard_install(bytes, strlen(bytes));
}

// Key by key, no echo, CR as it is. ISIG is off: ^C, ^Z and ^\ are keys, so that they can ask before a text is lost,
// and are nothing at all in a pasted text. Flow control and the literal-next character are off, because ^S and ^V are
// keys.
static void enter_key_mode(void) {
  cbreak();
  noecho();
  nonl();
  struct termios mode;
  if (tcgetattr(STDIN_FILENO, &mode) == 0) {
    mode.c_iflag &= (tcflag_t) ~(IXON | IXOFF | ISTRIP | INLCR | IGNCR);
    mode.c_lflag &= (tcflag_t) ~(IEXTEN | ISIG);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &mode);
    def_prog_mode(); // cn_resume comes back to this
  }
}

static void take_terminal(void) {
  if (speaks_ansi) write_all(paste_on, sizeof paste_on - 1);
  cn_stderr_hold();
  cn_guard_arm(true);
}

cn_open_result cn_open(const char *terminal_type) {
  use_utf8();
  cn_guard_remember_mode();
  use_env(FALSE); // LINES and COLUMNS of a shell are stale after a resize
  use_tioctl(TRUE);
  struct termios mode;
  const bool has_mode = tcgetattr(STDIN_FILENO, &mode) == 0;
  screen = open_output() ? newterm(terminal_type, output, stdin) : NULL;
  if (!screen) {
    close_output();
    return CN_UNKNOWN_TERMINAL;
  }
  if (!capability("cup") || tigetflag("gn") > 0 || tigetflag("hc") > 0) {
    delscreen(screen);
    screen = NULL;
    close_output();
    // newterm has changed it, and only endwin, which writes to the terminal, would give it back.
    if (has_mode) tcsetattr(STDIN_FILENO, TCSADRAIN, &mode);
    return CN_UNSUITABLE_TERMINAL;
  }
  fallback_rows = LINES > 0 ? LINES : 24;
  fallback_columns = COLS > 0 ? COLS : 80;
  speaks_ansi = strncmp(capability("cup"), "\033[", 2) == 0;
  shown_cursor = -1;
  install_guard();
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  enter_key_mode();
  keypad(stdscr, TRUE);
  idlok(stdscr, TRUE); // a list that scrolls by a line sends that line, not the page
  scrollok(stdscr, FALSE);
  typeahead(-1); // input is polled by us; a picture is always finished
  take_terminal();
  return CN_OPENED;
}

// Without an alternate screen the picture stays, and the prompt comes where the last line was: it is cleared.
static void clear_footer(void) {
  if (capability("rmcup")) return;
  char bytes[64] = "\r";
  append_capability(bytes, sizeof bytes, "el");
  write_all(bytes, strlen(bytes));
}

void cn_suspend(void) {
  if (!screen) return;
  if (speaks_ansi) write_all(paste_off, sizeof paste_off - 1);
  endwin();
  clear_footer();
  cn_attributes_forget();
  cn_guard_arm(false);
  cn_stderr_release();
}

void cn_resume(void) {
  if (!screen) return;
  take_terminal();
  reset_prog_mode();
  keypad(stdscr, TRUE); // endwin turned it off, and only wgetch, which is not used, would turn it on again
  clearok(curscr, TRUE); // the next cn_flush enters the alternate screen again and draws all of it
}

void cn_close(void) {
  if (!screen) return;
  cn_suspend();
  cn_guard_remove();
  delscreen(screen);
  screen = NULL;
  close_output();
  cn_stderr_show();
}

int cn_colors(void) { return has_colors() ? COLORS : 0; }

bool cn_has_direct_color(void) {
  // https://invisible-island.net/ncurses/man/user_caps.5.html: RGB may be a flag, a number or a string.
  return COLORS >= 1 << 24 && (tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || capability("RGB"));
}

int cn_pair(int foreground, int background) {
  if (foreground < 0 && background < 0) return 0;
  int pair = alloc_pair(foreground, background);
  return pair < 0 ? 0 : pair;
}

const char *cn_key_bytes(const char *name) { return capability(name); }

void cn_terminal_size(int *rows, int *columns) {
  struct winsize size;
  bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0;
  *rows = known ? size.ws_row : fallback_rows;
  *columns = known ? size.ws_col : fallback_columns;
}

void cn_resize(int rows, int columns) {
  if (is_term_resized(rows, columns)) resize_term(rows, columns);
}

static attr_t ncurses_attributes(uint32_t attributes) {
  return (attributes & CN_BOLD ? A_BOLD : 0) | (attributes & CN_DIM ? A_DIM : 0) |
         (attributes & CN_ITALIC ? A_ITALIC : 0) | (attributes & CN_UNDERLINE ? A_UNDERLINE : 0) |
         (attributes & CN_REVERSE ? A_REVERSE : 0);
}

// The width tables of this program and of the C library may be of different Unicode versions. ncurses places the
// cursor by the library's; a character on which the two disagree would shift the rest of the row.
static int make_cell(const cn_cell *cell, cchar_t out[2]) {
  wchar_t text[CN_CELL_SCALARS + 1] = {0};
  int pair = cell->pair;
  attr_t attributes = ncurses_attributes(cell->attributes);
  bool agreed = wcwidth((wchar_t)cell->scalars[0]) == cell->columns;
  if (agreed) {
    for (int i = 0; i < CN_CELL_SCALARS; i++) text[i] = (wchar_t)cell->scalars[i];
  } else {
    text[0] = L'·';
  }
  // ncurses refuses a second code point that takes columns, or a control character.
  if (setcchar(&out[0], text, attributes, 0, &pair) == ERR) {
    text[0] = agreed ? text[0] : L'·';
    text[1] = 0;
    if (setcchar(&out[0], text, attributes, 0, &pair) == ERR) setcchar(&out[0], L"?", attributes, 0, &pair);
  }
  if (agreed || cell->columns < 2) return 1;
  setcchar(&out[1], L" ", attributes, 0, &pair);
  return 2;
}

void cn_put(int row, int column, const cn_cell *cells, int count) {
  enum { chunk = 128 };
  cchar_t out[chunk + 2];
  int at = column;
  for (int i = 0; i < count;) {
    int length = 0, columns = 0;
    for (; i < count && length < chunk; i++) {
      length += make_cell(&cells[i], &out[length]);
      columns += cells[i].columns;
    }
    if (wmove(stdscr, row, at) == ERR) return;
    wadd_wchnstr(stdscr, out, length);
    at += columns;
  }
}

void cn_redraw_row(int row) { wredrawln(stdscr, row, 1); }

void cn_redraw_all(void) { clearok(curscr, TRUE); }

void cn_erase(void) { werase(stdscr); }

void cn_flush(int cursor_row, int cursor_column, bool cursor_visible) {
  int cursor = cursor_visible && cursor_row >= 0;
  begin_frame();
  if (cursor != shown_cursor && !cursor) curs_set(0);
  leaveok(stdscr, cursor_row < 0);
  if (cursor_row >= 0) wmove(stdscr, cursor_row, cursor_column);
  wnoutrefresh(stdscr);
  doupdate();
  if (cursor != shown_cursor && cursor) curs_set(1);
  shown_cursor = cursor;
  end_frame();
}
