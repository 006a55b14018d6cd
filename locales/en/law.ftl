# Rules: what holds here now; who may do what
law-title = Rules
law-lead = { $place }: what holds on { $day }, each with where it is written.
law-open = Left open
law-open-lead = The sources found so far do not say.
place-country = the whole country
rule-warns-only = warns, does not block

confidence-statute = read in the text of the law
confidence-second-hand = quoted, original not seen
confidence-memory = from memory, not checked
confidence-assumed = not set out; a working default

powers-title = Who may do what
powers-lead = What each capacity may do is written as rules, and the program lets through or stops by them.
powers-text = The rules themselves
powers-text-lead = The tables above are worked out from these.
power-yes = may
power-own = only their own
power-no = may not
power-forbidden = expressly forbidden
level-estate = estate
level-district = sub-district
