# Figures, dates, capacities
format-homes =
    { $n ->
        [one] 1{"\u00A0"}home
       *[other] { $n }{"\u00A0"}homes
    }
format-half = one half
format-third = one third
format-two-thirds = two thirds
format-quarter = one quarter
format-three-quarters = three quarters
format-fifth = one fifth
format-four-fifths = four fifths
format-majority = more than half
format-at-least = at least { $share }
format-more-than = more than { $share }
format-building = Building{"\u00A0"}{ $label }
format-stairwell = stairwell{"\u00A0"}{ $label }
format-monday = Monday
format-tuesday = Tuesday
format-wednesday = Wednesday
format-thursday = Thursday
format-friday = Friday
format-saturday = Saturday
format-sunday = Sunday
format-period = { $from } to { $to }
format-days-left =
    { $n ->
        [one] 1 day left
       *[other] { $n } days left
    }
format-due-today = due today
format-days-over =
    { $n ->
        [one] 1 day late
       *[other] { $n } days late
    }

capacity-party-organisation = Party organisation
capacity-street-office = Sub-district office
capacity-company-staff = Property company staff
capacity-committee-chair = Chair of the owners’ committee
capacity-committee-member = Member of the owners’ committee
capacity-canvasser = Canvasser
capacity-stairwell-head = Stairwell head
capacity-clerk = Community worker
capacity-owner = Owner
capacity-resident = Resident
capacity-administrator = Administrator
capacity-system = System
capacity-visitor = Visitor

inexact-empty = { $what } is missing, for example { $example }
inexact-full-width = { $what } is in full-width digits; change it to { $cure }
inexact-not-a-figure = { $what } must be a figure, for example { $example }
inexact-too-many-decimals = { $what } may have at most { $most } decimals
inexact-grouping = The commas in { $what } are in the wrong place, for example { $example }
inexact-too-large = { $what } is too large; check for a digit too many
