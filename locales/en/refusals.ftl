# Why something cannot be done, and what to do now. One sentence or two a code; the codes stand in the decide functions
# -- signing in and accounts
refusal-login-taken = This sign-in name is taken. Choose another, for example with digits at the end.
refusal-login-length = The sign-in name is missing or too long. Choose a short one, for example wanglan.
refusal-password-length = A password has { $least } to { $most } characters. A sentence you remember is best.
refusal-password-wrong = The present password is wrong. Enter it again, or ask a community worker for a new invitation slip.
refusal-sign-in-wrong = Name or password is wrong. Enter them again and mind capitals.
refusal-sign-in-wait =
    { $minutes ->
        [one] Too many tries. Try again in 1 minute.
       *[other] Too many tries. Try again in { $minutes } minutes.
    }
refusal-slip-unknown = No slip has this code. Copy it from the paper again; 0 and 1 in it are digits.
refusal-slip-used = This slip has been used; simply sign in. If it was not you, tell a community worker.
refusal-slip-expired = This slip was good until { $until }. Ask a community worker for a new one.

# -- what was written
refusal-text-missing = Something that has to be written is missing. Write it and press once more.
refusal-text-too-long =
    { $over ->
        [one] At most { $most } characters; this is 1 too long. Shorten it.
       *[other] At most { $most } characters; this is { $over } too long. Shorten it.
    }
refusal-day-in-future = The day is later than today. Change it to today or earlier.
refusal-day-in-past = The day is earlier than today. Change it to today or later.
refusal-nothing-changed = This is what stands there already; there is nothing to change.

# -- estate, sub-district, rules
refusal-already-founded = This has been opened already; there is nothing to do.
refusal-not-founded = Nothing has been opened here yet. Open it first.
refusal-estate-listed = This estate is listed under the sub-district already.
refusal-own-rule-unknown = The estate has not set “{ $rule }” itself; there is nothing to take back.
refusal-own-rule-not-settable = “{ $rule }” is set by law; an estate cannot set it.
refusal-own-rule-weaker = “{ $rule }” falls short of the law. Set what the law says, or something stricter.
refusal-own-rule-no-value = “{ $rule }” cannot be set to this. Choose one of those listed; days and homes are whole numbers.
refusal-pack-wrong = This rule pack does not read: { $what }. Mend it and add it again.
refusal-pack-adopted = This rule pack has been adopted already.
refusal-pack-unknown = There is no such rule pack. Reload and choose again.
refusal-rule-sure = “{ $rule }” needs no confirming: its text was read, or it was confirmed before.

# -- people and capacities
refusal-person-unknown = There is no person no. { $person }. Choose again.
refusal-person-erased = This person’s data was erased on request; nothing about them can be recorded any more.
refusal-phone-wrong = A telephone number is written in digits, for example 13800000000.
refusal-id-tail-wrong = Only the last four of the identity document, for example 0036 or 012X.
refusal-committee-needs-owner = The owners’ committee is elected from among owners, and the roll has no home in this name. Check the roll first.
refusal-capacity-not-given-here = “{ $capacity }” is not given here. Owners and residents follow from the roll; the sub-district gives its own capacities, the estate its own.
refusal-ends-before-begin = The last day is before the first. Change one of them.
refusal-post-held = During that time this person is already { $capacity }. Change the days.
refusal-post-not-held = This person does not hold this capacity now; there is nothing to end.
refusal-nobody-chosen = Nobody is chosen. Choose who gets a slip.
refusal-slip-twice = Somebody is chosen twice. Each person gets one slip.
refusal-no-account = This person has no account yet; there is nothing to part.
refusal-erase-not-here = Personal data is erased in the estate, not here.
refusal-erase-held = By law it is kept until { $until }. Erase it after that day.
refusal-erase-on-roll = This person is still an owner: { $units }. Votes need the name; erase it once the home has changed hands.
refusal-erase-in-post = This person still holds a capacity. End it first.
refusal-erase-ballot-held = Matter { $matter } holds a ballot of this person, kept until no owner can ask a court to revoke the decision. Erase it after that.

