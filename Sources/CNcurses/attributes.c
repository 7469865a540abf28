#include "CNcurses.h"

#include <string.h>

// ncurses sets colours and attributes one after another, and switches the character set back with each of them: five
// sequences for a bar in a colour and the text after it. Here what it asks for is collected until a character needs it.

// What SGR sets (ECMA-48, 8.3.117), with the colours as the parameters that set them.
enum { color_size = 28 };
struct look {
  bool known;
  unsigned attributes; // bit n is parameter n, 1 to 9
  char foreground[color_size], background[color_size];
};

static struct look sent;                     // what the terminal has
static struct look wanted = {.known = true}; // what ncurses has asked for
static bool draws_lines;                     // whether the line drawing characters of a VT100 are on

void cn_attributes_forget(void) {
  memset(&sent, 0, sizeof sent);
  memset(&wanted, 0, sizeof wanted);
  wanted.known = true;
  draws_lines = false;
}

static bool is_same(const struct look *one, const struct look *other) {
  return one->attributes == other->attributes && strcmp(one->foreground, other->foreground) == 0 &&
         strcmp(one->background, other->background) == 0;
}

struct writer {
  char *bytes;
  size_t count, room;
};

static void put(struct writer *to, const char *bytes, size_t count) {
  if (to->count + count <= to->room) memcpy(to->bytes + to->count, bytes, count);
  to->count += count;
}

static void add(char *list, const char *parameter) {
  if (!*parameter) return;
  if (*list) strcat(list, ";");
  strcat(list, parameter);
}

static void add_attributes(char *list, unsigned attributes) {
  for (unsigned n = 1; n <= 9; n++) {
    if (attributes & 1u << n) add(list, (char[]){(char)('0' + n), 0});
  }
}

// Sends what the next character needs, in the shorter of two ways: from nothing on, or what is new.
static void settle(struct writer *to) {
  if (!wanted.known || (sent.known && is_same(&sent, &wanted))) return;
  bool is_plain = !wanted.attributes && !*wanted.foreground && !*wanted.background;
  char whole[128] = "", change[128] = "";
  if (!is_plain) add(whole, "0");
  add_attributes(whole, wanted.attributes);
  add(whole, wanted.foreground);
  add(whole, wanted.background);
  bool needs_whole = !sent.known || (sent.attributes & ~wanted.attributes);
  if (!needs_whole) {
    add_attributes(change, wanted.attributes & ~sent.attributes);
    if (strcmp(sent.foreground, wanted.foreground) != 0)
      add(change, *wanted.foreground ? wanted.foreground : "39");
    if (strcmp(sent.background, wanted.background) != 0)
      add(change, *wanted.background ? wanted.background : "49");
  }
  const char *text = needs_whole || strlen(whole) < strlen(change) ? whole : change;
  put(to, "\033[", 2);
  put(to, text, strlen(text));
  put(to, "m", 1);
  sent = wanted;
}

static void set_color(char *color, const char *parameters, size_t count) {
  memcpy(color, parameters, count);
  color[count] = 0;
}

static size_t length_of(const char *text, size_t count, int parameters) {
  size_t at = 0;
  for (; at < count; at++) {
    if (text[at] == ';' && --parameters == 0) break;
  }
  return at;
}

// Takes the parameters of a sequence. Returns false where one is not known.
static bool apply(const char *text, size_t count) {
  struct look look = wanted;
  size_t at = 0;
  do {
    size_t length = length_of(text + at, count - at, 1);
    const char *parameter = text + at;
    unsigned number = 0;
    bool is_list = false;
    for (size_t i = 0; i < length && !is_list; i++) {
      if (parameter[i] == ':') is_list = true;
      else if (parameter[i] < '0' || parameter[i] > '9' || number > 999) return false;
      else number = number * 10 + (unsigned)(parameter[i] - '0');
    }
    if ((number == 38 || number == 48) && !is_list) {
      // 38;5;N or 38;2;R;G;B
      bool is_direct = length + 1 < count - at && parameter[length + 1] == '2';
      length = length_of(parameter, count - at, is_direct ? 5 : 3);
    }
    if (length >= color_size) return false;
    if (number == 38 || (number >= 30 && number <= 37) || (number >= 90 && number <= 97)) {
      set_color(look.foreground, parameter, length);
    } else if (number == 48 || (number >= 40 && number <= 47) || (number >= 100 && number <= 107)) {
      set_color(look.background, parameter, length);
    } else if (is_list) {
      return false;
    } else if (number == 0) {
      memset(&look, 0, sizeof look);
      look.known = true;
    } else if (number <= 9) {
      look.attributes |= 1u << number;
    } else if (number == 22) {
      look.attributes &= ~(1u << 1 | 1u << 2);
    } else if (number >= 23 && number <= 29 && number != 26) {
      look.attributes &= ~(1u << (number - 20));
    } else if (number == 39) {
      *look.foreground = 0;
    } else if (number == 49) {
      *look.background = 0;
    } else {
      return false;
    }
    at += length + 1;
  } while (at < count);
  if (!look.known) return false; // what it adds to is not known either
  wanted = look;
  return true;
}

static bool is_move(char final) { return final != 0 && strchr("ABCDEFGHdf`ae", final) != NULL; }

// Takes what begins with an escape character. Returns how many bytes it is.
static size_t take_escape(const char *bytes, size_t left, struct writer *to) {
  if (left >= 3 && bytes[1] == '(' && (bytes[2] == 'B' || bytes[2] == '0')) {
    if (draws_lines != (bytes[2] == '0')) put(to, bytes, 3);
    draws_lines = bytes[2] == '0';
    return 3;
  }
  if (left < 3 || bytes[1] != '[') {
    settle(to);
    put(to, bytes, left < 2 ? left : 2);
    return left < 2 ? left : 2;
  }
  size_t end = 2;
  while (end < left && !(bytes[end] >= 0x40 && bytes[end] <= 0x7E)) end++;
  size_t count = end < left ? end + 1 : left;
  char final = end < left ? bytes[end] : 0;
  if (final == 'm' && apply(bytes + 2, end - 2)) return count;
  if (final == 'm') {
    settle(to);
    sent.known = wanted.known = false;
  } else if (!is_move(final)) {
    settle(to); // what is erased takes the background
  }
  put(to, bytes, count);
  return count;
}

size_t cn_merge_attributes(const char *bytes, size_t count, char *out, size_t room) {
  struct writer to = {.bytes = out, .room = room};
  for (size_t at = 0; at < count;) {
    if (bytes[at] == '\033') {
      at += take_escape(bytes + at, count - at, &to);
      continue;
    }
    bool is_text = bytes[at] != '\r' && bytes[at] != '\b';
    size_t end = at + 1;
    while (end < count && bytes[end] != '\033' && (bytes[end] != '\r' && bytes[end] != '\b') == is_text) end++;
    if (is_text) settle(&to);
    put(&to, bytes + at, end - at);
    at = end;
  }
  settle(&to);
  return to.count;
}
