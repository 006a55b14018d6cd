# Words the components bring themselves
basis-measured = measured
basis-quoted = quoted
basis-assumed = assumed

bar-cast = Cast
bar-heads = By head
bar-area = By area
bar-of = of { $whole }
bar-needed = needs { $needed } of { $whole }
bar-met = Line reached
bar-met-of = . Needs { $needed } of { $whole }
bar-sealed = The ballots are in the box; nobody can see them now.
bar-spoken = { $label }: { $part }, { $percent }. Needs { $needed } of { $whole }.
bar-spoken-met = { $label }: { $part }, { $percent }, line reached. { $whole } in all.
bar-spoken-sealed = { $label }: sealed until the count. Needs { $threshold }.

gap-both = { $heads } and { $area } still missing
gap-one = { $what } still missing
gap-none = Both lines are reached

cell-voted = voted
cell-served = delivered, no vote yet
cell-not-served = not delivered yet
cell-refused = refused
cell-vacant = empty home

elevation-label = { $building }, home by home
elevation-cell = { $stairwell } { $room }, { $state }
elevation-list = As text, in walking order

field-optional = {" "}(optional)
field-choose = Choose one
field-problems =
    { $n ->
        [one] 1 thing to change
       *[other] { $n } things to change
    }

list-pages = Pages
list-previous = Previous page
list-next = Next page
list-page-of = Page { $page } of { $pages }

station-way = How far this matter is
station-talk = Talk
station-decide = Decide
station-do = Build
station-pay = Pay
station-evaluate = Evaluate
station-renew = Upkeep
station-is = , { $state }
station-done = done
station-now = now
station-later = still to come
station-back = sent back

table-not-applicable = does not apply
table-label = { $head }:{" "}

print-how = Print from your browser: A4, scale 100%.
print-check = Scan to check this paper
print-posted = Posted
print-month = (month)
print-day = (day)
print-place = Place
print-seal = seal here
print-met = , reached
print-not-met = , not reached
print-ballot-number = Ballot no.
print-owner-signs = Owner signs
print-date = Date
print-stub = Receipt, keep this part
print-received-by = Received by