# -- the roll
refusal-unit-unknown = The roll has no home no. { $unit }. Reload and choose again.
refusal-door-incomplete = Building and room are both needed; this says “{ $unit }”.
refusal-door-twice = { $unit } stands there twice. Leave one row.
refusal-area-impossible = The area of { $unit } is too small or too large. Check the decimal point and the unit.
refusal-too-many-owners = { $unit } has too many owners or residents; at most { $most }.
refusal-too-many-units = An estate has at most { $most } units. Check whether another estate got mixed in.
refusal-roll-changed-since-preview = The roll changed after the preview. Look at a fresh preview, then import.
refusal-import-changes-nothing =
    { $rows ->
        [one] The 1 row of this sheet says
       *[other] The { $rows } rows of this sheet say
    } what the roll says already. Check whether it is the right file.
refusal-import-too-large = At most { $most } units change at once. Split the sheet and import building by building.
refusal-import-unknown = There is no such import. Reload and look again.
refusal-import-undone-already = This import has been undone already.
refusal-undo-roll-frozen = The roll has been used for a vote since this import: matter { $matters }. It cannot be undone; correct homes one by one.
refusal-undo-units-changed = Changed since this import: { $units }. It cannot be undone as a whole; correct homes one by one.
refusal-undo-persons-in-use =
    { $persons ->
        [one] 1 person of this import has
       *[other] { $persons } people of this import have
    } an account, a slip or a capacity by now. It cannot be undone as a whole; correct homes one by one.
refusal-strike-in-vote = { $unit } is taking part in a vote: matter { $matters }. Take it off the roll once the votes are counted.
refusal-transfer-before-owner = The present owners are entered from { $since }; a transfer cannot be earlier. Check the day.
refusal-owners-missing = The new owners are missing, or there are too many. Enter at least one.
refusal-representative-not-owner = Who votes for the co-owners must own this home. Choose one of the owners.

# -- matters and motions
refusal-matter-unknown = There is no matter { $matter }. Check the number.
refusal-matter-fixed = A motion stays with its matter. Withdraw it and draft it on the other matter.
refusal-motion-unknown = There is no vote no. { $motion }. Look under Matters.
refusal-scope-empty = No home is on the roll here. Change who votes, or import the roll first.
refusal-opens-in-past = The time set for voting to open has passed. Set a later one.
refusal-closes-before-opens = Voting must close after it opens. Change the time.
refusal-reading-before-close = Votes are read out after voting closes. Change the time.
refusal-items-number = A vote has 1 to { $most } items. Split more into two votes.
refusal-candidate-not-at-door = On the roll, no owner of { $door } is called { $name }. Correct the home, or leave it out.
refusal-candidate-not-owner = A candidate owns no home here now. Members are elected from among the owners.
refusal-candidates-unfit = A home is written after a candidate only where the owners’ committee is elected.
refusal-option-twice = Two options are the same. Change one.
refusal-options-number = There must be 2 to { $most } options; for a plain yes or no, leave all empty.
refusal-seats-number = At least 1 is chosen, and no more than there are options.

# -- how far a vote is
refusal-motion-is-draft = This is still being drafted. Freeze the roll first.
refusal-motion-is-roll-shown = The roll is on show and notice has not been given. Give notice first.
refusal-motion-is-announced = Voting has not opened. It opens { $opens }; come back then.
refusal-motion-is-voting = Voting is open until { $closes }. Come back after that.
refusal-motion-is-closed = Voting closed { $closes }. Votes are read out { $reading }; anyone may watch.
refusal-motion-is-counted = The votes have been counted; this can no longer be done. The result comes next.
refusal-motion-is-published = The result has been announced; this can no longer be done.
refusal-motion-is-withdrawn = This vote was withdrawn. To vote on it, draft it again.

# -- roll on show and notice
refusal-roll-not-frozen = The roll is not frozen yet. Freeze it first.
refusal-roll-unready =
    { $number ->
        [one] 1 home has its area or owner
       *[other] { $number } homes have their area or owner
    } to be verified: { $units }. Verify first, then freeze the roll.
refusal-developer-several =
    { $number ->
        [one] The developer’s unsold homes count as one head, and { $number } of them has other owners than the rest: { $units }. If it was sold, change its tenure, then freeze the roll.
       *[other] The developer’s unsold homes count as one head, and { $number } of them have other owners than the rest: { $units }. If they were sold, change their tenure, then freeze the roll.
    }
refusal-electorate-empty = No home here can take part in a vote. Check who votes, and which kinds of unit take part.
refusal-rules-missing = Rules are missing without which the roll cannot be frozen nor votes counted. Ask the administrator to adopt the local rule pack.
refusal-notice-too-short =
    { $have ->
        [one] There is 1 day
       *[other] There are { $have } days
    } between notice and voting; it takes { $days } natural days. { $earliest } is the earliest start that suffices.
