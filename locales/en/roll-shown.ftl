# The roll on show
roll-shown-title = The roll on show
roll-shown-lead = Names are partly hidden. If something is wrong, go back to the matter and object.
roll-own = In your name
roll-one-head = several homes, counts as one
roll-developer-unknown = the developer (the roll does not say who)
