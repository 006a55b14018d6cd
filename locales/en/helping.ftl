# Helpers: acting with an owner, openly
relation-family = Family
relation-stairwell-head = Building or stairwell head
relation-neighbour = Neighbour
relation-volunteer = Volunteer
capacity-helper = Helper

help-line = { $relation }, { $from } to { $until }, { $how }
help-by-code = by the owner’s code
help-by-paper = by a signed form
help-end = End the help
help-relation = What they are to the owner
help-until = Until which day
help-until-hint = A year at most; then it is named again.

help-may-title = What a helper may do
help-may = May: look with the owner at what is to be done, raise a matter, say a word, object to the roll, and fill in the ballot. The ballot counts only when the owner confirms it.
help-never = Never: vote alone, see what the owner chose before, change telephone or roll, name another helper.
help-no-mandate = This is no mandate to vote. To let somebody vote for you, write a mandate; it has its own page.

help-done = Done with a helper
help-done-nothing = Nothing was done yet.
help-done-raised = Raised matter { $number }
help-done-noted = Said a word on matter { $number }
help-done-objected = Objected to the roll of “{ $title }”
help-done-prepared = Filled in the ballot of “{ $title }”, waiting for the owner
help-done-tried = A wrong code for the ballot of “{ $title }”
help-done-confirmed = The owner confirmed the ballot of “{ $title }” in person
help-done-handed-in = Handed in the ballot of “{ $title }”, confirmed by the owner
help-done-left = The helper ended the help

# The owner
helpers-title = My helpers
helpers-lead = Family or the stairwell head may act with you. Everything done is listed here, and you can end it at any time.
helpers-none = Nobody helps you now.
helpers-go = Helpers: ask somebody
helpers-name = Ask somebody to help
helpers-name-lead = One press gives a code. Tell it to the person you want; they enter it themselves. Never tell anybody your password.
helpers-name-do = Get a code
helpers-desk-way = No phone needed: come to the residents’ committee together and sign a form.
help-code-title = Tell them this code
help-code-lead = Works once, until { $until }.
help-code = Help code
help-code-where = Where to enter it
help-code-once = The code is shown this once and kept nowhere. If it is lost, get another; the one before stops working.

# The helper
help-title = Owners I help
help-lead = With a code from an owner you may act together. Every act carries both names, and the owner sees it.
help-whom = You help now
help-accept = Enter the owner’s code
help-accept-do = Begin to help
help-code-hint = 12 letters in three groups. 0 and 1 are digits.
help-your-name = Your name
help-your-name-hint = Your real name; the owner and community workers see it.
help-your-phone = Your telephone
help-your-phone-hint = Not the one the owner is registered with, or ballots cannot be confirmed by code.
help-with = Acting with { $name }
help-seen = Only you and the owner see this
help-no-motions = Nothing is being voted on now.
help-homes = Homes you help with
help-motion-when = Voting opens { $opens } and closes { $closes }.
help-motion-page = See the matter
help-fill-in = Fill in the ballot together
help-objection-hint = Area, name, number of homes: say exactly what is wrong.
help-raise = Raise a matter for the owner
help-raise-do = Raise it
help-note = Say a word for the owner
help-leave-lead = You can stop helping this owner at any time.

help-ballot-of = Ballot of { $name }, { $doors }
help-ballot-rule = Fill in what the owner says. It counts only when the owner confirms it.
help-not-sent = Not handed in yet. Next, the owner confirms it.
help-check-title = Read it to the owner, then let them confirm
help-check-lead = Until the owner confirms it this ballot does not count, and what was chosen is not kept.
help-check-phone = A code goes to the owner’s registered telephone { $phone }; they read it to you.
help-send-code = Send the owner a code
help-check-desk = Or go to the residents’ committee together, where staff confirm it in person.
help-to-desk = Confirm at the committee
help-confirm-title = The owner confirms
help-confirm-until = Works until { $at }; after that fill it in again.
help-confirm-code = A code went to { $name }’s telephone { $phone }. Let the owner hear what was chosen, and read the code only if they agree.
help-code-wrong = The code is wrong. Tries left: { $left }.
help-confirm-desk = The owner shows their document to the staff and tells this number. Once it is recorded, hand in with the button below.
help-number = Number of the ballot
help-hand-in = The owner confirmed it: hand in
help-over = The time of this ballot is over. What was chosen is still on this page; try again.
help-again = Try again

account-helps = You help an owner in { $name }.

# The desk
helpers-desk = Helpers
helpers-desk-line = Enter helpers, confirm ballots in person
helpers-desk-lead = Owners without a phone come with their helper and sign a form.
help-form-lead = Print the form first and let both sign. Keep it, then enter it.
help-form-print = Print the form
help-enter = Enter a helper
help-enter-lead = Only with the owner present, their document seen and the form signed.
help-enter-do = Enter
help-owner-door = Which home
help-owner-name = Owner’s name
help-helper-name = Helper
help-helper-phone-hint = Needed for somebody new; also tells namesakes apart.
help-paper = Which papers were seen
help-paper-hint = Name them and where they lie, such as “signed form, cabinet 3”. No document numbers.
help-waiting = Ballots an owner may confirm in person
help-nobody-waits = No ballot waits to be confirmed.
help-confirm-ask = Let the owner tell the number and say that this ballot is what they want. What was chosen need not be said.
help-seen-paper = Which of the owner’s papers were seen
help-confirm-do = The owner confirmed it
help-confirmed = Confirmed; the helper hands it in on the phone.
help-standing = Helpers now
help-desk-none = There are no helpers now.
help-pair = { $helper } helps { $owner }
help-paper-was = Seen: { $paper }
help-scan = The signed form, as a photo or scan
help-scan-hint = All of it, and sharp. Only the owner and the clerks can see it.
help-scan-keep = Keep the signed form
help-scan-see = See the signed form (page { $n })
help-sheet = List of what was done
help-no-account = The helper has no account yet: print a slip
help-end-asked = End it, as the owner asks

help-form-title = Form for a helper
help-form-issuer = Residents’ committee of { $name }
help-form-text = I ask the helper named below to act with me in the affairs of the estate. Every act carries both our names; I may see them and end this at any time.
help-form-helper = Helper’s name and telephone
help-form-owner-signs = Owner signs
help-form-helper-signs = Helper signs
help-form-clerk-signs = Community worker signs
help-form-ends = It ends by itself on its day, and when the home changes hands. To end it sooner, tell the residents’ committee.
help-sheet-of = Helpers of { $name } and what was done with them.
help-sheet-named = How it was named
help-sheet-over = Ended
help-sheet-by = By whom
help-form-until = ____________ (a year at most)
help-sheet-end = If something was not what you wanted, or you want no helper any more, tell the residents’ committee at once.
help-ended-on = ended { $day }
help-not-ended = not ended before its day

motion-helped =
    { $n ->
        [one] 1 ballot was filled in by a helper and confirmed by its owner.
       *[other] { $n } ballots were filled in by helpers and confirmed by their owners.
    }
powers-helper = Not a capacity: only these, only together with an owner, and both are named.