refusal-roll-shown-too-short =
    { $have ->
        [one] There is 1 day
       *[other] There are { $have } days
    } between showing the roll and voting; it takes { $days } natural days. { $earliest } is the earliest start that suffices.
refusal-committee-not-told = The residents’ committee has not been told. Tell it, then tick this.
refusal-silence-not-warned = The notice does not say what an unreturned ballot will mean, so ballots served and not returned cannot be counted.

# -- objections and mandates
refusal-objection-unknown = There is no such objection. Reload and look again.
refusal-objection-answered = This objection has been answered. Reload to see it.
refusal-objection-own = Somebody else has to answer an objection of one’s own.
refusal-objection-desk-closed = No objections are taken now: to the roll while it is shown, to the result once it is announced.
refusal-areas-not-register =
    { $number ->
        [one] { $number } area is not from the real-estate register (survey: { $survey }, sales contract: { $contract }). Where the register has it, enter it and freeze the roll again.
       *[other] { $number } areas are not from the real-estate register (survey: { $survey }, sales contract: { $contract }). Where the register has them, enter them and freeze the roll again.
    }
refusal-developer-unknown =
    { $number ->
        [one] { $number } home is sold and not delivered: the developer votes for it, and the roll does not say who that is. Only a paper ballot can be cast for it now. If it is delivered, change its tenure to sold and freeze the roll again.
       *[other] { $number } homes are sold and not delivered: the developer votes for them, and the roll does not say who that is. Only a paper ballot can be cast for them now. If they are delivered, change their tenure to sold and freeze the roll again.
    }
refusal-objections-unanswered =
    { $number ->
        [one] { $number } objection to the roll has no answer yet. Answer it first.
       *[other] { $number } objections to the roll have no answer yet. Answer each first.
    }
refusal-objections-upheld-unfollowed =
    { $number ->
        [one] { $number } objection to the roll was upheld, and the roll is as it was. Correct it, freeze it again, then give notice.
       *[other] { $number } objections to the roll were upheld, and the roll is as it was. Correct it, freeze it again, then give notice.
    }
refusal-proxy-not-allowed = Nobody else can be mandated to vote here. Owners vote by phone or on paper.
refusal-proxy-to-self = This person is an owner already and needs no mandate. Choose somebody else.
refusal-proxy-too-many =
    { $most ->
        [one] One person votes for at most 1 home
       *[other] One person votes for at most { $most } homes
    }, and this one already does. Choose somebody else.
refusal-proxy-holds-vote = A mandate has been given for this home. To vote yourself, end it on the page “Let somebody vote for you” first, or hand in the paper ballot.
refusal-proxy-none = No mandate stands for this home, so there is none to end.
refusal-proxy-used = The ballot of this home was received { $at }. The first ballot counts; ending the mandate does not change it.

# -- ballots
refusal-voter-unknown = This home is not on the roll for this vote. If the roll is wrong, see a community worker.
refusal-unit-without-vote = This unit has no vote this time; no ballot needs delivering.
refusal-not-your-vote = This ballot is for the owner or whoever holds a mandate. If the roll is wrong, see a community worker.
refusal-co-owner-represents = The co-owners of this home chose somebody else to vote. To change that, see a community worker together.
refusal-official-platform-only = Votes by phone have to be cast on the official platform here, not on this site. Paper counts as well.
refusal-voted-already = The ballot of this home has been received; it can be neither cast again nor changed.
refusal-voted-on-paper = This home handed in its paper ballot { $at }. The first one counts; there is nothing more to do.
refusal-marks-number =
    { $items ->
        [one] This ballot has 1 item. Choose on it.
       *[other] This ballot has { $items } items. Choose on each.
    }
refusal-mark-missing = Nothing valid is chosen on item { $item }. Choose, then hand in.
refusal-mark-too-many = Item { $item } is not marked rightly: at most { $most }, none twice.
refusal-code-unknown = No ballot has this number. Copy it from the paper again; 0 and 1 in it are digits.
refusal-paper-received-already = This paper was taken in { $at }; there is nothing more to do.
refusal-paper-not-received = This paper has not been taken in yet. Take it in first, then enter it.
refusal-paper-scan-missing = No picture was chosen. Photograph this ballot and press again.
refusal-paper-scans-many = { $most } pictures of this ballot are kept already; that is enough. If none is sharp, look at the paper itself.
refusal-paper-set-aside = This home handed in another ballot first. This one is kept but not entered.
refusal-paper-entered-twice = This paper has been entered twice; there is nothing more to enter.
refusal-paper-same-clerk = You entered it the first time. Somebody else has to enter it the second time.
refusal-paper-not-disputed = This paper was not entered two different ways; no third person is needed.
refusal-paper-third-look = One of the two entries is yours. Ask somebody who has not entered it.

