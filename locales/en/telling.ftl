# How to be told
telling-title = How to tell me
telling-lead = When the estate votes, posts or asks, you are told the way you choose. You need not choose.
telling-now-sms = Now by SMS, { $pace }, to { $phone }.
telling-now-wechat = Now by WeChat service account, { $pace }.
telling-now-email = Now by e-mail, { $pace }, to { $address }.
telling-now-letter = Now by paper letter: when there is a vote, a letter comes to your home.
telling-no-phone = The roll has no telephone for you. For SMS, have the residents’ committee enter one first.
telling-not-set = This estate has not set it up yet; until then please read the notice board.
telling-by-desk = Recorded by a community worker on { $day }.
telling-between = {" "}
telling-change = Change this
telling-choose = Change this
telling-channel = By which way
telling-pace = How often
telling-email = E-mail address
telling-email-hint = Only for e-mail, for example wang@example.com
telling-do = Tell me this way
telling-what = What you are told
telling-what-list = An owners’ roll is shown, a vote is announced, a result is announced, corrected or revoked, a consultation begins, is added up or called off. That your own objection was answered is told to you alone. That the way you are told has changed is told at once.
telling-never = Never sent: anybody’s name, anybody’s choice, anybody’s debts.
telling-code = The code that proves who you are is different: when you press “Send a code”, it goes at once by SMS to the telephone on the roll.
telling-kept = E-mail address and binding code are kept encrypted, to tell you and for nothing else. When you change the way, the old one is deleted at once.
telling-desk-helps = Not at home with phones? Say so at the residents’ committee, and a community worker records it for you.
telling-bind-title = Bind the service account
telling-bind = Open the street’s service account in WeChat and send it this binding code.
telling-bind-named = Search WeChat for the service account “{ $name }”, follow it, and send it this binding code.
telling-bind-qr = The binding code; scanned, it reads the same as above
telling-bind-means = The code holds neither your name nor your home, and we do not learn your WeChat account. Whoever has it receives what is sent to you: do not pass it on.
telling-not-bound = You chose: { $way }. It has not been confirmed yet; until it is, you are told as before.
telling-bind-answer = Within about half a minute the service account answers that you are told there from now on: only then is it bound. No answer? It is not bound, or somebody else used the code first: choose the service account again for a new code.
telling-bind-lapsed = Nobody used this binding code for a week, so it has lapsed. To use the service account, take a new code.
telling-bound-title = The service account is bound
telling-bound = Bound { $at }. If your WeChat got no message saying that you are told there, somebody else used your code: take a new one now, and the old one is cut off at once.
telling-anew = Take a new code
telling-log = What was changed
telling-log-own = you
telling-log-desk = a community worker for you
telling-log-chosen = { $at }: { $who } chose { $way }.
telling-log-unbound = { $way } was unbound, and its address deleted.
telling-log-bound = { $at }: { $way } was confirmed, and is used from then on.
telling-log-not-you = If a line was neither you nor anybody you asked, change it back above and tell the residents’ committee.
telling-desk = How to be told
telling-desk-lead = Only when the person asks for it. The record says that you wrote it down.
telling-desk-do = Record it for them
telling-sums = Whom messages reach
telling-sums-lead = Sums only, no names and no numbers.
telling-sum = { $way }: { $n ->
    [one] { $n } person
   *[other] { $n } people
}. Delivered in two days: { $sent }. Waiting for another try: { $waiting }. Not delivered in seven days: { $failed }.
telling-sum-not-set = { $way }: { $n ->
    [one] { $n } person
   *[other] { $n } people
}. Not set up, so nothing can be sent.
telling-sum-letter = { $way }: { $n ->
    [one] { $n } person
   *[other] { $n } people
}. Print the large-type letters for them when there is a vote.

channel-sms = SMS
channel-wechat = WeChat service account
channel-email = E-mail
channel-letter = Paper letter
channel-note-sms = To the telephone on the roll, { $phone }.
channel-note-no-phone = The roll has no telephone for you; have the residents’ committee enter one first.
channel-note-wechat = In WeChat. After saving, bind it once as the page says.
channel-note-email = To the address you write.
channel-note-letter = No phone needed. When there is a vote, a letter in large type comes to your home.

pace-digest = once a day
pace-at-once = at once
pace-note-digest = At most one message a day, after { $hour }:00, and none when there is nothing.
pace-note-at-once = One message for each thing.

letters-all = Every household
letters-only-paper = Only those who want paper or are reached by no other way
letters-none = No letters to print for this building.

# What is sent
tell-one = { $estate }: { $line }
tell-several = { $estate }: { $n ->
    [one] { $n } thing
   *[other] { $n } things
}
tell-with-link = { $line }. { $link }
tell-roll-shown = The owners’ roll for “{ $what }” is shown; object if it is wrong
tell-notice = A vote on “{ $what }” closes at { $until }
tell-result = The result of “{ $what }” is announced
tell-corrected = The result of “{ $what }” was corrected
tell-revoked = The decision on “{ $what }” was revoked
tell-withdrawn = The vote on “{ $what }” was taken back: no ballot is needed, and those cast do not count
tell-answered = Your objection to “{ $what }” has an answer
tell-asked = What do you want? “{ $what }”, please answer by { $until }
tell-concluded = The consultation “{ $what }” is added up
tell-called-off = The consultation “{ $what }” was called off: no answer is needed
tell-binding = Bound: from now on you are told here ({ $way }). If it was not you, ignore what follows and tell the residents’ committee
tell-rebound = From now on you are told by: { $way }. If you did not change this, change it back under “How to tell me” now, or tell the residents’ committee
tell-code-ballot = Code { $what }, good for { $minutes } minutes. { $helper } filled in your ballot on “{ $title }”. Read it out only if it says what you want, and not at all if you asked for no help
tell-code = Code { $what }, good for { $minutes } minutes. It proves who you are: give it to nobody
tell-foot = To get fewer messages or change the way, see “How to tell me” under “My home”
