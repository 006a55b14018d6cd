# Home by home: for those who go from door to door
turnout-title = { $building }, home by home
turnout-seen = Only appointed canvassers see this
turnout-lead = Choose a home and see its visits. What anybody chose cannot be seen here.
turnout-others = The buildings
turnout-to-win =
    { $n ->
        [one] 1 home to win
       *[other] { $n } homes to win
    }
turnout-unit-state = { $state }, { $area }
turnout-attempt = { $at }, { $way }: { $outcome }
turnout-way = How it was brought
cell-outside = no vote this time
turnout-at-door = Record at the door