# -- counting and announcing
refusal-closed-already = The close of voting is on record already.
refusal-reading-not-yet = It is not time to read out the votes. Count after { $reading }.
refusal-count-unsettled =
    { $ballots ->
        [one] 1 paper ballot is not entered twice alike. Enter it
       *[other] { $ballots } paper ballots are not entered twice alike. Enter them
    } before counting.
refusal-count-erased = The ballot of voter no. { $voter } on the roll does not open; it may have been erased. Ask the administrator to check the record.
refusal-announced-late =
    { $have ->
        [one] Announced late: 1 day
       *[other] Announced late: { $have } days
    } after the count, where { $days } are allowed. It had to be announced all the same; the delay is on record.

# -- what a form could not read
refusal-label-wrong = At most 16 characters here, without spaces or slashes. For example 3, A, 501.
refusal-figure-wrong = { $what }
refusal-storey-wrong = Write the storey as a whole number, negative below ground. For example 5 or -1.
refusal-day-wrong = The date is not complete. For example 2026-11-23.
refusal-moment-wrong = Date and time are not complete. For example 2026-11-23 18:00.
refusal-place-missing = The place is missing. Write province and city, for example 浙江省/杭州市; local rules are found by it.
refusal-scope-missing = Choose who decides: the whole estate, a building or a stairwell.
refusal-matter-missing = Choose the matter. Raise one first if there is none.
refusal-item-kind-missing = Choose the kind of decision. The rule it is counted by depends on it.
refusal-capacity-missing = Choose a capacity.
refusal-door-unknown = The roll has no such home, or it has no vote here. Write building-stairwell-room, for example 3-2-501.
refusal-door-on-roll = { $unit } is on the roll already. To change it, open it from the roll.
refusal-person-several = Several persons fit. Write the whole telephone number to tell them apart.
refusal-proxy-holder-unknown = No such person was found. Write name and telephone as registered, or register the person first.
refusal-slips-printed-already = These slips were issued before; their codes are not shown twice. If one is lost, issue a new one.

# -- posting and attachments
refusal-posting-no-places = { $paper }: it must hang, but the estate lists no posting places, so nothing shows that it did. List the places at the desk first.
refusal-posting-unproven = { $paper }: { $number } places have no photo of it hanging: { $places }. Hang it, photograph it, then take the next step.
refusal-posting-torn = { $paper }: torn and not hung again at { $places }. Hang and photograph it there first.
refusal-posting-too-short = { $paper }: it has to hang { $days } days and has { $have } from the last place ({ $since }). They are full on { $earliest }; the next step can be taken from that day.
refusal-posting-broken-off = { $paper }: it has to hang { $days } days and has { $have } from the last place ({ $since }); it is gone from some place. Hang it again and the days go on.
refusal-posting-gap = { $paper }: missing at { $places } from { $from } to { $to }. Those days do not count; write it into the statement before the next step.
refusal-posting-late = { $paper }: it should have hung everywhere by { $last } (within { $days } days) and was late. Say why in the statement.
refusal-posting-not-issued = { $paper }: not issued yet, so there is nothing to hang. Take that step first.
refusal-posting-other-place = This paper does not hang here. Go back to the posting page and choose again.
refusal-posting-not-hanging = Nothing hangs here now. Hang it and take a photo first.
refusal-posting-hangs-already = It hangs here already. If it is torn, note the damage first.
refusal-posting-withdrawn = This vote was withdrawn; nothing has to hang any more.
refusal-posting-too-often = At most { $most } times are noted for one place. Hang it somewhere else.
refusal-posting-photo-missing = There is no photo. Take one and press again.
refusal-posting-photo-no-picture = A photo is wanted here, not a PDF. Take one and send it.
refusal-spot-unknown = There is no such place, or it was removed. Load the page again.
refusal-spot-twice = This place is on the list already.
refusal-spot-kind-missing = Choose what kind of place it is.
refusal-spot-stairwell-missing = Choose which building the stairwell belongs to.
refusal-spot-door-unknown = The roll has no such building or stairwell. Choose another.
refusal-spots-none-new = Every stairwell is on the list already.
refusal-spots-too-many = At most { $most } places. Remove some first.
refusal-file-kind = This is no photo. It takes a JPEG, PNG or WebP; on an iPhone choose Settings, Camera, Formats, Most Compatible and take it again.
refusal-file-too-large = The photo is larger than { $most } MB. Choose a smaller size on the phone and send it again; what you typed is still there.
refusal-file-broken = The photo did not arrive whole, or is damaged. Choose it and send it again.
# -- at the doors
refusal-attempt-one-name = You cannot be your own second name. Choose somebody else.
refusal-witness-owns-unit = The second person owns this home and cannot witness for it. Choose somebody else.
refusal-attempts-too-many = There are { $most } records of this home already; no more are taken. If something is wrong, see a community worker.
refusal-attempt-unknown = There is no such record. Load the page again.
refusal-attempt-not-yours = Somebody else recorded this; only they can take it back.
refusal-attempt-back-already = This has been taken back already.

