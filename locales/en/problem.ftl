# When something does not open or cannot be done
problem-not-found = This page was not found
problem-not-found-then = A letter of the address may be wrong, or the page is not open to you. Try again from the first page.
problem-forbidden = This takes another capacity
problem-refused = This cannot be done now
problem-bad-request = This was not taken
problem-bad-request-then = The page may have been open too long, or somebody else signed in meanwhile. Nothing was changed. Go back, reload and fill it in again.
problem-too-large = Too much at once
problem-too-large-then = Nothing was changed. Enter less, or do it in several goes.
problem-busy = No connection
problem-busy-then = Many people are here just now. Go back: what you wrote is still there; press once more.
problem-fault = Something broke here
problem-fault-then = Nothing was changed. Try again in a few minutes; if it still fails, tell a community worker.
problem-home = To the first page

forbidden-act = “{ $act }” cannot be done in your present capacity.
forbidden-who = It takes: { $who }. If you hold that capacity too, change to it under “My account”.
forbidden-nobody = Nobody can do this here.
forbidden-core = The Party organisation sets direction and supervises; it does not do other bodies’ concrete work.
forbidden-matrix = See who may do what
