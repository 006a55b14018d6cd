# This week: the deadlines of all estates somebody works for, and the calendar address
week-title = This week
week-lead = { $n } things wait for you in { $estates } estates
week-none = Nothing waits for you in any estate
week-none-then = What comes is listed here, the most pressing first.
week-over = Overdue
week-today = Today
week-soon = Within seven days
week-later = Later
week-open = Without a deadline
week-calendar = Into your calendar
week-calendar-lead = In the calendar of your phone or computer choose “subscribe to a calendar” and give this address. When a deadline moves, the calendar follows by itself.
week-calendar-key = The address is yours alone: whoever has it sees these deadlines and nothing else. A new password makes it void.
week-calendar-name = Yihe · deadlines
week-to = The deadlines of all estates together
week-print = To print: your browser’s print command; one sheet to carry along.