# -- matching with the roll
refusal-not-matched = You have not been matched with the roll yet. Do it once and vote, or use a paper ballot now; it counts the same.
refusal-not-on-roll = You are not on the roll here; there is nothing to match.
refusal-matched-already = You are matched already. Go and vote.
refusal-no-phone-on-roll = The roll has no telephone for you. Use your document’s last digits, or come to the residents’ committee.
refusal-no-tail-on-roll = The roll has no document digits for you. Come to the residents’ committee.
refusal-codes-too-many = { $most } codes were sent today. Try tomorrow, or come to the residents’ committee.
refusal-telling-no-channel = Choose a way to be told.
refusal-telling-no-phone = The roll has no telephone, so no SMS can be sent. Have the residents’ committee enter one, or choose another way.
refusal-telling-too-often = It was changed { $most } times today. Change it again tomorrow.
refusal-share-no-font = This server has no Chinese font that reads, so no picture can be drawn. Ask whoever runs it to install Noto Sans CJK (Debian: fonts-noto-cjk), or to name the fonts’ folder with --fonts, and to start it again. The text and the code can be sent all the same.
refusal-telling-not-waiting = No address is waiting to be confirmed. If another way was chosen, that one counts.
refusal-telling-not-here = How to be told is chosen in the estate.
refusal-email-wrong = An e-mail address looks like wang@example.com.
refusal-code-over = The code has expired or was tried wrong too often. Ask for a new one.
refusal-certificate-closed = It was wrong { $most } times; this way is closed. Come to the residents’ committee, or use a paper ballot.
refusal-vouch-self = Nobody can match themselves here. Ask another worker.
refusal-vouch-no-account = This person has no account yet. First the slip, then the match.
refusal-vouch-same-clerk = You have seen this person already. A second worker has to record it.
refusal-person-not-found = Nobody has this name. Write it as on the roll, or enter them under People first.
refusal-nobody-speaks = The owners of this home vote themselves; there is nothing to end.
refusal-spoken-for = Somebody who was matched speaks for this home. To change that, see a community worker.
refusal-tenant-has-no-vote = Tenants and occupiers have no ballot; they may speak. The owner votes.
refusal-standing-by-mandate = An owner who is away writes a mandate, one for each vote. Record it on the page of mandates.
refusal-standing-enter-buyer = The roll has another owner. First enter the buyer on the roll by their contract.
refusal-standing-owner-already = This person owns the home. Choose “The owner in person”.
refusal-standing-not-public-housing = On the roll this home is not public housing. Check the roll first.
refusal-standing-no-organisation = On the roll the owner of this home is not an organisation. Check the roll first.
refusal-standing-no-human = On the roll an organisation owns this home. Choose “The owner is a company or an organisation”.

