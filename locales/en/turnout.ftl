# Home by home: for those who go from door to door
turnout-title = { $building }, home by home
turnout-seen = Only canvassers and those who work on it see this
turnout-lead = Choose a home and note the visit. What anybody chose cannot be seen here.
turnout-others = The buildings
turnout-to-win =
    { $n ->
        [one] 1 home to win
       *[other] { $n } homes to win
    }
turnout-unit-state = { $state }, { $area }
turnout-attempt = { $at }, { $way }: { $outcome }
turnout-way = How it was brought
turnout-outcome = What came of it
turnout-note = Note it
cell-outside = no vote this time
