/// A text as one word of a command that is shown to be typed: a shell runs nothing that strangers put in it.
func shellQuoted(_ text: String) -> String {
  "'" + text.replacing("'", with: #"'\''"#) + "'"
}