# The box and the papers
refusal-box-one-name = Nobody handles the box or the papers alone. Name somebody else who was there.
refusal-box-sealed-already = The slot is sealed already, with seal { $seal }.
refusal-box-opened-already = The box was opened already. It is neither sealed nor opened again.
refusal-box-not-sealed = There is no seal on the slot. Record the sealing first.
refusal-box-before-reading = The reading is not yet. The box is opened before everybody at { $reading }.
refusal-box-goes-sealed = The slot is open. Seal it before the box changes hands.
refusal-handed-to-self = You cannot hand it to yourself.
refusal-box-seal-number = A seal’s number has letters, digits and hyphens, { $most } at most.
refusal-box-seal-used = This seal was used before. Take a new one.
refusal-box-seal-broken-unexplained = The seal is broken, or its number is not { $seal }. Say in the note what happened.
refusal-scrutineer-missing = At least one person has to watch.
refusal-team-same-person = Reading, counting and watching are done by different people.
refusal-team-interested = This vote is about that person (a candidate, or working for the property company it is on). Choose somebody else.
refusal-kept-too-short = Owners may still ask a court. The papers may be destroyed from { $earliest } at the earliest.
refusal-store-place-missing = Say where the papers are kept.
refusal-box-not-opened = There are paper ballots. Open the box before witnesses first.
refusal-team-not-named = There are paper ballots. Name who reads, counts and watches first.
refusal-code-void = A new paper was given out for this one. The old paper is void.
refusal-print-no-papers = No home of this building takes part in this vote. Go back and choose another building.
refusal-recount-none = No recount is under way.
refusal-recount-open = A recount is not finished yet.
refusal-recount-no-papers = There are no papers to recount.
refusal-recount-not-drawn = This paper was not drawn.
refusal-recount-read-already = This paper was read again already.
refusal-recount-other-eyes = You entered this paper before. Somebody else has to read it again.
refusal-recount-unread = { $papers } drawn papers are not read yet.
refusal-correct-needs-full-recount = Read all papers again before the count is corrected.
refusal-correct-nothing-differs = The recount reads as before. There is nothing to correct.

# The official platform
refusal-platform-not-here = No official platform is asked for here. Phones vote on these pages.
refusal-platform-imported-already = The platform’s result is in already. Take it out first.
refusal-platform-not-imported = No platform’s result was taken in.
refusal-platform-empty = There is no ballot in the file.
refusal-platform-total = The platform says { $said } owners took part; the file has { $found }. Ask the platform.
refusal-platform-unit-without-vote = Line { $line }: this home is not on the roll of this vote.
refusal-platform-unit-twice = Line { $line }: this home has a ballot on line { $before } already.
refusal-platform-time = Line { $line }: the time is not between { $opens } and { $closes }.

