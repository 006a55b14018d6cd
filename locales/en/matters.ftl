# Matters: the list, one matter, raising one
matters-title = Matters
matters-lead = One matter, one number, from the first word to the end.
matters-none = No matter has been raised yet
matters-none-then = Matters will be listed here one by one.
matters-all = All matters
matter-line = { $number }, raised { $day } by { $by }
matter-number = Matter { $number }
matter-raised-by = Raised { $day } by { $by }
matter-place-is = Place: { $place }
matter-way = How far it is
matter-see = See the vote
matter-to-motion = See the vote
matter-draft-motion = Draft a motion

matter-note = Add a word
matter-note-hint = What you know, or how it is going. Everybody can read it: no telephone or identity numbers.
matter-note-do = Add it

matter-raise = Raise a matter
matter-raise-lead = Say what it is and where, and you get a number. Everybody can read it: no telephone or identity numbers.
matter-title = In one line
matter-title-hint = For example: the ground-floor light in building 3, stairwell 2, is out
matter-place = Where
matter-place-hint = For example: east side of building 3
matter-text = In more detail
matter-raise-do = Record it

told-raised = Raised
told-drafted = A motion was drafted
told-roll-frozen = The roll was frozen and shown
told-notice = All owners were given notice
told-closed = Voting closed
told-counted = The votes were read out and counted
told-announced = The result was announced
told-withdrawn = The vote was withdrawn
told-line = { $at }, { $by }
told-corrected = The count was corrected
told-filed = The decision was filed
told-revoked = The decision was revoked
