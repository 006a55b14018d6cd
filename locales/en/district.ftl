# The street: estates, people, rule packs
district-estates = Estates
district-lead =
    { $n ->
        [one] { $n } estate of this street
       *[other] { $n } estates of this street
    }
district-estate-line = { $homes } homes, { $motions } votes under way
district-none = No estates yet
district-none-then = Open the record of the first one.
district-found = Open an estate’s record
district-found-lead = All that happens in the estate is kept in its record from then on.
district-found-name-hint = For example: Huaiyinli
district-found-do = Open the record
district-found-then = Next: enter the first community worker and print a slip for them.
district-rules = Rule packs
district-rules-lead = Law and local rules, value by value. What a vote goes by is frozen with it.
district-packs = Packs in force
district-values = Values
district-built-in = comes with the program
district-adopted = adopted here
district-drop = Take out of force
district-adopt = Adopt a pack
district-adopt-lead = Where local rules differ, paste the pack here. Votes under way are not touched.
district-adopt-text = The pack’s text (TOML)
district-adopt-do = Adopt
district-unsure = Not yet checked against the text
district-unsure-lead = These only warn and never block. Confirm one after reading the text itself; it binds from then on.
district-confirmed = confirmed
district-confirm = Confirm
district-basis = Where it was read
district-basis-hint = Address or gazette number