# After the result
refusal-filed-day = A filing lies between the announcement ({ $announced }) and today.
refusal-revoked-day = A revocation lies between the announcement ({ $announced }) and today.
refusal-item-unknown = There is no such item.
refusal-revoked-already = This item was revoked already.
refusal-field-missing = Fill this in.
refusal-not-a-number = Write a figure here.
refusal-sheet-unreadable = { $why }
# -- Papers, the seal, the estate’s rules
refusal-document-which = Choose which paper first.
refusal-document-unknown = There is no paper { $number }.
refusal-document-too-early = The vote has not come so far; “{ $document }” cannot be drawn up yet.
refusal-document-drawn-already = The record has not changed: { $number } is this paper.
refusal-document-no-remarks = This paper says what the record says and nothing else. Delete the words added.
refusal-document-void = This paper was given up. Draw up another one.
refusal-document-finished = This paper is filed away; nothing follows.
refusal-document-step-order = “{ $next }” comes next, “{ $step }” later.
refusal-document-changed = The record has changed since this paper was drawn up. Draw up another one.
refusal-document-copies = Write a whole number of copies, 1 to { $most }.
refusal-document-scan-missing = No scan was chosen. Take a photo or choose a PDF and press again.
refusal-document-hangs-nowhere = This paper does not hang anywhere.
refusal-document-no-places = The { $paper } has no place to hang. List the posting places; the next vote has them.
refusal-document-not-hanging = The { $paper } does not hang yet at: { $places }. Record the photos on the posting page and come back.
refusal-document-kept-too-short = Keep it until { $least } at least: until then owners may ask a court to revoke the decision.
refusal-seal-no-committee = There is no owners’ committee, so there is no seal to use.
refusal-seal-term-over = The committee’s term ended on { $day } and nobody is in office; the seal may not be used. Elect a new committee first.
refusal-seal-self-approval = You asked for it and cannot approve it. Another member must.
refusal-seal-not-a-member = Only a member of the owners’ committee in office approves.
refusal-seal-approved-already = It is approved already.
refusal-seal-not-approved = { $more } more approvals are needed before it is sealed.
refusal-seal-over = This use is over. Ask again.
refusal-seal-entry-unknown = There is no entry { $number }.
refusal-seal-no-keeper = No keeper of the seal is entered. Record the handover first.
refusal-seal-not-the-keeper = The keeper seals. Let the keeper sign in and record it.
refusal-seal-two-names = Giver and keeper must be two persons.
refusal-seal-giver-keeps-not = The giver does not hold the seal. Choose its keeper.
refusal-seal-kept-already = This person keeps the seal already.
refusal-seal-keeper-no-post = The keeper must be a committee member in office or a clerk.
refusal-seal-number = Write a whole number, 1 to { $most }.
refusal-seal-none-of-assembly = No keeper of the owners’ assembly’s seal is entered. Record the handover first.
refusal-seal-ground-missing = The assembly’s seal is used by a decision of the owners or by their rules of procedure. Choose which.
refusal-seal-ground-other = This paper is not about that decision. Choose the paper’s own decision, or write an article of the rules of procedure.
refusal-seal-ground-not-passed = This decision did not pass or was revoked; the assembly’s seal cannot be used by it.
refusal-seal-ground-no-article = The rules of procedure in force have no such article. Look it up and write its number, such as 12.
refusal-seal-list-early = This period ends on { $day }. Publish it after that.
refusal-seal-list-changed = The period to be published changed; perhaps somebody published it already. Look again, then press.
refusal-seal-asked-already = The seal was asked for already; it waits to be approved or used.
refusal-charter-no-articles = No articles were recognised. Begin each with 第…条 on a line of its own.
refusal-charter-article-twice = These articles appear twice: { $articles }. Correct their numbers.
refusal-charter-versions = { $most } versions at most.
refusal-charter-version-unknown = There is no such version.
refusal-charter-in-force = This version is or was in force and cannot be changed. Enter a new one and put it to the owners.
refusal-charter-article-unknown = This version has no such article. Write its number as in the text.
refusal-charter-value-not-there = { $article } does not say { $n }. It may stand in another article.
refusal-charter-committee-size = A committee has an odd number of members, { $least } to { $most }.
refusal-charter-before-the-last = The present version is in force from { $day }; the next cannot be earlier.
refusal-charter-before-the-vote = The owners passed it on { $day }; it cannot be in force before.
refusal-charter-motion-other = That vote asked about something else. Choose the one that asked about this text.
refusal-charter-motion-open = The result of that vote is not announced yet.
refusal-charter-motion-not-passed = That vote did not pass it, or was revoked since.
refusal-charter-motion-used = That vote has brought version { $n } into force. One vote decides on one version; put the other to the owners.
refusal-charter-not-asked = When notice of that vote was given, version { $n } was the newest, and the owners passed that one. Put this version to the owners.
refusal-charter-written-after = No text had been entered when notice of that vote was given, so nobody can tell which one the owners passed. Enter it and put it to them again.
refusal-charter-voted-since = The owners have voted version { $n } into force here; nothing can be entered as passed before the record began. Put this version to the owners.
refusal-charter-not-earlier = The record of this estate began on { $day }. For what came into force later, choose the vote that passed it.
refusal-charter-file-kind = No text can be read from this file. Use .docx or plain text.
refusal-charter-file-too-large = The file is too large. Keep the articles only, or paste the text.
refusal-committee-seats = The rules of procedure set { $size } members; no more can be elected at once.

# Consultations
refusal-consent-unknown = There is no such consultation.
refusal-consent-nobody = There are no homes in this scope. Choose another.
refusal-consent-begins-late = The first day is past. Begin today or later.
refusal-consent-ends-early = It ends before it begins. Change a day.
refusal-consent-too-long = A consultation runs { $most } days at most. Choose an earlier last day.
refusal-consent-not-asked = This home is not among those asked. Check the door against the roll.
refusal-consent-too-often = This household has changed its answer { $most } times. Ask at the door.
refusal-consent-conditions-missing = You agree with conditions: write which.
refusal-consent-ahead = The consultation begins on { $from }. Come back then.
refusal-consent-over = The days of the consultation are over. You can still tell the residents’ committee.
refusal-consent-not-your-home = The roll does not have you in this home. If it is wrong, ask the residents’ committee to mend it.
refusal-consent-owner-answered = The owner has answered for this household. If you see it differently, talk to the owner.
refusal-consent-view-missing = No answer chosen. Choose one.
refusal-consent-answered-itself = This household answered on its own phone and changes its answer itself. If a resident answered and the owner has signed, enter it in the owner’s name.
refusal-consent-nothing-to-erase = Nothing of this household is erased here. Whoever is on the roll is erased under People.
refusal-consent-way-missing = Choose signed paper or asked at the door.
refusal-consent-paper-reached = With a signed paper they were reached. Change the answer, or choose the door.
refusal-consent-reached-before = This household has an answer already and cannot be entered as not reached.
refusal-consent-concluded = This consultation was added up and stands.
refusal-consent-called-off = This consultation was called off.
refusal-consent-runs = The consultation runs until { $until }. Add it up afterwards.
refusal-consent-purpose-missing = Choose a purpose.
refusal-consent-level-missing = Choose the level of the document.
refusal-consent-share-wrong = Write the share as a fraction, such as 2/3.
refusal-consent-edge-missing = Choose whether exactly the share is enough.

# -- Helpers
refusal-help-unknown = There is no such help, or it is not yours. See “Owners I help”.
refusal-help-ended = This help has ended. If the owner still wants it, they give you a new code.
refusal-help-expired = This help ran until { $until } and is over. To go on, the owner names it again.
refusal-help-home-gone = The home has another owner, or somebody else speaks for it: the help ended by itself. To go on, the owner of today names it.
refusal-help-needs-home = The roll has no home of this owner, so no helper can be named. Check the roll at the residents’ committee first.
refusal-help-too-long = { $days } days at most. Choose an earlier day; it can be named again.
refusal-help-relation-missing = What they are to the owner is not chosen. Choose one.
refusal-help-code-unknown = There is no such code, or it was used or is over. Copy it once more; if it still fails, ask the owner for another.
refusal-help-code-shown-already = The code was shown and kept nowhere. Press once more for a new one.
refusal-help-not-owner = No owner of this home has that name. Write it as on the roll, or correct the roll first.
refusal-help-for-people = Help is between people. An organisation sends somebody with its letter.
refusal-help-own-desk = You are the owner or the helper yourself: another community worker has to do this.
refusal-helper-self = Nobody is their own helper. Name somebody else.
refusal-helper-company-staff = Staff of the property company are no helpers. Ask family, the stairwell head or a neighbour.
refusal-helper-is-candidate = The helper stands in this election and cannot fill in its ballot. The owner may vote alone, or on paper.
refusal-helper-other-stairwell = They are not entered as head of this building or stairwell. Have the residents’ committee enter the post, or choose “neighbour” or “volunteer”.
refusal-help-post-ended = They are not head of this building or stairwell any more, and the help ended with the post. To go on, name them again as a neighbour.
refusal-help-without-paper = This helper was named with a code; there is no signed form to scan.
refusal-post-part-missing = Say of which building or stairwell somebody is the head.
refusal-post-without-part = Only a stairwell head has a building or stairwell; other posts are for the whole estate.
refusal-post-part-unknown = The roll has no such building or stairwell. Enter its homes first.
refusal-helper-households = One person helps at most { $most } homes at a time, and this one already does. Ask somebody else.
refusal-helpers-too-many = An owner has at most { $most } helpers at a time. End one, then name another.
refusal-helper-roll-only = A helper may object to the roll; to the result the owner objects alone.
refusal-helper-own-home-only = Help is for the owner’s own home. What the owner holds a mandate for, they vote alone.
refusal-help-no-ballot = No ballot of this owner is open in this vote: it may have been cast, a mandate given, or voting not opened.
refusal-help-no-phone = The roll has no telephone of the owner, so no code can be sent. Go to the residents’ committee together, or use paper.
refusal-helper-no-phone = You have no telephone on record here, so the code way is closed. Ask a community worker to enter it, or confirm at the committee.
refusal-helper-same-phone = Your telephone is the one the owner is registered with: a code would not show that it is the owner. Go to the residents’ committee together, or use paper.
refusal-help-prepared-over = The time of this ballot is over, or another was filled in. Fill it in again.
refusal-help-handed-in = This ballot was handed in already. There is nothing more to do.
refusal-help-marks-changed = What was handed in is not what the owner confirmed. Fill it in again and let the owner confirm it.
refusal-help-not-confirmed = The owner has not confirmed it yet. They tell the number to the staff; then hand in.
refusal-help-confirmed-already = This ballot is confirmed already; the helper hands it in on the phone.
